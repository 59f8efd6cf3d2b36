import { parseProviderAddress, type ForecastChange, type Plan, type ProviderFactory } from "@lockstep/engine";

/** Requests that applying a plan will take, by rate-limit bucket, as the providers reckon. */
export function forecastApply({ changes }: Pick<Plan, "changes">, providers: ReadonlyMap<string, ProviderFactory>): Readonly<Record<string, number>> {
  const bySource = Map.groupBy(changes, ({ provider }) => parseProviderAddress(provider)?.source ?? "");
  const sums = new Map<string, number>();
  for (const [source, ofProvider] of bySource) {
    const asked = ofProvider.flatMap(({ address, action }) => (address.mode === "managed" ? actionsOf[action].map((each) => ({ type: address.type, action: each })) : []));
    for (const [bucket, requests] of providers.get(source)?.open().forecast?.([], asked) ?? []) sums.set(bucket, (sums.get(bucket) ?? 0) + requests);
  }
  return Object.fromEntries(sums);
}

const actionsOf: Readonly<Record<Plan["changes"][number]["action"], readonly ForecastChange["action"][]>> = {
  "no-op": [],
  read: [],
  forget: [],
  create: ["create"],
  update: ["update"],
  delete: ["delete"],
  "delete-create": ["delete", "create"],
  "create-delete": ["create", "delete"],
};
