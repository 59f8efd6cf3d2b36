// Who changed an object: asked of the System Log, and answered only where it says so without doubt.
import type { Attribution, AttributionQuestion } from "@lockstep/engine";
import { isNull } from "@lockstep/hcl";
import type { Clock } from "../client/clock.ts";
import type { Calls } from "../table/calls.ts";
import type { JsonObject } from "../table/json.ts";
import { plainText } from "../table/plain.ts";
import type { ResourceType } from "../table/resource-type.ts";
import { toPlainObject } from "../table/values.ts";
import { actorOf, byOf, concerns, isOurs, readEvent, tokenIdOf } from "./event.ts";
import type { LogEvent } from "./event.ts";

interface Asked {
  readonly question: AttributionQuestion;
  readonly targetId: string;
  /** Events that can have made the difference. */
  readonly types: readonly string[];
  /** All events of the row: those that we made ourselves tell since when to look. */
  readonly allTypes: readonly string[];
  readonly statusAttribute: string;
  /** When the object was last changed as far as the state knows. */
  readonly since: number;
}

/** How many objects one query of the log asks about. */
const objectsInQuery = 10;
/** How long Okta keeps its log for certain. */
const retention = 90 * 24 * 3600 * 1000;

/** Attributions by the questions' keys; none where the log has no answer, or more than one. */
export async function attribute(
  rows: ReadonlyMap<string, ResourceType>,
  questions: readonly AttributionQuestion[],
  calls: Calls,
  clock: Clock,
): Promise<ReadonlyMap<string, Attribution>> {
  const asked = questions.flatMap((question) => ask(rows.get(question.type), question) ?? []);
  const groups = Array.from({ length: Math.ceil(asked.length / objectsInQuery) }, (_, at) => asked.slice(at * objectsInQuery, (at + 1) * objectsInQuery));
  const events = await Promise.all(groups.map((group) => eventsAbout(group, calls, clock)));
  const answers = new Map<string, Attribution>();
  for (const [at, group] of groups.entries()) {
    for (const one of group) {
      const event = theOne(one, events[at] ?? []);
      if (event) answers.set(one.question.key, await attributionOf(event, calls));
    }
  }
  return answers;
}

function ask(row: ResourceType | undefined, question: AttributionQuestion): Asked | undefined {
  const prior = toPlainObject(question.prior);
  const types = (isNull(question.live) ? row?.events?.delete : row?.events?.update) ?? [];
  const targetId = plainText(prior[row?.events?.target ?? "id"]);
  if (!row || types.length === 0 || targetId === "") return undefined;
  const since = Date.parse(plainText(prior["last_updated"]));
  const allTypes = [...(row.events?.create ?? []), ...(row.events?.update ?? []), ...(row.events?.delete ?? [])];
  return { question, targetId, types, allTypes, statusAttribute: row.lifecycle?.attribute ?? "status", since: Number.isNaN(since) ? 0 : since };
}

/** Events about some objects, the newest first. A log that cannot be read has none. */
async function eventsAbout(group: readonly Asked[], calls: Calls, clock: Clock): Promise<readonly LogEvent[]> {
  const types = [...new Set(group.flatMap((one) => one.allTypes))].map((type) => `eventType eq "${type}"`);
  const targets = [...new Set(group.map((one) => one.targetId))].map((id) => `target.id eq "${id}"`);
  const query = new URLSearchParams({
    since: new Date(clock.now() - retention).toISOString(),
    until: new Date(clock.now() + 60_000).toISOString(),
    filter: `(${types.join(" or ")}) and (${targets.join(" or ")})`,
    sortOrder: "DESCENDING",
    limit: "1000",
  });
  const list = await calls.list(`/api/v1/logs?${query.toString()}`);
  return list.items.flatMap((item: JsonObject) => readEvent(item) ?? []);
}

/**
 * The event that explains the difference. What we did ourselves last is what the state knows, so only what came after
 * counts. Where several people changed the object since, and the log does not tell which attribute each of them
 * changed, nobody is named.
 */
function theOne(asked: Asked, events: readonly LogEvent[]): LogEvent | undefined {
  const own = events.filter((event) => event.succeeded && event.targets.some((target) => target.id === asked.targetId) && event.published > asked.since);
  const ours = own.findIndex(isOurs);
  const later = ours < 0 ? own : own.slice(0, ours);
  const fitting = later.filter((event) => asked.types.includes(event.type) && concerns(event, asked.targetId, asked.question.changed, asked.statusAttribute));
  const [newest] = fitting;
  return newest && fitting.every((event) => sameHand(event, newest)) ? newest : undefined;
}

const sameHand = (a: LogEvent, b: LogEvent): boolean => a.actor.id === b.actor.id && byOf(a) === byOf(b) && tokenIdOf(a) === tokenIdOf(b);

async function attributionOf(event: LogEvent, calls: Calls): Promise<Attribution> {
  const by = byOf(event);
  const tokenId = tokenIdOf(event);
  const name = by === "token" && tokenId ? await tokenName(tokenId, calls) : by === "app" ? event.actor.name : undefined;
  return {
    eventId: event.id,
    eventType: event.type,
    time: new Date(event.published).toISOString(),
    actor: actorOf(event),
    by,
    ...(name === undefined ? {} : { byName: name }),
    ...(event.ipAddress === undefined ? {} : { ipAddress: event.ipAddress }),
  };
}

/** The name of an API token. Not everybody may ask for it: then its id has to do. */
async function tokenName(tokenId: string, calls: Calls): Promise<string> {
  const answer = await calls.get(`/api/v1/api-tokens/${encodeURIComponent(tokenId)}`);
  const name = answer.body["name"];
  return answer.ok && typeof name === "string" ? name : tokenId;
}
