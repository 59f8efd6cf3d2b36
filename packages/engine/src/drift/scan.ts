// A look for drift: does the org still look like the state? Needs no configuration and evaluates nothing.
import { hasErrors, nullValue, stripMarks } from "@lockstep/hcl";
import type { Diagnostic, Outcome, Value } from "@lockstep/hcl";
import { printInstance } from "../address.ts";
import { compareValues } from "../compare/compare.ts";
import { fromProvider } from "../plan/provider-diagnostics.ts";
import { readObjects } from "../plan/refresh.ts";
import type { ReadObject } from "../plan/refresh.ts";
import type { BucketUsage, Provider, ProviderFactory } from "../provider.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { State } from "../state/state.ts";
import type { StoredResource } from "../state/store.ts";
import { attributeDrift } from "./attribute.ts";
import type { DriftedObject, DriftReport } from "./report.ts";
import { factoryAt, objectsToRead, resourcesByProvider } from "./state-objects.ts";

export interface ScanInput {
  readonly state: State;
  readonly providers: ReadonlyMap<string, ProviderFactory>;
  /** The configuration of a provider, by its address in the state; undefined leaves its objects out. */
  readonly configOf: (address: string, factory: ProviderFactory) => Value | undefined;
  readonly signal: AbortSignal;
  /** Asks the provider who made each change. */
  readonly attribute: boolean;
}

/**
 * Reads every managed object of the state and says what is not as the state has it. With errors the report holds what
 * could be found out all the same: one org that cannot be reached does not hide what is known of another.
 */
export async function scanDrift(input: ScanInput): Promise<Outcome<DriftReport>> {
  const diagnostics: Diagnostic[] = [];
  const report = { changed: [] as DriftedObject[], missing: [] as DriftedObject[], scanned: 0, usage: new Map<string, ReadonlyMap<string, BucketUsage>>() };
  for (const [address, resources] of resourcesByProvider(input.state)) {
    const { factory, problem } = factoryAt(address, input.providers);
    const config = factory && input.configOf(address, factory);
    if (problem) diagnostics.push(problem);
    if (!factory || !config) continue;
    const provider = factory.open();
    await scanProvider(provider, factory, config, address, resources, input, report, diagnostics);
    const usage = provider.usage?.();
    if (usage) report.usage.set(address, usage);
    await provider.close?.();
  }
  return { value: report, diagnostics };
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
  const objects = resources.flatMap((resource) => objectsToRead(provider, factory, resource, diagnostics));
  const answers = await readObjects(provider, objects, signal);
  for (const answer of answers) diagnostics.push(...answer.diagnostics);
  const read = answers.filter(({ failed }) => !failed);
  const drifted = read.flatMap((answer) => drift(answer, address));
  const known = attribute ? await attributeDrift(provider, drifted, signal) : drifted;
  report.scanned += read.length;
  report.changed.push(...known.filter(({ after }) => after.raw !== null));
  report.missing.push(...known.filter(({ after }) => after.raw === null));
}

function drift({ asked, value }: ReadObject, provider: string): DriftedObject[] {
  const before = stripMarks(asked.value);
  const after = value ? stripMarks(value) : nullValue(impliedType(asked.schema.block));
  const differences = compareValues(before, after);
  if (differences.length === 0) return [];
  const { address, schema } = asked;
  return [{ address, text: printInstance(address), provider, schema, before: asked.value, after: value ?? after, differences, attribution: undefined }];
}
