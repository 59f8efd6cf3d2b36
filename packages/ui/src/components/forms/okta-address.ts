/** Where Okta keeps its customers' orgs. */
const oktaHost = /^([a-z0-9-]+?)(?:-admin)?\.(okta\.com|oktapreview\.com|okta-emea\.com|okta-gov\.com|okta\.mil)$/;

/** An org's address as connections keep it; a `baseUrl` that is a whole address is the org itself, as for the provider. */
export interface OktaAddress {
  readonly orgName: string;
  readonly baseUrl: string;
}

/** Reads an org's address as people have it: of the org, of a page of its Admin Console, with or without https://, or its bare name. */
export function readOktaAddress(text: string): OktaAddress | undefined {
  const given = text.trim().toLowerCase();
  if (/^[a-z0-9-]+$/.test(given)) return { orgName: given.replace(/-admin$/, ""), baseUrl: "okta.com" };
  const address = /^[a-z]+:\/\//.test(given) ? given : `${/^(localhost|[\d.]+)(:|\/|$)/.test(given) ? "http" : "https"}://${given}`;
  if (!/^https?:/.test(address) || !URL.canParse(address)) return undefined;
  const { hostname, port, protocol, origin } = new URL(address);
  const [, orgName, baseUrl] = (protocol === "https:" && port === "" ? oktaHost.exec(hostname) : null) ?? [];
  if (orgName !== undefined && baseUrl !== undefined) return { orgName, baseUrl };
  if (!/[.:]/.test(hostname) && hostname !== "localhost") return undefined;
  // A sandbox or a stand-in: whether this server may speak to it, it says itself.
  return { orgName: /^[a-z][a-z0-9-]*/.exec(hostname)?.[0] ?? "sandbox", baseUrl: origin };
}

/** The address that a person would write. */
export const writeOktaAddress = ({ orgName, baseUrl }: OktaAddress): string => (/^https?:\/\//.test(baseUrl) ? baseUrl : `https://${orgName}.${baseUrl}`);
