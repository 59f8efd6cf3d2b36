// Whose an id in a plan's values is: "00g1…" says little, "okta_group.staff, Staff" does.
import type { Answer, runRoutes } from "@lockstep/contract";
import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";

type PlanPage = Answer<(typeof runRoutes)["readPlan"]>;
type Change = PlanPage["items"][number];

/** An object that an id belongs to, and what people call it. */
export interface NamedObject {
  readonly address: string;
  readonly name: string | null;
}

// Shorter ones are words: "default", "true".
const shortestId = 12;
const names = ["name", "label", "title", "login", "display_name", "email", "domain"];

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {});

function nameIn(values: Readonly<Record<string, unknown>>, marks: Readonly<Record<string, unknown>>): string | null {
  const name = names.find((each) => marks[each] !== true && typeof values[each] === "string" && values[each] !== "");
  return name === undefined ? null : String(values[name]);
}

/** What people call the object of a change: as it will be, or as it was. */
export const ownName = ({ before, after, sensitive }: Pick<Change, "before" | "after" | "sensitive">): string | null =>
  nameIn(fieldsOf(after), fieldsOf(sensitive.after)) ?? nameIn(fieldsOf(before), fieldsOf(sensitive.before));

/** The objects that ids in the values of some changes belong to: other changes of the plan, or `known` objects of the workspace. */
export function namesIn(shown: readonly Change[], all: readonly Change[], known: ReadonlyMap<string, NamedObject>): Record<string, NamedObject> {
  const ids = new Set<string>();
  for (const { before, after } of shown) for (const side of [before, after]) for (const [key, value] of Object.entries(fieldsOf(side))) if (key !== "id") collect(value, ids);
  const found: Record<string, NamedObject> = {};
  for (const id of ids) {
    const object = known.get(id);
    if (object) found[id] = object;
  }
  for (const change of all) {
    const id = fieldsOf(change.before)["id"] ?? fieldsOf(change.after)["id"];
    if (typeof id === "string" && ids.has(id)) found[id] = { address: change.address, name: ownName(change) };
  }
  return found;
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === "string") {
    if (value.length >= shortestId && value.length < 100 && /^[\w-]+$/.test(value)) into.add(value);
    // An id inside a JSON text is one, too.
    else if (value.startsWith("{") || value.startsWith("[")) for (const word of value.match(/"[\w-]{12,64}"/g) ?? []) into.add(word.slice(1, -1));
  } else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) collect(each, into);
}

/** Objects of the workspace's state by their ids, without names: those are in attributes. */
export async function objectsById({ db }: Pick<Server, "db">, { currentStateVersionId }: Pick<Workspace, "currentStateVersionId">): Promise<ReadonlyMap<string, NamedObject>> {
  if (currentStateVersionId === null) return new Map();
  const version = await db.selectFrom("stateVersions").select("resources").where("id", "=", currentStateVersionId).executeTakeFirst();
  const instances = (version?.resources ?? []).flatMap((resource) => resource.instances);
  return new Map(instances.flatMap(({ id, address }) => (id === null || id.length < shortestId ? [] : [[id, { address, name: null }] as const])));
}
