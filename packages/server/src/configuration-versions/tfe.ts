import { signAddress, readAddress } from "../http/signed-address.ts";
import type { Server } from "../server.ts";
import { document, listDocument, moment, toOne, type Resource } from "../tfe/document.ts";
import type { TfeCall, TfeRoute } from "../tfe/routes.ts";
import { Problem } from "../problem.ts";
import { getWorkspace } from "../workspaces/service.ts";
import type { Ingress } from "./configuration-version.ts";
import { createConfigurationVersion, downloadConfiguration, getConfigurationVersion, uploadConfiguration, type ConfigurationVersion } from "./service.ts";

/** HCP Terraform's configuration versions: announce, upload, look at, download. */
export const configurationVersionTfe = (server: Server): readonly TfeRoute[] => [
  { method: "POST", path: "/workspaces/:id/configuration-versions", status: 201, handle: async (call) => create(server, call) },
  { method: "GET", path: "/workspaces/:id/configuration-versions", handle: async (call) => list(server, call) },
  {
    method: "GET",
    path: "/configuration-versions/:id",
    handle: async ({ actor, params }) => document(await configurationVersionResource(server, (await getConfigurationVersion(server, actor, params["id"] ?? "")).version)),
  },
  {
    method: "GET",
    path: "/configuration-versions/:id/ingress-attributes",
    handle: async ({ actor, params }) => {
      const { version } = await getConfigurationVersion(server, actor, params["id"] ?? "");
      if (!version.ingress) throw new Problem("not-found", { kind: "commit of configuration version", name: version.id });
      return document(ingressResource(version.id, version.ingress));
    },
  },
  {
    method: "GET",
    path: "/configuration-versions/:id/download",
    handle: async ({ actor, params, reply }) => {
      await reply.header("content-type", "application/gzip").send(await downloadConfiguration(server, actor, params["id"] ?? ""));
      return undefined;
    },
  },
  {
    method: "PUT",
    path: "/uploads/configuration/:address",
    capability: true,
    admit: async ({ address = "" }) => readAddress(server, "upload-configuration", address),
    status: 200,
    handle: async ({ params, body }) => {
      const id = await readAddress(server, "upload-configuration", params["address"] ?? "");
      if (!(body.raw instanceof Uint8Array)) throw new Problem("bad-archive", { detail: "the request has no content. Send a gzip-compressed tar archive as application/octet-stream." });
      await uploadConfiguration(server, id, body.raw);
      return undefined;
    },
  },
];

async function create(server: Server, { actor, params, body, request }: TfeCall) {
  const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
  const speculative = body.boolean("speculative");
  const provisional = body.boolean("provisional");
  const autoQueueRuns = body.boolean("auto-queue-runs");
  const version = await createConfigurationVersion(server, actor, workspace, {
    ...(speculative !== undefined && { speculative }),
    ...(provisional !== undefined && { provisional }),
    ...(autoQueueRuns !== undefined && { autoQueueRuns }),
    source: request.headers["x-terraform-integration"] === "cloud" ? "terraform+cloud" : request.headers["terraform-version"] ? "terraform" : "tfe-api",
  });
  return document(await configurationVersionResource(server, version));
}

async function list(server: Server, { actor, params, query }: TfeCall) {
  const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
  const { page, size } = query.paging;
  const mine = server.db.selectFrom("configurationVersions").where("workspaceId", "=", workspace.id);
  const { total } = await mine.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const versions = await mine.selectAll().orderBy("createdAt", "desc").limit(size).offset((page - 1) * size).execute();
  return listDocument(await Promise.all(versions.map(async (version) => configurationVersionResource(server, version))), query.paging, total);
}

/** A configuration version as HCP Terraform's API shows it; the address to upload to is there until it was used. */
export async function configurationVersionResource(server: Pick<Server, "keys" | "clock" | "settings">, version: ConfigurationVersion): Promise<Resource> {
  const { id, status, source, speculative, provisional, autoQueueRuns, error, errorMessage, ingress } = version;
  const upload = status === "pending" ? `${server.settings.publicUrl}/api/v2/uploads/configuration/${await signAddress(server, "upload-configuration", id)}` : null;
  return {
    id,
    type: "configuration-versions",
    attributes: {
      status,
      source,
      speculative,
      provisional,
      "auto-queue-runs": autoQueueRuns,
      error,
      "error-message": errorMessage,
      "upload-url": upload,
      "changed-files": [],
      "status-timestamps": { ...(version.uploadedAt && { "uploaded-at": moment(version.uploadedAt) }) },
    },
    relationships: { "ingress-attributes": toOne("ingress-attributes", ingress ? `ia-${id.slice(3)}` : null) },
    links: { self: `/api/v2/configuration-versions/${id}` },
  };
}

/** The commit of a configuration version. */
export const ingressResource = (id: string, ingress: Ingress): Resource => ({
  id: `ia-${id.slice(3)}`,
  type: "ingress-attributes",
  attributes: {
    branch: ingress.branch,
    "clone-url": ingress.cloneUrl,
    "commit-message": ingress.commitMessage,
    "commit-sha": ingress.commitSha,
    "commit-url": ingress.commitUrl,
    "compare-url": ingress.compareUrl,
    identifier: ingress.identifier,
    "is-pull-request": ingress.isPullRequest,
    "on-default-branch": ingress.onDefaultBranch,
    "pull-request-number": ingress.pullRequestNumber,
    "pull-request-url": ingress.pullRequestUrl,
    "pull-request-title": ingress.pullRequestTitle,
    tag: ingress.tag,
    "sender-username": ingress.senderUsername,
    "sender-avatar-url": ingress.senderAvatarUrl,
  },
});
