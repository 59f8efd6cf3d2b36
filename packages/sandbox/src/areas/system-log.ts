import { route, type Area } from "../area.ts";
import { ok, urlOf, type Answer, type Call } from "../call.ts";
import { parseExpression } from "../http/expression.ts";
import { invalid } from "../http/failure.ts";
import type { LoggedEvent } from "../log/system-log.ts";
import type { Json, JsonObject } from "../store/json.ts";

/** A query of the System Log, understood. */
interface LogQuery {
  readonly since: number;
  readonly until: number | undefined;
  /** The position in the log after which to go on. */
  readonly after: number | undefined;
  readonly limit: number;
  readonly descending: boolean;
  readonly holds: (event: JsonObject) => boolean;
}

const day = 24 * 60 * 60 * 1000;
const oldest = 180 * day;

const timeOf = (call: Call, name: "since" | "until"): number | undefined => {
  const text = call.query.get(name);
  if (!text) return undefined;
  // Dates without a zone are in UTC.
  const at = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(at)) throw invalid(name, `${name}: Invalid date. Dates must be of the form yyyy-MM-dd'T'HH:mm:ss.SSSZZ, e.g. 2013-01-01T12:00:00.000-07:00.`);
  return at;
};

const limitOf = (call: Call): number => {
  const text = call.query.get("limit");
  if (!text) return 100;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 0 || limit > 1000) throw invalid("limit", "limit: The limit must be between 0 and 1000");
  return limit;
};

const orderOf = (call: Call): boolean => {
  const order = call.query.get("sortOrder") ?? "ASCENDING";
  if (order !== "ASCENDING" && order !== "DESCENDING") throw invalid("sortOrder", "sortOrder: must be ASCENDING or DESCENDING");
  return order === "DESCENDING";
};

const cursorOf = (call: Call): number | undefined => {
  const text = call.query.get("after");
  if (!text) return undefined;
  if (call.query.get("since")) throw invalid("after", "after: The parameters since and after can't be used together");
  const position = Number(/^\d+_(\d+)$/.exec(text)?.[1]);
  if (Number.isNaN(position)) throw invalid("after", "after: The cursor is invalid");
  return position;
};

/** All keywords must occur somewhere in the event's values. */
const keywordsOf = (call: Call): ((event: JsonObject) => boolean) => {
  const words = (call.query.get("q") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length > 10 || words.some((word) => word.length > 40)) throw invalid("q", "q: At most 10 keywords of at most 40 characters each are supported");
  return (event) => {
    const text = words.length > 0 ? valuesIn(event).join("\n").toLowerCase() : "";
    return words.every((word) => text.includes(word));
  };
};

const valuesIn = (value: Json): string[] => {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap(valuesIn);
  return typeof value === "object" ? Object.values(value).flatMap(valuesIn) : [String(value)];
};

const filterOf = (call: Call): ((event: JsonObject) => boolean) => {
  const text = call.query.get("filter");
  if (!text) return () => true;
  if (/\bpublished\b/.test(text)) throw invalid("filter", "filter: The attribute published can't be filtered on; use since and until");
  return parseExpression(text, { ignoreCase: true });
};

const understood = (call: Call): LogQuery => {
  const until = timeOf(call, "until");
  const since = timeOf(call, "since") ?? (until ?? call.now) - 7 * day;
  if (since < call.now - oldest) throw invalid("since", "since: The since parameter can't be more than 180 days ago");
  const [filter, keywords] = [filterOf(call), keywordsOf(call)];
  return { since, until, after: cursorOf(call), limit: limitOf(call), descending: orderOf(call), holds: (event) => filter(event) && keywords(event) };
};

/** A query without an end, read forwards, is answered in the order in which events were persisted, and never ends. */
const isPolling = (query: LogQuery): boolean => query.until === undefined && !query.descending;

/** An index that lags shows the newest events late. */
const visibleUntil = (call: Call): number => call.now - call.org.faults.lag;

const matching = (call: Call, query: LogQuery): LoggedEvent[] => {
  const visible = visibleUntil(call);
  const inTime = ({ published }: LoggedEvent): boolean =>
    published <= visible && (query.after !== undefined || published >= query.since) && (query.until === undefined || published < query.until);
  const found = call.org.log.all.filter((event) => inTime(event) && query.holds(event.body));
  if (isPolling(query)) return found;
  const direction = query.descending ? -1 : 1;
  return found.toSorted((left, right) => direction * (left.published - right.published || left.position - right.position));
};

/** What stands behind the cursor; in an ordered list the cursor names an event in it. */
const behind = (events: LoggedEvent[], query: LogQuery): LoggedEvent[] => {
  const { after } = query;
  if (after === undefined) return events;
  if (isPolling(query)) return events.filter(({ position }) => position > after);
  const at = events.findIndex(({ position }) => position === after);
  return events.slice(at + 1);
};

/** An empty page leads on behind the last event that can be seen, so that one which shows late is not passed over. */
const cursor = (event: LoggedEvent | undefined, query: LogQuery, call: Call): string => {
  if (event) return `${event.published}_${event.position}`;
  const seen = call.org.log.all.findLast(({ published }) => published <= visibleUntil(call));
  return `${call.now}_${query.after ?? seen?.position ?? 0}`;
};

const read = (call: Call): Answer => {
  const query = understood(call);
  const rest = behind(matching(call, query), query);
  const shown = rest.slice(0, query.limit);
  const links = [link(call, undefined, "self")];
  if (isPolling(query) || rest.length > shown.length) links.push(link(call, cursor(shown.at(-1), query, call), "next"));
  return ok(shown.map(({ body }) => body), { link: links });
};

const link = (call: Call, after: string | undefined, rel: string): string => {
  const query = new URLSearchParams(call.query);
  if (after !== undefined) {
    query.delete("since");
    query.set("after", after);
  }
  const text = query.toString();
  return `<${urlOf(call, call.path)}${text ? `?${text}` : ""}>; rel="${rel}"`;
};

/** The System Log: what happened in the org, asked for a stretch of time or followed from a cursor. */
export const systemLog: Area = { name: "system log", routes: [route("GET", "/api/v1/logs", read)] };
