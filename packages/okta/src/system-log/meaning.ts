// Which objects an event of the System Log can have touched: asked of the rows, which name their events.
import { changeEventTypes } from "@lockstep/okta-api";
import { resourceTypes } from "../resources/index.ts";
import { isList } from "../table/json.ts";
import type { Json, JsonObject } from "../table/json.ts";
import type { ResourceType } from "../table/resource-type.ts";
import type { LogEvent } from "./event.ts";

/** Somebody opened the Admin Console: what follows may be changes. */
export const adminAccess = "user.session.access_admin_app";

const eventsOf = ({ events }: ResourceType): readonly string[] => [...(events?.create ?? []), ...(events?.update ?? []), ...(events?.delete ?? [])];

const rowEvents: ReadonlyMap<string, { readonly events: ReadonlySet<string>; readonly target: string }> = new Map(
  resourceTypes.map((row) => [row.name, { events: new Set(eventsOf(row)), target: row.events?.target ?? "id" }]),
);

const changes: ReadonlySet<string> = new Set([...changeEventTypes, ...resourceTypes.flatMap(eventsOf)]);

/** Does the event tell of a change to what a configuration can name? */
export const isChangeEvent = ({ type, succeeded }: LogEvent): boolean => succeeded && changes.has(type);

/**
 * Can the event have touched this instance? It can when its type has such events and one of its ids is among the event's
 * targets: of a rule's event it is not certain that the log names the rule, and not only its policy. What only an id
 * tells counts too, for types of which no event is known.
 */
export function touches(event: LogEvent, type: string, attributes: JsonObject): boolean {
  const row = rowEvents.get(type);
  const targets = new Set(event.targets.map(({ id }) => id).filter((id) => id !== ""));
  if (row?.events.has(event.type)) return Object.entries(attributes).some(([name, value]) => (name === row.target || isIdName(name)) && holds(targets, value));
  return isChangeEvent(event) && holds(targets, attributes["id"]);
}

const isIdName = (name: string): boolean => name === "id" || name.endsWith("_id");

const holds = (targets: ReadonlySet<string>, value: Json | undefined): boolean => (typeof value === "string" ? targets.has(value) : isList(value) && value.some((each) => typeof each === "string" && targets.has(each)));

const familyOf = (type: string): string => type.slice(0, type.lastIndexOf(".") + 1);

/** Begins of the event types that are followed, none within another: a query of the log names these. */
export const followedFamilies: readonly string[] = [...new Set([...changes].map(familyOf))].filter((family, _at, all) => !all.some((other) => other !== family && family.startsWith(other))).toSorted();

/** The scopes that a service app needs to read and to manage objects of these types. */
export function scopesOf(types: Iterable<string>): { readonly read: readonly string[]; readonly manage: readonly string[] } {
  const wanted = new Set(types);
  const rows = resourceTypes.filter(({ name }) => wanted.has(name));
  const sorted = (scopes: readonly string[]): string[] => [...new Set(scopes)].toSorted();
  return { read: sorted(rows.flatMap(({ scopes }) => scopes?.read ?? [])), manage: sorted(rows.flatMap(({ scopes }) => scopes?.manage ?? [])) };
}
