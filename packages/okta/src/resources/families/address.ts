// Things that are told by their address in Okta's API.
import type { Attribute } from "../../table/attribute.ts";
import { string } from "../../table/kinds/index.ts";

/** The same thing has one address at each of an org's hosts (its own domain among them). */
export const address: Attribute = { ...string(""), equivalent: ({ old, new: next }) => old !== "" && next !== "" && pathOf(old) === pathOf(next) };

/** An address without its host; what is no address as it is. */
export const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]+/, "");

/** Those of some addresses that others do not have. */
export function without(addresses: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others.map(pathOf));
  return addresses.filter((one) => !known.has(pathOf(one)));
}
