import { readFile } from "node:fs/promises";
import type { DriftAttribution, DriftDifference, FoundDrift } from "./drift.ts";
import { nameOf, type StateObject } from "./state-objects.ts";

// What a child leaves in drift.json (engine/render/drift-json.ts, format 1.0).
interface Report {
  readonly scanned: number;
  readonly changed: readonly ReportedObject[];
  readonly missing: readonly ReportedObject[];
}

interface ReportedObject {
  readonly address: string;
  readonly type: string;
  readonly id?: unknown;
  readonly differences?: readonly ReportedDifference[];
  readonly attribution: ReportedAttribution | null;
}

interface ReportedDifference {
  readonly path: readonly (string | number | object)[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly sensitive?: true;
}

interface ReportedAttribution {
  readonly event_id: string;
  readonly event_type: string;
  readonly time: string;
  readonly actor: { readonly type: string; readonly id: string; readonly name: string; readonly login?: string };
  readonly by: "console" | "token" | "app" | "unknown";
  readonly by_name?: string;
  readonly ip_address?: string;
}

/** Everything that a scan found. */
export interface ScanReport {
  readonly scanned: number;
  readonly found: readonly FoundDrift[];
}

/** Reads a child's report; undefined: it left none. */
export async function readReport(path: string, objects: ReadonlyMap<string, StateObject>): Promise<ScanReport | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { scanned, changed, missing } = JSON.parse(text) as Report;
  return { scanned, found: [...changed.map((each) => foundOf(each, "changed", objects)), ...missing.map((each) => foundOf(each, "missing", objects))] };
}

function foundOf({ address, type, id, differences = [], attribution }: ReportedObject, kind: FoundDrift["kind"], objects: ReadonlyMap<string, StateObject>): FoundDrift {
  const object = objects.get(address);
  return {
    address,
    resourceType: type,
    objectId: typeof id === "string" ? id : null,
    objectName: object ? nameOf(object) : null,
    kind,
    // Everything of an object that is gone differs: the list would say nothing.
    differences: kind === "missing" ? [] : differences.map(differenceOf),
    attribution: attribution && attributionOf(attribution),
  };
}

const differenceOf = ({ path, before, after, sensitive }: ReportedDifference): DriftDifference =>
  sensitive ? { path: pathText(path), sensitive } : { path: pathText(path), before: bounded(before), after: bounded(after) };

/** "settings.items[0].name"; an element of a set has no place: "items[*]". */
const pathText = (path: ReportedDifference["path"]): string =>
  path.map((step, at) => (typeof step === "number" ? `[${step}]` : typeof step === "object" ? "[*]" : /^[\w-]+$/.test(step) ? `${at === 0 ? "" : "."}${step}` : `[${JSON.stringify(step)}]`)).join("");

const longest = 8000;

// A page shows a value; who wants a document of a megabyte looks at the org.
function bounded(value: unknown): unknown {
  const text = JSON.stringify(value) ?? "null";
  return text.length <= longest ? (value ?? null) : `${text.slice(0, longest)}…`;
}

const clients = {
  console: () => "the Admin Console",
  token: (name: string | undefined) => (name ? `the API token "${name}"` : "an API token"),
  app: (name: string | undefined) => (name ? `the app "${name}"` : "an app"),
  unknown: () => null,
} as const;

const attributionOf = ({ event_id: eventId, event_type: eventType, time, actor, by, by_name: name, ip_address: ipAddress }: ReportedAttribution): DriftAttribution => ({
  actor: actor.name === "" ? (actor.login ?? actor.id) : actor.name,
  login: actor.login ?? null,
  client: clients[by](name),
  at: time,
  eventId,
  eventType,
  ipAddress: ipAddress ?? null,
});
