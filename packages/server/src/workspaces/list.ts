import { sql, type RawBuilder } from "kysely";
import type { AccessLevel } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { membershipOf } from "../access/access.ts";
import type { Sql } from "../db/connect.ts";
import type { Server } from "../server.ts";
import type { TfeQuery } from "../tfe/routes.ts";
import type { SeenWorkspace } from "./service.ts";
import { accessNumber, accessOf } from "./visible.ts";

/** A page of an organization's workspaces: those the actor may see, by the filters of HCP Terraform's API. */
export async function listWorkspaces(server: Pick<Server, "db">, actor: Actor, organizationId: string, query: TfeQuery): Promise<{ readonly items: readonly SeenWorkspace[]; readonly total: number }> {
  const membership = await membershipOf(server, actor, organizationId);
  if (!membership) return { items: [], total: 0 };
  const level = accessNumber(membership);
  const filtered = filter(server.db, query, organizationId).where(level, ">", 0);
  const { page, size } = query.paging;
  const { total } = await filtered.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const sort = query.get("sort") ?? "name";
  const by = sort.endsWith("current-run.created-at") ? sql<Date | null>`(select created_at from runs where id = workspaces.current_run_id)` : sql<string>`workspaces.name`;
  const rows = await filtered.selectAll("workspaces").select(level.as("level")).orderBy(by, (order) => (sort.startsWith("-") ? order.desc() : order.asc()).nullsLast()).orderBy("workspaces.name").limit(size).offset((page - 1) * size).execute();
  return { total, items: rows.map(({ level: number, ...workspace }) => ({ workspace, access: accessOf(number) })) };
}

/** How much somebody has of each workspace of an organization that they may see, in one statement. */
export async function accessByWorkspace(server: Pick<Server, "db">, actor: Actor, organizationId: string): Promise<ReadonlyMap<string, AccessLevel>> {
  const membership = await membershipOf(server, actor, organizationId);
  if (!membership) return new Map();
  const level = accessNumber(membership);
  const rows = await server.db.selectFrom("workspaces").select(["id", level.as("level")]).where("organizationId", "=", organizationId).where(level, ">", 0).execute();
  return new Map(rows.map(({ id, level: number }) => [id, accessOf(number)]));
}

function filter(db: Sql, query: TfeQuery, organizationId: string) {
  let selected = db.selectFrom("workspaces").where("workspaces.organizationId", "=", organizationId);
  const name = query.get("search[name]");
  if (name) selected = selected.where("workspaces.name", "ilike", `%${escaped(name)}%`);
  const wildcard = query.get("search[wildcard-name]");
  if (wildcard) selected = selected.where("workspaces.name", "ilike", escaped(wildcard).replaceAll("*", "%"));
  const project = query.get("filter[project][id]");
  if (project) selected = selected.where("workspaces.projectId", "=", project);
  for (const tag of query.list("search[tags]")) selected = selected.where(tagged(tag));
  for (const tag of query.list("search[exclude-tags]")) selected = selected.where(sql<boolean>`not ${tagged(tag)}`);
  for (const [key, value] of pairs(query)) selected = selected.where(tagged(key, value));
  const status = query.list("filter[current-run][status]");
  if (status.length > 0) selected = selected.where(sql<boolean>`exists (select 1 from runs where runs.id = workspaces.current_run_id and runs.status in (${sql.join(status)}))`);
  return selected;
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** Has the workspace this tag? "key:value" names a plain tag's value, too. */
function tagged(tag: string, value?: string): RawBuilder<boolean> {
  const [first = "", ...rest] = tag.split(":");
  const [key, wanted] = value === undefined ? [first, rest.join(":")] : [tag, value];
  // A plain tag may have a colon in its name.
  return sql<boolean>`exists (select 1 from workspace_tags t where t.workspace_id = workspaces.id and ((t.key = ${tag} and ${value ?? ""} = '') or (t.key = ${key} and (${wanted} = '' or t.value = ${wanted}))))`;
}

/** filter[tagged][0][key]=env, filter[tagged][0][value]=prod */
function pairs(query: TfeQuery): readonly (readonly [string, string])[] {
  const found = new Map<string, { key?: string; value?: string }>();
  for (const [name, text] of query.entries()) {
    const [, index, part] = /^filter\[tagged\]\[(\d+)\]\[(key|value)\]$/.exec(name) ?? [];
    if (index !== undefined && part !== undefined) found.set(index, { ...found.get(index), [part]: text });
  }
  return [...found.values()].flatMap(({ key, value = "" }) => (key === undefined ? [] : [[key, value] as const]));
}
