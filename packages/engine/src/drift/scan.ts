// A look for drift: does the org still look like the state? Needs no configuration and evaluates nothing.
import { hasErrors, nullValue, stripMarks } from "@lockstep/hcl";
import type { Diagnostic, Outcome, Value } from "@lockstep/hcl";
import { printInstance } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import { compareValues } from "../compare/compare.ts";
import { parseProviderAddress } from "../graph/providers.ts";
import * as messages from "../messages.ts";
import { fromProvider } from "../plan/provider-diagnostics.ts";
import { readObjects } from "../plan/refresh.ts";
import type { ObjectToRead, ReadObject } from "../plan/refresh.ts";
import type { BucketUsage, Provider, ProviderFactory } from "../provider.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { State } from "../state/state.ts";
import { StateStore } from "../state/store.ts";
import type { StoredInstance, StoredResource } from "../state/store.ts";
import { upgradeObject } from "../state/upgrade.ts";
import { attributeDrift } from "./attribute.ts";
import type { DriftedObject, DriftReport } from "./report.ts";

export interface ScanInput {
  readonly state: State;
  readonly providers: ReadonlyMap<string, ProviderFactory>;
  /** The configuration of a provider, by its address in the state; undefined leaves its objects out. */
  readonly configOf: (address: string, factory: ProviderFactory) => Value | undefined;
  readonly signal: AbortSignal;
  /** Asks the provider who made each change. */
  readonly attribute: boolean;
}

/** Reads every managed object of the state and says what is not as the state has it. */
export async function scanDrift(input: ScanInput): Promise<Outcome<DriftReport>> {
  const diagnostics: Diagnostic[] = [];
  const report = { changed: [] as DriftedObject[], missing: [] as DriftedObject[], scanned: 0, usage: new Map<string, ReadonlyMap<string, BucketUsage>>() };
  for (const [address, resources] of byProvider(input.state)) {
    const source = parseProviderAddress(address)?.source ?? "";
    const factory = input.providers.get(source);
    const config = factory && input.configOf(address, factory);
    if (!factory) diagnostics.push(messages.providerUnknown(source));
    if (!factory || !config) continue;
    const provider = factory.open();
    await scanProvider(provider, factory, config, address, resources, input, report, diagnostics);
    const usage = provider.usage?.();
    if (usage) report.usage.set(address, usage);
    await provider.close?.();
  }
  return hasErrors(diagnostics) ? { diagnostics } : { value: report, diagnostics };
}

function byProvider(state: State): Map<string, StoredResource[]> {
  const groups = new Map<string, StoredResource[]>();
  for (const resource of new StateStore(state).resources.values()) {
    if (resource.address.mode !== "managed") continue;
    groups.set(resource.provider, [...(groups.get(resource.provider) ?? []), resource]);
  }
  return groups;
}

async function scanProvider(
  provider: Provider,
  factory: ProviderFactory,
  config: Value,
  address: string,
  resources: readonly StoredResource[],
  { signal, attribute }: ScanInput,
  report: { readonly changed: DriftedObject[]; readonly missing: DriftedObject[]; scanned: number },
  diagnostics: Diagnostic[],
): Promise<void> {
  const configured = fromProvider(await provider.configure(config, signal), {});
  diagnostics.push(...configured);
  if (hasErrors(configured)) return;
  const objects = resources.flatMap((resource) => objectsOf(provider, factory, resource, diagnostics));
  const answers = await readObjects(provider, objects, signal);
  for (const answer of answers) diagnostics.push(...answer.diagnostics);
  const drifted = answers.filter(({ failed }) => !failed).flatMap((answer) => drift(answer, address));
  const known = attribute ? await attributeDrift(provider, drifted, signal) : drifted;
  report.scanned += answers.length;
  report.changed.push(...known.filter(({ after }) => after.raw !== null));
  report.missing.push(...known.filter(({ after }) => after.raw === null));
}

function objectsOf(provider: Provider, factory: ProviderFactory, resource: StoredResource, diagnostics: Diagnostic[]): ObjectToRead[] {
  const schema = factory.schemas.resourceTypes.get(resource.address.type);
  if (!schema) {
    diagnostics.push(messages.schemaUnknown(resource.text, resource.address.type, factory.source));
    return [];
  }
  return [...resource.instances.values()].flatMap((instance: StoredInstance) => {
    if (!instance.current) return [];
    const address: InstanceAddress = { ...resource.address, key: instance.key };
    const upgraded = upgradeObject(provider, address, schema, instance.current);
    if ("value" in upgraded) return [{ address, schema, ...upgraded }];
    diagnostics.push(...upgraded.diagnostics);
    return [];
  });
}

function drift({ asked, value }: ReadObject, provider: string): DriftedObject[] {
  const before = stripMarks(asked.value);
  const after = value ? stripMarks(value) : nullValue(impliedType(asked.schema.block));
  const differences = compareValues(before, after);
  if (differences.length === 0) return [];
  const { address, schema } = asked;
  return [{ address, text: printInstance(address), provider, schema, before: asked.value, after: value ?? after, differences, attribution: undefined }];
}
