// Things that are told by their address in Okta's API: one address at each of an org's hosts (its own domain among them).

/** An address without its host; what is no address as it is. */
export const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]+/, "");

/** Those of some addresses that others do not have. */
export function without(addresses: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map(pathOf));
  return addresses.filter((one) => !known.has(pathOf(one)));
}

/** Addresses that are known already keep the host they are known with. */
export function asKnown(addresses: readonly string[], known: readonly string[]): string[] {
  const byPath = new Map(known.map((one) => [pathOf(one), one]));
  return addresses.map((one) => byPath.get(pathOf(one)) ?? one);
}
