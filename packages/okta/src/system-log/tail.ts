// Following an org's System Log: a query without an end, read in the order in which events were persisted, from a cursor.
import { parseLinkHeader } from "@lockstep/okta-api";
import type { OrgLink, OrgProblem } from "../org-link.ts";
import { isObject } from "../table/json.ts";
import type { Json } from "../table/json.ts";
import { readEvent } from "./event.ts";
import type { LogEvent } from "./event.ts";
import { adminAccess, followedFamilies } from "./meaning.ts";

/** Where the reading has come to: the link that the last page gave, or, before there was one, a moment. */
export interface LogCursor {
  readonly next: string | null;
  /** ISO 8601. */
  readonly since: string;
}

export interface LogRead {
  readonly events: readonly LogEvent[];
  /** Where to go on; as before when nothing could be read. */
  readonly next: string | null;
  readonly requests: number;
  /** More is to be read at once. */
  readonly more: boolean;
  readonly problem?: OrgProblem & { readonly status: number };
}

const pageSize = 1000;
const mostPages = 20;

const filter = [...followedFamilies.map((family) => `eventType sw "${family}"`), `eventType eq "${adminAccess}"`].join(" or ");

function firstPage(since: string, filtered: boolean): string {
  const query = new URLSearchParams({ since, sortOrder: "ASCENDING", limit: String(pageSize), ...(filtered && { filter }) });
  return `/api/v1/logs?${query.toString()}`;
}

/** Reads what came since the cursor: one request when there is nothing new. */
export async function readLog(org: OrgLink, cursor: LogCursor, signal: AbortSignal): Promise<LogRead> {
  const events: LogEvent[] = [];
  let [next, filtered] = [cursor.next, true];
  for (let requests = 1; ; requests++) {
    const answer = await org.get(next ?? firstPage(cursor.since, filtered), signal);
    if (!answer.ok) {
      // How long an expression may be is not documented: one that is refused is done without.
      if (answer.status === 400 && next === null && filtered) {
        filtered = false;
        continue;
      }
      return { events, next, requests, more: false, problem: { ...answer.problem, status: answer.status } };
    }
    const items = list(answer.json);
    events.push(...items.flatMap((item) => readEvent(item) ?? []));
    next = parseLinkHeader(answer.link ?? "").next ?? next;
    if (items.length < pageSize || requests >= mostPages) return { events, next, requests, more: items.length >= pageSize };
  }
}

const list = (json: Json | undefined) => (Array.isArray(json) ? json.filter(isObject) : []);
