import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { routes } from "./routes.ts";
import { commit, doer } from "./runs.ts";

/** A configuration that was announced, uploaded or fetched. */
export const configurationVersion = z.object({
  id: z.string(),
  status: z.enum(["pending", "fetching", "uploaded", "archived", "errored"]),
  source: z.string(),
  speculative: z.boolean(),
  autoQueueRuns: z.boolean(),
  size: z.number().int().nullable(),
  error: z.string().nullable(),
  commit: commit.nullable(),
  /** The workspace plans with it when nothing else is said. */
  current: z.boolean(),
  createdBy: doer,
  createdAt: z.iso.datetime(),
  uploadedAt: z.iso.datetime().nullable(),
});

/** An input variable that a configuration declares. */
export const wantedVariable = z.object({
  key: z.string(),
  description: z.string(),
  sensitive: z.boolean(),
  /** Its value is an expression, as of a list; a text otherwise. */
  hcl: z.boolean(),
  /** Where a run would get its value: a variable, a tfvars file, the connected Okta org, its default; null: nowhere yet. */
  givenBy: z.enum(["variable", "file", "okta-org", "default"]).nullable(),
});

const versionOf = "/api/v1/configuration-versions/:version";

/** Configurations. */
export const configurationVersionRoutes = routes({
  listConfigurationVersions: { method: "GET", path: "/api/v1/workspaces/:workspace/configuration-versions", summary: "Configurations of a workspace, the newest first", query: paging, answer: pageOf(configurationVersion) },
  createConfigurationVersion: {
    method: "POST",
    path: "/api/v1/workspaces/:workspace/configuration-versions",
    summary: "Announces a configuration: a gzip-compressed tar archive is then sent with PUT to the address that is given",
    body: z.object({ speculative: z.boolean().default(false).describe("For plan-only runs"), autoQueueRuns: z.boolean().default(true).describe("A run begins with the upload") }),
    answer: configurationVersion.extend({ uploadUrl: z.string() }),
  },
  listWantedVariables: {
    method: "GET",
    path: "/api/v1/workspaces/:workspace/wanted-variables",
    summary: "The input variables of the current configuration, and which of them have a value; null while there is no configuration",
    answer: z.object({ items: z.array(wantedVariable).nullable() }),
  },
  readConfigurationVersion: { method: "GET", path: versionOf, summary: "A configuration", answer: configurationVersion },
  listConfigurationFiles: { method: "GET", path: `${versionOf}/files`, summary: "The files of a configuration", answer: z.object({ items: z.array(z.object({ path: z.string(), bytes: z.number().int() })) }) },
  readConfigurationFile: { method: "GET", path: `${versionOf}/file`, summary: "A file of a configuration as text, up to 1 MiB", query: z.object({ path: z.string().min(1).max(1024) }), answer: z.object({ path: z.string(), text: z.string() }) },
  downloadConfiguration: { method: "GET", path: `${versionOf}/download`, summary: "The archive", media: "application/gzip" },
});
