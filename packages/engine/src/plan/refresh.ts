// Objects of the state, read afresh: all that belong to one provider configuration with one question.
import { markPaths, markWithPaths, stripMarks } from "@lockstep/hcl";
import type { Diagnostic, Value } from "@lockstep/hcl";
import type { InstanceAddress } from "../address.ts";
import { isSame } from "../compare/compare.ts";
import type { Provider } from "../provider.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import { encodeObject, markSensitive } from "../state/object.ts";
import type { InstanceState } from "../state/state.ts";
import { fromProvider } from "./provider-diagnostics.ts";

/** An object as the state has it. */
export interface ObjectToRead {
  readonly address: InstanceAddress;
  readonly deposed?: string;
  readonly schema: ResourceSchema;
  readonly object: InstanceState;
  /** Decoded, with marks. */
  readonly value: Value;
}

/** The object as it is now: `object` is undefined when it is gone, `failed` when that could not be found out. */
export interface ReadObject {
  readonly asked: ObjectToRead;
  readonly object: InstanceState | undefined;
  readonly value: Value | undefined;
  readonly failed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the objects; the answers come in the order of the questions. */
export async function readObjects(provider: Provider, objects: readonly ObjectToRead[], signal: AbortSignal): Promise<ReadObject[]> {
  if (objects.length === 0) return [];
  const answers = await provider.read(objects.map(({ address, value }) => ({ type: address.type, prior: stripMarks(value) })), signal);
  return objects.map((asked, at) => {
    const answer = answers[at];
    const diagnostics = fromProvider(answer?.diagnostics ?? [], { address: asked.address });
    const failed = diagnostics.some(({ severity }) => severity === "error");
    if (!answer || failed) return { asked, object: asked.object, value: asked.value, failed: true, diagnostics };
    return { asked, ...refreshed(asked, answer.value), failed: false, diagnostics };
  });
}

function refreshed(asked: ObjectToRead, value: Value | undefined): { readonly object: InstanceState | undefined; readonly value: Value | undefined } {
  if (!value || value.raw === null) return { object: undefined, value: undefined };
  // What a provider of another make kept for itself is of no use to ours.
  const isOurs = asked.object.private === undefined;
  if (isOurs && isSame(stripMarks(asked.value), value)) return { object: asked.object, value: asked.value };
  const marked = markSensitive(markWithPaths(value, markPaths(asked.value)), asked.schema.block);
  const { key, tainted, dependencies, createBeforeDestroy } = asked.object;
  const facts = { key, tainted, dependencies, createBeforeDestroy, schemaVersion: asked.schema.version };
  const object = encodeObject(marked, asked.schema.block, facts);
  return { object: asked.deposed === undefined ? object : { ...object, deposed: asked.deposed }, value: marked };
}
