// When a provider configuration is open, all objects of the state that belong to it are read at once.
import { isNull, nullValue } from "@lockstep/hcl";
import { printInstance } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import { isSame, hasSameMarks } from "../compare/compare.ts";
import type { PlanNode } from "../graph/plan-node.ts";
import type { Visit } from "../graph/walk.ts";
import * as messages from "../messages.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { InstanceState } from "../state/state.ts";
import type { StoredResource } from "../state/store.ts";
import { upgradeObject } from "../state/upgrade.ts";
import { blockOf } from "./orphans.ts";
import { isWanted, previousText } from "./plan-session.ts";
import type { PlanSession } from "./plan-session.ts";
import { readObjects } from "./refresh.ts";
import type { ObjectToRead, ReadObject } from "./refresh.ts";
import { report } from "./session.ts";
import type { OpenProvider } from "./session.ts";
import { openProvider } from "./visit-provider.ts";

type ProviderNode = Extract<PlanNode, { kind: "provider" }>;

export async function visitProvider(session: PlanSession, node: ProviderNode): Promise<Visit> {
  const opened = await openProvider(session, node);
  if (!opened) return "failed";
  const objects = collectObjects(session, opened, node.address);
  if (!objects) return "failed";
  return session.refresh ? refreshAll(session, opened, node.address, objects) : "done";
}

/** The objects of a provider configuration in the present form of their schema; undefined when one cannot be read. */
function collectObjects(session: PlanSession, opened: OpenProvider, provider: string): ObjectToRead[] | undefined {
  const objects: ObjectToRead[] = [];
  let failed = false;
  for (const resource of session.store.resources.values()) {
    if (resource.provider !== provider || resource.address.mode !== "managed" || !session.isWalked(blockOf(resource))) continue;
    const collected = resourceObjects(session, opened, resource);
    if (collected) objects.push(...collected);
    else failed = true;
  }
  return failed ? undefined : objects;
}

function resourceObjects(session: PlanSession, opened: OpenProvider, resource: StoredResource): ObjectToRead[] | undefined {
  const schema = opened.factory.schemas.resourceTypes.get(resource.address.type);
  if (!schema) {
    report(session, [messages.schemaUnknown(resource.text, resource.address.type, opened.factory.source)]);
    return undefined;
  }
  const objects: ObjectToRead[] = [];
  let failed = false;
  for (const instance of [...resource.instances.values()]) {
    const address: InstanceAddress = { ...resource.address, key: instance.key };
    if (!isWanted(session, address)) continue;
    for (const [deposed, object] of [[undefined, instance.current] as const, ...instance.deposed]) {
      if (!object) continue;
      const upgraded = upgradeObject(opened.provider, address, schema, object);
      if ("diagnostics" in upgraded) {
        failed = report(session, upgraded.diagnostics) || failed;
        continue;
      }
      if (upgraded.object !== object) putObject(session, address, resource.provider, deposed, upgraded.object);
      objects.push({ address, ...(deposed !== undefined && { deposed }), schema, ...upgraded });
    }
  }
  return failed ? undefined : objects;
}

function putObject(session: PlanSession, address: InstanceAddress, provider: string, deposed: string | undefined, object: InstanceState | undefined): void {
  if (deposed === undefined) session.store.setCurrent(address, provider, object);
  else session.store.setDeposed(address, deposed, object);
}

async function refreshAll(session: PlanSession, { provider }: OpenProvider, address: string, objects: readonly ObjectToRead[]): Promise<Visit> {
  const { onEvent, signal } = session.input;
  if (onEvent) for (const object of objects) onEvent({ type: "refresh_start", ...eventFacts(object) });
  const answers = await readObjects(provider, objects, signal);
  let failed = false;
  for (const answer of answers) {
    if (onEvent) onEvent({ type: "refresh_complete", ...eventFacts(answer.asked) });
    if (report(session, answer.diagnostics) || answer.failed) failed = true;
    else noteRefreshed(session, address, answer);
  }
  return failed ? "failed" : "done";
}

/** What an event says of an object: its address and, where it has one, its id. */
export function eventFacts({ address, value }: Pick<ObjectToRead, "address" | "value">): { address: InstanceAddress; text: string; idKey?: string; idValue?: string } {
  const text = printInstance(address);
  const id = value.raw instanceof Map ? value.raw.get("id") : undefined;
  return typeof id?.raw === "string" ? { address, text, idKey: "id", idValue: id.raw } : { address, text };
}

function noteRefreshed(session: PlanSession, provider: string, { asked, object, value }: ReadObject): void {
  const { address, deposed, schema } = asked;
  if (object !== asked.object) putObject(session, address, provider, deposed, object);
  if (deposed !== undefined) return;
  const after = value ?? nullValue(impliedType(schema.block));
  const moved = previousText(session, address);
  const same = !isNull(after) && isSame(asked.value, after) && hasSameMarks(asked.value, after);
  if (same && moved === undefined) return;
  session.drift.push({
    address,
    text: printInstance(address),
    ...(moved !== undefined && { previousText: moved }),
    provider,
    action: isNull(after) ? "delete" : same ? "no-op" : "update",
    before: asked.value,
    after,
    replacePaths: [],
    schemaVersion: schema.version,
  });
}
