import type { Answer, driftRoutes, Query } from "@lockstep/contract";
import { sql } from "kysely";
import type { Actor } from "../actor.ts";
import { visibleWorkspaces } from "../access/visible.ts";
import { getOrganization } from "../organizations/service.ts";
import type { Server } from "../server.ts";
import { inPlace, matching } from "./list.ts";

type Route = (typeof driftRoutes)["matrix"];

// Instances in the order of their keys: 2 before 10.
const byNumbers = new Intl.Collator("en", { numeric: true });

/** Which addresses have drifted somewhere, and where else they are managed; of the workspaces that the actor may see. */
export async function driftMatrix({ db }: Pick<Server, "db">, actor: Actor, organizationName: string, { page, size, search, ...place }: Query<Route>): Promise<Answer<Route>> {
  const organization = await getOrganization({ db }, actor, organizationName);
  const visible = await visibleWorkspaces({ db }, actor, organization.id);
  const all = await db.selectFrom("workspaces").leftJoin("oktaOrgs", "oktaOrgs.id", "workspaces.oktaOrgId").select(["workspaces.id", "workspaces.name", "oktaOrgId", "oktaOrgs.name as orgName"]).where("workspaces.organizationId", "=", organization.id).orderBy("workspaces.name").execute();
  const seen = all.filter(inPlace(visible, place));
  const drifts = await unresolved(db, seen.map(({ id }) => id), search);
  const addresses = [...new Set(drifts.map(({ address }) => address))].sort(byNumbers.compare);
  const managers = await managersOf(db, seen.map(({ id }) => id), addresses, [...new Set(drifts.map(({ resourceType }) => resourceType))]);
  const concerned = new Set([...managers.values(), drifts.map(({ workspaceId }) => workspaceId)].flat());
  const rows = addresses.slice((page - 1) * size, page * size).map((address) => {
    const here = drifts.filter((drift) => drift.address === address);
    return {
      address,
      resourceType: here[0]?.resourceType ?? "",
      managedBy: [...(managers.get(address) ?? [])],
      drifts: here.map(({ id, workspaceId, objectName, kind, status, firstSeenAt }) => ({ id, workspaceId, objectName, kind, status: status === "accepted" ? ("accepted" as const) : ("open" as const), since: firstSeenAt.toISOString() })),
    };
  });
  const workspaces = seen.filter(({ id }) => concerned.has(id)).map(({ id, name, oktaOrgId, orgName }) => ({ id, name, oktaOrg: oktaOrgId === null ? null : { id: oktaOrgId, name: orgName ?? "" } }));
  return { items: rows, total: addresses.length, workspaces };
}

async function unresolved(db: Server["db"], workspaceIds: readonly string[], search: string | undefined) {
  if (workspaceIds.length === 0) return [];
  return db
    .selectFrom("drifts")
    .select(["id", "workspaceId", "address", "resourceType", "objectName", "kind", "status", "firstSeenAt"])
    .where("workspaceId", "in", workspaceIds)
    .where("status", "!=", "resolved")
    .where(matching(search))
    .execute();
}

/** The workspaces whose current state has each address. A state may have thousands of objects: the database looks through them. */
async function managersOf(db: Server["db"], workspaceIds: readonly string[], addresses: readonly string[], types: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const managers = new Map<string, string[]>();
  if (workspaceIds.length === 0 || addresses.length === 0) return managers;
  const { rows } = await sql<{ workspaceId: string; address: string }>`
    select w.id as workspace_id, i->>'address' as address
    from workspaces w
    join state_versions s on s.id = w.current_state_version_id
    cross join lateral jsonb_array_elements(s.resources) r
    cross join lateral jsonb_array_elements(r->'instances') i
    where w.id = any(${[...workspaceIds]}::text[]) and r->>'type' = any(${[...types]}::text[]) and r->>'mode' = 'managed' and i->>'deposed' is null and i->>'address' = any(${[...addresses]}::text[])
    order by w.name`.execute(db);
  for (const { workspaceId, address } of rows) managers.set(address, [...(managers.get(address) ?? []), workspaceId]);
  return managers;
}
