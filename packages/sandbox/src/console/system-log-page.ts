import type { Answer } from "../call.ts";
import type { Org } from "../org.ts";
import { listAt, objectAt, textAt, wordOf, type Json, type JsonObject } from "../store/json.ts";
import { html, type Html, type Part } from "./html.ts";
import { adminPage } from "./layout.ts";
import { pager, stretchOf } from "./list-page.ts";
import { table } from "./table.ts";
import { addressOf, type AdminVisit } from "./visit.ts";

const path = "/admin/system-log";

/** The System Log, newest first. */
export const eventRows = (org: Org): JsonObject[] => org.log.all.map(({ body }) => body).toReversed();

/** A page of the log, one event when its uuid is asked for, or those that hold a word. */
export const systemLogPage = (visit: AdminVisit): Answer => {
  const { query } = visit.received.destination;
  const uuid = query.get("uuid") ?? "";
  const word = (query.get("q") ?? "").trim();
  const all = eventRows(visit.org);
  const found = uuid === "" ? all.filter((event) => holds(event, word.toLowerCase())) : all.filter((event) => event["uuid"] === uuid);
  const [one] = found;
  const stretch = stretchOf(query, found);
  const body = html`<h1>System Log</h1>
<form class="search" role="search" method="get" action="${addressOf(visit, path)}"><label>Search <input type="search" name="q" value="${word}"></label><button>Search</button></form>
${uuid !== "" && html`<p class="count">The event ${uuid}. <a href="${addressOf(visit, path)}">Show all events</a></p>`}
${found.length === 0 ? html`<p>There is no such event.</p>` : eventTable(visit, "Events", stretch.items)}
${pager(visit, path, stretch)}
${uuid !== "" && one && details(one)}`;
  return adminPage(visit, { title: "System Log", at: path, body });
};

const holds = (event: JsonObject, word: string): boolean => word === "" || JSON.stringify(event).toLowerCase().includes(word);

/** Events in a table: when, who with which client, what, to what. */
export const eventTable = (visit: AdminVisit, label: string, events: readonly JsonObject[]): Html =>
  table(label, ["Time (UTC) and event ID", "Actor and client", "Event", "Targets"], events.map((event) => cells(visit, event)));

const cells = (visit: AdminVisit, event: JsonObject): Part[] => {
  const published = textAt(event, "published") ?? "";
  const uuid = textAt(event, "uuid") ?? "";
  return [
    html`<time datetime="${published}">${published.replace("T", " ").replace("Z", "")}</time><br><small><a href="${addressOf(visit, `${path}?uuid=${encodeURIComponent(uuid)}`)}">${uuid}</a></small>`,
    html`${textAt(event, "actor.displayName")}<br><small>${textAt(event, "actor.alternateId")}<br>${clientOf(visit.org, event)}</small>`,
    html`${textAt(event, "displayMessage")}<br><small>${textAt(event, "eventType")}</small>`,
    listAt(event, "target").map((target) => html`<div>${textAt(target, "displayName")} <small>${textAt(target, "type")}</small></div>`),
  ];
};

/** The browser, or the API token's name. */
const clientOf = (org: Org, event: JsonObject): string => {
  const id = textAt(event, "transaction.detail.requestApiTokenId");
  const token = [...org.apiTokens.values()].find((each) => each.id === id);
  if (id !== undefined) return `API token ${token?.name ?? id}`;
  const agent = objectAt(event, "client.userAgent");
  return agent["browser"] === undefined ? "" : `${wordOf(agent["browser"])} on ${wordOf(agent["os"])}`;
};

const details = (event: JsonObject): Html => {
  const changes = listAt(event, "target").flatMap((target) => changesOf(target));
  return html`<section><h2>Details</h2>
${changes.length > 0 && table("Changes", ["Target", "Property", "From", "To"], changes)}
<pre tabindex="0" aria-label="The event as JSON">${JSON.stringify(event, null, 2)}</pre></section>`;
};

const changesOf = (target: Json): Part[][] => {
  const [from, to] = [objectAt(target, "changeDetails.from"), objectAt(target, "changeDetails.to")];
  const name = textAt(target, "displayName") ?? "";
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].map((key) => [name, key, wordOf(from[key]), wordOf(to[key])]);
};
