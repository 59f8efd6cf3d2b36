import { configurationVersionRoutes, type Answer } from "@lockstep/contract";
import { listArchive, readFromArchive } from "../archives/look.ts";
import { handlers, type Mounted } from "../http/call.ts";
import { signAddress } from "../http/signed-address.ts";
import { found } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { commitOf } from "./commit.ts";
import { createConfigurationVersion, downloadConfiguration, getConfigurationVersion, type ConfigurationVersion } from "./service.ts";
import { wantedVariables } from "./wanted-variables.ts";

type View = Answer<typeof configurationVersionRoutes.readConfigurationVersion>;

/** Our own interface to configurations. */
export const configurationVersionHandlers = (server: Server): readonly Mounted[] =>
  handlers(configurationVersionRoutes, {
    listConfigurationVersions: async ({ actor, params, query: { page, size } }) => {
      const { workspace } = await getWorkspace(server, actor, params.workspace);
      const mine = server.db.selectFrom("configurationVersions").where("workspaceId", "=", workspace.id);
      const { total } = await mine.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
      const versions = await mine.selectAll().orderBy("createdAt", "desc").limit(size).offset((page - 1) * size).execute();
      return { items: versions.map((version) => viewOf(version, workspace.currentConfigurationVersionId)), total };
    },
    createConfigurationVersion: async ({ actor, params, body }) => {
      const { workspace } = await getWorkspace(server, actor, params.workspace);
      const version = await createConfigurationVersion(server, actor, workspace, { ...body, source: "lockstep" });
      return { ...viewOf(version, workspace.currentConfigurationVersionId), uploadUrl: `${server.settings.publicUrl}/api/v2/uploads/configuration/${await signAddress(server, "upload-configuration", version.id)}` };
    },
    listWantedVariables: async ({ actor, params }) => {
      const wanted = await wantedVariables(server, actor, (await getWorkspace(server, actor, params.workspace)).workspace);
      return { items: wanted ? [...wanted] : null };
    },
    readConfigurationVersion: async ({ actor, params }) => {
      const { version } = await getConfigurationVersion(server, actor, params.version);
      return viewOf(version, (await selectWorkspace(server.db, version.workspaceId))?.currentConfigurationVersionId ?? null);
    },
    listConfigurationFiles: async ({ actor, params }) => {
      const entries = await listArchive(await downloadConfiguration(server, actor, params.version));
      return { items: entries.filter(({ kind }) => kind === "file").map(({ path, bytes }) => ({ path, bytes })) };
    },
    readConfigurationFile: async ({ actor, params, query }) => {
      const file = await readFromArchive(await downloadConfiguration(server, actor, params.version), (path) => path === query.path);
      return { path: query.path, text: found(file, "file", query.path).content.toString("utf8") };
    },
    downloadConfiguration: async ({ actor, params, reply }) => {
      const archive = await downloadConfiguration(server, actor, params.version);
      await reply.header("content-type", "application/gzip").header("content-disposition", `attachment; filename="${params.version}.tar.gz"`).send(archive);
    },
  });

const viewOf = ({ id, status, source, speculative, autoQueueRuns, size, errorMessage, ingress, createdByKind, createdById, createdByName, createdAt, uploadedAt }: ConfigurationVersion, current: string | null): View => ({
  id,
  status,
  source,
  speculative,
  autoQueueRuns,
  size,
  error: errorMessage,
  commit: commitOf(ingress),
  current: id === current,
  createdBy: { kind: createdByKind, id: createdById, name: createdByName },
  createdAt: createdAt.toISOString(),
  uploadedAt: uploadedAt?.toISOString() ?? null,
});
