import { sql, type RawBuilder } from "kysely";
import type { AccessLevel } from "@lockstep/contract";
import type { Membership } from "../access/access.ts";

const levels: readonly AccessLevel[] = ["read", "plan", "write", "admin"];

/** How much of the workspace of a row somebody has, as a number of 0 (nothing) to 4: so that a list needs no question for each row. */
export function accessNumber(membership: Membership): RawBuilder<number> {
  const all = membership.owner || membership.rights.has("manage-workspaces");
  if (all) return sql<number>`4`;
  const teams = [...membership.teams.map(({ id }) => id), ""];
  return sql<number>`greatest(
    coalesce((select max(array_position(array['read','plan','write','admin'], access)) from team_workspaces where workspace_id = workspaces.id and team_id in (${sql.join(teams)})), 0),
    coalesce((select max(array_position(array['read','plan','write','admin'], access)) from team_projects where project_id = workspaces.project_id and team_id in (${sql.join(teams)})), 0),
    ${membership.rights.has("read-workspaces") ? 1 : 0})`;
}

/** The word for such a number. */
export const accessOf = (number: number): AccessLevel => levels[number - 1] ?? "read";
