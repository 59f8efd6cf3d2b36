// What a refresh of a state will cost, known without asking anything.
import { hasErrors, stripMarks } from "@lockstep/hcl";
import type { Diagnostic, Outcome } from "@lockstep/hcl";
import type { ProviderFactory, ReadRequest } from "../provider.ts";
import type { State } from "../state/state.ts";
import { factoryAt, objectsToRead, resourcesByProvider } from "./state-objects.ts";

export interface ReadForecast {
  /** How many objects will be read. */
  readonly objects: number;
  /** Requests by bucket, for each provider configuration that asks anything. */
  readonly byProvider: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Requests that reading every managed object of the state takes, as the providers reckon. */
export function forecastReads(state: State, providers: ReadonlyMap<string, ProviderFactory>): Outcome<ReadForecast> {
  const diagnostics: Diagnostic[] = [];
  const byProvider = new Map<string, ReadonlyMap<string, number>>();
  let objects = 0;
  for (const [address, resources] of resourcesByProvider(state)) {
    const { factory, problem } = factoryAt(address, providers);
    if (problem) diagnostics.push(problem);
    if (!factory) continue;
    const provider = factory.open();
    const requests: ReadRequest[] = resources
      .flatMap((resource) => objectsToRead(provider, factory, resource, diagnostics))
      .map(({ address: { type }, value }) => ({ type, prior: stripMarks(value) }));
    objects += requests.length;
    const buckets = provider.forecast?.(requests, []);
    if (buckets && buckets.size > 0) byProvider.set(address, buckets);
  }
  return hasErrors(diagnostics) ? { diagnostics } : { value: { objects, byProvider }, diagnostics };
}
