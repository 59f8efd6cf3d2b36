// What a look for drift found, for programs. Format version 1.0; it is described in the README of the command line.
import { isNull, markPaths, SENSITIVE } from "@lockstep/hcl";
import type { Json, Path as ValuePath, Value } from "@lockstep/hcl";
import { printModule } from "../address.ts";
import type { Difference, PathStep } from "../compare/compare.ts";
import type { DriftedObject, DriftReport } from "../drift/report.ts";
import type { Attribution } from "../provider.ts";
import { knownJson } from "./value-json.ts";

/** The report as JSON. Of what is sensitive it says only that it differs. */
export function driftJson({ changed, missing, scanned }: DriftReport): { readonly [name: string]: Json } {
  return {
    format_version: "1.0",
    drifted: changed.length + missing.length > 0,
    scanned,
    changed: changed.map((object) => ({ ...objectJson(object), differences: differencesJson(object), attribution: attributionJson(object.attribution) })),
    missing: missing.map((object) => ({ ...objectJson(object), attribution: attributionJson(object.attribution) })),
  };
}

function objectJson({ address, text, provider, before }: DriftedObject): { readonly [name: string]: Json } {
  const module = printModule(address.module);
  const id: Value | undefined = before.raw instanceof Map ? before.raw.get("id") : undefined;
  return {
    address: text,
    ...(module !== "" && { module_address: module }),
    type: address.type,
    name: address.name,
    ...(address.key !== undefined && { index: address.key }),
    provider_config: provider,
    ...(id && !isNull(id) && { id: knownJson(id) ?? null }),
  };
}

function differencesJson({ differences, before, after }: DriftedObject): Json {
  const secret = [...markPaths(before), ...markPaths(after)].filter(({ marks }) => (marks & SENSITIVE) !== 0).map(({ path }) => path);
  return differences.map((difference) => {
    const path = difference.path.map(stepJson);
    if (secret.some((marked) => meets(marked, difference))) return { path, sensitive: true };
    return { path, before: sideJson(difference.before), after: sideJson(difference.after) };
  });
}

const sideJson = (value: Value | undefined): Json => (value ? (knownJson(value) ?? null) : null);

const stepJson = (step: PathStep): Json => (typeof step === "object" ? { element: null } : step);

/** Is one of the two at or inside the other? */
function meets(marked: ValuePath, { path }: Difference): boolean {
  return marked.slice(0, path.length).every((step, at) => {
    const other = path[at];
    return step.kind === "attribute" ? step.name === other : typeof step.key === "object" || typeof other === "object" || step.key === other;
  });
}

function attributionJson(attribution: Attribution | undefined): Json {
  if (!attribution) return null;
  const { eventId, eventType, time, actor, by, byName, ipAddress } = attribution;
  return {
    event_id: eventId,
    event_type: eventType,
    time,
    actor: { type: actor.type, id: actor.id, name: actor.name, ...(actor.login !== undefined && { login: actor.login }) },
    by,
    ...(byName !== undefined && { by_name: byName }),
    ...(ipAddress !== undefined && { ip_address: ipAddress }),
  };
}
