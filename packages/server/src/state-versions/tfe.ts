import type { Selectable } from "kysely";
import { requireAccess } from "../access/access.ts";
import { readAddress, signAddress } from "../http/signed-address.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, listDocument, moment, toMany, toOne, type Document, type Resource } from "../tfe/document.ts";
import type { TfeCall, TfeRoute } from "../tfe/routes.ts";
import { getWorkspace, getWorkspaceByName } from "../workspaces/service.ts";
import { createStateVersion, currentStateVersion, downloadState, getStateVersion, rollbackState, uploadJsonState, uploadState, type StateVersion } from "./service.ts";
import type { StateVersionOutputRow } from "./tables.ts";

/** HCP Terraform's state versions and outputs. */
export const stateVersionTfe = (server: Server): readonly TfeRoute[] => [
  { method: "POST", path: "/workspaces/:id/state-versions", status: 201, handle: async (call) => create(server, call) },
  { method: "PATCH", path: "/workspaces/:id/state-versions", status: 201, handle: async (call) => rollback(server, call) },
  { method: "GET", path: "/workspaces/:id/current-state-version", handle: async (call) => current(server, call) },
  { method: "GET", path: "/workspaces/:id/current-state-version-outputs", handle: async (call) => currentOutputs(server, call) },
  { method: "GET", path: "/workspaces/:id/state-versions", handle: async (call) => list(server, call, (await getWorkspace(server, call.actor, call.params["id"] ?? "")).workspace.id) },
  { method: "GET", path: "/state-versions", handle: async (call) => listByName(server, call) },
  { method: "GET", path: "/state-versions/:id", handle: async ({ actor, params }) => document(await stateVersionResource(server, (await getStateVersion(server, actor, params["id"] ?? "")).version)) },
  { method: "GET", path: "/state-versions/:id/outputs", handle: async (call) => outputsOf(server, call) },
  { method: "GET", path: "/state-version-outputs/:id", handle: async (call) => output(server, call) },
  {
    method: "GET",
    path: "/state-versions/:id/download",
    handle: async ({ actor, params, reply }) => {
      await reply.header("content-type", "application/json").send(await downloadState(server, actor, params["id"] ?? ""));
      return undefined;
    },
  },
  {
    method: "PUT",
    path: "/uploads/state/:address",
    capability: true,
    admit: async ({ address = "" }) => readAddress(server, "upload-state", address),
    status: 200,
    handle: async ({ params, body }) => {
      await uploadState(server, await readAddress(server, "upload-state", params["address"] ?? ""), bytesOf(body.raw));
      return undefined;
    },
  },
  {
    method: "PUT",
    path: "/uploads/json-state/:address",
    capability: true,
    admit: async ({ address = "" }) => readAddress(server, "upload-json-state", address),
    status: 200,
    handle: async ({ params, body }) => {
      await uploadJsonState(server, await readAddress(server, "upload-json-state", params["address"] ?? ""), bytesOf(body.raw));
      return undefined;
    },
  },
];

function bytesOf(raw: unknown): Uint8Array {
  if (raw instanceof Uint8Array) return raw;
  throw new Problem("param-missing", { name: "state" });
}

async function create(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
  const serial = body.number("serial");
  if (serial === undefined) throw new Problem("param-missing", { name: "serial" });
  const state = body.string("state");
  const version = await createStateVersion(server, actor, workspace, {
    serial,
    md5: body.string("md5") ?? "",
    lineage: body.string("lineage") ?? "",
    force: body.boolean("force") ?? false,
    ...(state !== undefined && { state: Buffer.from(state, "base64") }),
  });
  return document(await stateVersionResource(server, version));
}

async function rollback(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
  const id = body.relation("rollback-state-version");
  if (!id) throw new Problem("param-missing", { name: "rollback-state-version" });
  return document(await stateVersionResource(server, await rollbackState(server, actor, workspace, id)));
}

async function current(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
  const version = found(await currentStateVersion(server, workspace), "state version of workspace", workspace.name);
  const included = query.include.has("outputs") ? (await selectOutputs(server, version.id)).map(outputResource) : [];
  return document(await stateVersionResource(server, version), included);
}

async function currentOutputs(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
  await requireAccess(server, actor, workspace, "state.read-outputs");
  const version = await currentStateVersion(server, workspace);
  const outputs = version ? await selectOutputs(server, version.id) : [];
  return listDocument(outputs.map(outputResource), query.paging, outputs.length);
}

async function listByName(server: Server, call: TfeCall): Promise<Document> {
  const [organization, workspace] = [call.query.get("filter[organization][name]"), call.query.get("filter[workspace][name]")];
  if (!organization || !workspace) throw new Problem("param-missing", { name: "filter[workspace][name]" });
  return list(server, call, (await getWorkspaceByName(server, call.actor, organization, workspace)).workspace.id);
}

async function list(server: Server, { query }: TfeCall, workspaceId: string): Promise<Document> {
  const { page, size } = query.paging;
  const mine = server.db.selectFrom("stateVersions").where("workspaceId", "=", workspaceId).where("status", "=", "finalized");
  const { total } = await mine.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const versions = await mine.selectAll().orderBy("serial", "desc").orderBy("createdAt", "desc").limit(size).offset((page - 1) * size).execute();
  return listDocument(await Promise.all(versions.map(async (version) => stateVersionResource(server, version))), query.paging, total);
}

async function outputsOf(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const { version } = await getStateVersion(server, actor, params["id"] ?? "");
  const outputs = await selectOutputs(server, version.id);
  return listDocument(outputs.map(outputResource), query.paging, outputs.length);
}

type Output = Selectable<StateVersionOutputRow>;

const selectOutputs = async (server: Pick<Server, "db">, id: string): Promise<Output[]> => server.db.selectFrom("stateVersionOutputs").selectAll().where("stateVersionId", "=", id).orderBy("name").execute();

/** One output with its value, also a sensitive one: who asks for it by its id means it. */
async function output(server: Server, { actor, params }: TfeCall): Promise<Document> {
  const id = params["id"] ?? "";
  const row = found(await server.db.selectFrom("stateVersionOutputs").selectAll().where("id", "=", id).executeTakeFirst(), "output", id);
  const { workspace } = await getStateVersion(server, actor, row.stateVersionId);
  if (!row.valueSealed) return document(outputResource(row));
  const text = await server.vault.openText(row.valueSealed, { organization: workspace.organizationId, table: "state_version_outputs", column: "value_sealed", row: id });
  return document(outputResource({ ...row, value: JSON.parse(text) as unknown }));
}

const outputResource = ({ id, name, sensitive, type, detailedType, value }: Output): Resource => ({
  id,
  type: "state-version-outputs",
  attributes: { name, sensitive, type, "detailed-type": detailedType, value },
});

/** A state version as HCP Terraform's API shows it. */
export async function stateVersionResource(server: Pick<Server, "db" | "keys" | "clock" | "settings">, version: StateVersion): Promise<Resource> {
  const { id, status, serial, lineage, size, resources } = version;
  const address = `${server.settings.publicUrl}/api/v2`;
  const pending = status === "pending";
  const outputs = await server.db.selectFrom("stateVersionOutputs").select("id").where("stateVersionId", "=", id).execute();
  return {
    id,
    type: "state-versions",
    attributes: {
      "created-at": moment(version.createdAt),
      size,
      status,
      serial,
      lineage,
      intermediate: version.intermediate,
      "state-version": 4,
      "terraform-version": version.terraformVersion,
      "resources-processed": !pending,
      "vcs-commit-sha": version.vcsCommit,
      "vcs-commit-url": null,
      resources: (resources ?? []).map(({ name, type, module, provider, instances }) => ({ name, type, module, provider, count: instances.length })),
      "hosted-state-download-url": pending ? null : `${address}/state-versions/${id}/download`,
      "hosted-json-state-download-url": null,
      "hosted-state-upload-url": pending ? `${address}/uploads/state/${await signAddress(server, "upload-state", id)}` : null,
      "hosted-json-state-upload-url": pending ? `${address}/uploads/json-state/${await signAddress(server, "upload-json-state", id)}` : null,
    },
    relationships: {
      workspace: toOne("workspaces", version.workspaceId),
      run: toOne("runs", version.runId),
      "created-by": toOne("users", version.createdByKind === "account" ? version.createdById : null),
      outputs: toMany("state-version-outputs", outputs.map((row) => row.id)),
    },
    links: { self: `/api/v2/state-versions/${id}` },
  };
}
