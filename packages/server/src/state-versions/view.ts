import type { Answer, stateVersionRoutes } from "@lockstep/contract";
import type { Sql } from "../db/connect.ts";
import type { StateVersion } from "./service.ts";
import type { StateResource } from "./state-version.ts";

type Routes = typeof stateVersionRoutes;
export type StateVersionView = Answer<Routes["rollBackTo"]>;
export type OutputView = Answer<Routes["listOutputs"]>["items"][number];

/** State versions as lists show them, with the names beside the ids; in two queries. */
export async function viewsOf(db: Sql, versions: readonly StateVersion[]): Promise<StateVersionView[]> {
  if (versions.length === 0) return [];
  const runs = await named(db, "runs", versions.map(({ runId }) => runId));
  const older = await named(db, "stateVersions", versions.map(({ rollbackOfId }) => rollbackOfId));
  const workspaces = await db.selectFrom("workspaces").select(["id", "name", "currentStateVersionId"]).where("id", "in", [...new Set(versions.map(({ workspaceId }) => workspaceId))]).execute();
  return versions.map((version) => {
    const workspace = workspaces.find(({ id }) => id === version.workspaceId);
    const { id, serial, lineage, size, resources, terraformVersion, intermediate, createdByKind, createdById, createdByName, createdAt } = version;
    return {
      id,
      workspace: { id: version.workspaceId, name: workspace?.name ?? "" },
      serial,
      lineage,
      size,
      objects: countObjects(resources ?? []),
      terraformVersion,
      current: workspace?.currentStateVersionId === id,
      intermediate,
      run: runs.get(version.runId ?? "") ?? null,
      rollbackOf: older.get(version.rollbackOfId ?? "") ?? null,
      createdBy: { kind: createdByKind, id: createdById, name: createdByName },
      createdAt: createdAt.toISOString(),
    };
  });
}

const countObjects = (resources: readonly StateResource[]): number => resources.filter(({ mode }) => mode === "managed").reduce((sum, { instances }) => sum + instances.length, 0);

interface Named {
  readonly id: string;
  readonly message: string;
  readonly serial: number;
}

async function named(db: Sql, table: "runs" | "stateVersions", given: readonly (string | null)[]): Promise<ReadonlyMap<string, Named>> {
  const ids = [...new Set(given.filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const rows = table === "runs" ? await db.selectFrom("runs").select(["id", "message"]).where("id", "in", ids).execute() : await db.selectFrom("stateVersions").select(["id", "serial"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, { message: "", serial: 0, ...row }]));
}

/** The outputs of a version; sensitive ones without their values. */
export async function outputsOf(db: Sql, stateVersionId: string): Promise<OutputView[]> {
  const rows = await db.selectFrom("stateVersionOutputs").selectAll().where("stateVersionId", "=", stateVersionId).orderBy("name").execute();
  return rows.map(({ id, name, sensitive, type, value }) => ({ id, name, sensitive, type, value: sensitive ? null : value }));
}
