import type { BucketUsage, Provider, ProviderFactory } from "@lockstep/engine";

/** Keeps count of what the providers of one command asked their orgs for. */
export class Usage {
  readonly #opened: Provider[] = [];

  /** The same factories; every provider they open is counted. */
  watching(factories: ReadonlyMap<string, ProviderFactory>): ReadonlyMap<string, ProviderFactory> {
    return new Map([...factories].map(([source, factory]) => [source, { ...factory, open: () => this.#keep(factory.open()) }]));
  }

  /** Requests by rate-limit bucket, over all providers. */
  buckets(): ReadonlyMap<string, BucketUsage> {
    const sums = new Map<string, BucketUsage>();
    for (const provider of this.#opened) {
      for (const [bucket, used] of provider.usage?.() ?? []) {
        sums.set(bucket, { ...used, requests: used.requests + (sums.get(bucket)?.requests ?? 0) });
      }
    }
    return sums;
  }

  /** "17 requests in 4 buckets"; undefined when nothing was asked. */
  summary(): string | undefined {
    const counts = [...this.buckets().values()].map(({ requests }) => requests).filter((requests) => requests > 0);
    const sum = counts.reduce((total, requests) => total + requests, 0);
    return sum === 0 ? undefined : `${plural(sum, "request")} in ${plural(counts.length, "bucket")}`;
  }

  #keep(provider: Provider): Provider {
    this.#opened.push(provider);
    return provider;
  }
}

/** "1 request", "2 requests". */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
