// One event of the System Log, as far as it tells who did what to which object.
import type { Attribution } from "@lockstep/engine";
import { ownUserAgent } from "../client/connect.ts";
import { isObject, objects, text } from "../table/json.ts";
import type { JsonObject } from "../table/json.ts";
import { getPath } from "../table/path.ts";

export interface LogEvent {
  readonly id: string;
  readonly type: string;
  /** Epoch milliseconds. */
  readonly published: number;
  readonly succeeded: boolean;
  readonly actor: { readonly id: string; readonly type: string; readonly name: string; readonly login: string | undefined };
  readonly targets: readonly LogTarget[];
  readonly tokenId: string | undefined;
  readonly clientId: string | undefined;
  readonly sessionId: string | undefined;
  readonly userAgent: string;
  readonly ipAddress: string | undefined;
}

export interface LogTarget {
  readonly id: string;
  /** Names of the properties that changed, where the event has them. */
  readonly changed: readonly string[] | undefined;
}

/** An event of the log; undefined when it lacks what every event has. */
export function readEvent(json: JsonObject): LogEvent | undefined {
  const id = text(json["uuid"]);
  const type = text(json["eventType"]);
  const published = Date.parse(text(json["published"]) ?? "");
  const actor = isObject(json["actor"]) ? json["actor"] : undefined;
  if (id === undefined || type === undefined || Number.isNaN(published) || !actor) return undefined;
  const at = (path: string): string | undefined => text(getPath(json, path));
  const name = text(actor["displayName"]) ?? text(actor["alternateId"]) ?? "";
  return {
    id,
    type,
    published,
    succeeded: (at("outcome.result") ?? "SUCCESS") === "SUCCESS",
    actor: { id: text(actor["id"]) ?? "", type: text(actor["type"]) ?? "", name, login: loginOf(actor) },
    targets: objects(json["target"]).map(readTarget),
    tokenId: at("transaction.detail.requestApiTokenId"),
    clientId: at("client.id"),
    sessionId: at("authenticationContext.externalSessionId"),
    userAgent: at("client.userAgent.rawUserAgent") ?? "",
    ipAddress: at("client.ipAddress"),
  };
}

const loginOf = (actor: JsonObject): string | undefined => (actor["type"] === "User" ? text(actor["alternateId"]) : undefined);

function readTarget(target: JsonObject): LogTarget {
  const { changeDetails } = target;
  const sides = isObject(changeDetails) ? [changeDetails["from"], changeDetails["to"]].filter(isObject) : [];
  const names = [...new Set(sides.flatMap(leaves))];
  return { id: text(target["id"]) ?? "", changed: names.length > 0 ? names : undefined };
}

/** Names of all properties in it, at any depth: `profile: { name }` gives both. */
const leaves = (json: JsonObject): string[] => Object.entries(json).flatMap(([name, value]) => [name, ...(isObject(value) ? leaves(value) : [])]);

/** By which way it was done. Only what the event says outright counts. */
export function byOf(event: LogEvent): Attribution["by"] {
  if (event.tokenId !== undefined) return "token";
  if (event.actor.type === "PublicClientApp" || event.actor.type === "ServiceApp") return "app";
  return event.actor.type === "User" && event.sessionId !== undefined && event.sessionId !== "unknown" ? "console" : "unknown";
}

export const tokenIdOf = (event: LogEvent): string | undefined => event.tokenId;

export const actorOf = ({ actor }: LogEvent): Attribution["actor"] => ({
  type: actor.type,
  id: actor.id,
  name: actor.name,
  ...(actor.login === undefined ? {} : { login: actor.login }),
});

/** Whether we did it ourselves: the log has our name. */
export const isOurs = (event: LogEvent): boolean => event.userAgent === ownUserAgent || event.userAgent.startsWith(`${ownUserAgent}/`);

const statusEvent = /\.(?:activated?|deactivated?|suspend|unsuspend|reactivate|unlock)$/;

/** Whether an event can be about a change of these attributes of an object. */
export function concerns(event: LogEvent, targetId: string, changed: readonly string[], statusAttribute: string): boolean {
  const statuses = new Set([statusAttribute, "raw_status", "status_changed"]);
  const aboutStatus = statusEvent.test(event.type);
  if (changed.length > 0 && !changed.some((name) => statuses.has(name) === aboutStatus)) return false;
  const names = event.targets.find((target) => target.id === targetId)?.changed;
  if (!names || aboutStatus || changed.length === 0) return true;
  const plain = new Set(names.map(withoutCase));
  return changed.some((name) => plain.has(withoutCase(name)) || names.some((other) => withoutCase(name).endsWith(withoutCase(other))));
}

/** `first_name`, `firstName` and `FirstName` are the same. */
const withoutCase = (name: string): string => name.replaceAll("_", "").toLowerCase();
