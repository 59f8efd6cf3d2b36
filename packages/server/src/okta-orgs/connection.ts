import { openOrg, systemClock, TransportProblem, type OrgLink, type OrgProblem, type Transport } from "@lockstep/okta";
import { FetchError } from "../http-client/failure.ts";
import { fetchBounded } from "../http-client/fetch-bounded.ts";
import type { Settings } from "../settings.ts";

const timeoutSeconds = 10;
/** A page of a thousand events of the System Log is some megabytes. */
const mostBytes = 32 << 20;

/** Requests that cannot hang, flood, or reach into the server's own network. */
export const boundedTransport =
  ({ allowPrivateNetworks }: Pick<Settings, "allowPrivateNetworks">): Transport =>
  async ({ method, url, headers, body }, signal) => {
    try {
      const answer = await fetchBounded(url, { method, headers, signal, timeoutMs: timeoutSeconds * 1000, mostBytes, allowPrivate: allowPrivateNetworks, allowHttp: allowPrivateNetworks, ...(body !== undefined && { body }) });
      const header = (name: string): string | undefined => {
        const value = answer.headers[name];
        return Array.isArray(value) ? value.join(", ") : value;
      };
      return { status: answer.status, header, text: answer.body.toString("utf8") };
    } catch (problem) {
      if (problem instanceof FetchError) throw new TransportProblem(codes[problem.failure] ?? "UNREACHABLE", problem.message);
      throw problem;
    }
  };

// The client knows by these what may be tried again.
const codes: Partial<Readonly<Record<FetchError["failure"], string>>> = { unresolved: "ENOTFOUND", unreachable: "ECONNREFUSED", timeout: "TIMEOUT", aborted: "ABORTED", untrusted: "CERT" };

/** A way to an org with few tries: who looks after an org comes back soon. */
export function linkOrg(settings: Pick<Settings, "allowPrivateNetworks">, environment: Readonly<Record<string, string>>): { readonly org: OrgLink } | { readonly problem: OrgProblem } {
  const careful = { ...environment, OKTA_MAX_RETRIES: "1", OKTA_MAX_WAIT_SECONDS: "5", OKTA_REQUEST_TIMEOUT: String(timeoutSeconds) };
  return openOrg(careful, { clock: systemClock, chance: Math.random, transport: boundedTransport(settings) });
}
