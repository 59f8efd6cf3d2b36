import { ok, urlOf, type Answer, type Call } from "../call.ts";
import type { Json } from "../store/json.ts";
import { invalid } from "./failure.ts";

/** How a list is cut into pages. */
export interface Paging {
  /** The page size when none is asked for; a list that is never cut has none. */
  readonly limit?: number;
  /** A bigger wish is cut down to this. */
  readonly max?: number;
  /** Whether the answer links to itself, and whether it does so only when a filter was given. */
  readonly self?: "always" | "filtered-unless-q" | "never";
  /** States the page size in the self link even when none was asked for. */
  readonly statesLimit?: boolean;
  /** Words of the query that the self link leaves out. */
  readonly forgets?: readonly string[];
}

/** A thing in a list, by its id, which is also the cursor that leads behind it. */
export interface Item {
  readonly id: string;
}

/** The page of a list that the query asks for, with Okta's Link headers. */
export const page = <T extends Item>(call: Call, items: readonly T[], paging: Paging, show: (item: T) => Json): Answer => {
  const limit = limitOf(call, paging);
  const from = startOf(call, items);
  const shown = limit === undefined ? items.slice(from) : items.slice(from, from + limit);
  const last = shown.at(-1);
  const next = last && from + shown.length < items.length ? last.id : undefined;
  return ok(shown.map(show), { link: linksOf(call, paging, limit, next) });
};

const limitOf = (call: Call, paging: Paging): number | undefined => {
  const asked = call.query.get("limit");
  if (asked === null || asked === "") return paging.limit;
  const limit = Number(asked);
  if (!Number.isInteger(limit) || limit < -1) throw invalid("limit", "limit: The limit parameter must be a positive integer");
  if (limit <= 0) return paging.limit;
  return paging.limit === undefined && paging.max === undefined ? limit : Math.min(limit, paging.max ?? Infinity);
};

const startOf = (call: Call, items: readonly Item[]): number => {
  const after = call.query.get("after");
  if (!after) return 0;
  const at = items.findIndex((item) => item.id === after);
  if (at >= 0) return at + 1;
  // What the cursor pointed at is gone: ids grow with time, so go on with the next later one.
  const later = items.findIndex((item) => item.id > after);
  return later >= 0 ? later : items.length;
};

const linksOf = (call: Call, paging: Paging, limit: number | undefined, next: string | undefined): string[] => {
  const links: string[] = [];
  const self = paging.self ?? "always";
  const filtered = ["search", "filter"].some((name) => call.query.get(name)) && !call.query.get("q");
  if (self === "always" || (self === "filtered-unless-q" && filtered)) links.push(linkOf(call, paging, limit, undefined, "self"));
  if (next !== undefined) links.push(linkOf(call, { ...paging, statesLimit: true }, limit, next, "next"));
  return links;
};

const linkOf = (call: Call, paging: Paging, limit: number | undefined, after: string | undefined, rel: string): string => {
  const query = new URLSearchParams(call.query);
  for (const name of paging.forgets ?? []) query.delete(name);
  if (after !== undefined) query.set("after", after);
  if (limit !== undefined && (query.has("limit") || paging.statesLimit)) query.set("limit", String(limit));
  const text = query.toString();
  return `<${urlOf(call, call.path)}${text ? `?${text}` : ""}>; rel="${rel}"`;
};
