// Settings → a session with an org.
import { Client } from "./client.ts";
import type { Clock } from "./clock.ts";
import { Session } from "./session.ts";
import type { Settings } from "./settings.ts";
import { withToken } from "./sign/api-token.ts";
import { withPrivateKey } from "./sign/private-key.ts";
import { direct, throughProxy } from "./transport.ts";
import type { Transport } from "./transport.ts";

export interface Surroundings {
  readonly clock: Clock;
  readonly chance: () => number;
  readonly userAgent?: string | undefined;
  readonly transport?: Transport | undefined;
}

/** Requests at once. An org takes 35 to 75; what limits us is its rate limits, which five fill. */
const parallel = 10;

/** How we are known in the System Log, unless the caller has another name. */
export const ownUserAgent = "lockstep";

/** A session with the org of the settings. Nothing is asked yet. */
export function connect(settings: Settings, { clock, chance, userAgent, transport }: Surroundings): Session {
  const way = transport ?? (settings.proxy === undefined ? direct : throughProxy(settings.proxy));
  const { credentials } = settings;
  const signer = credentials.kind === "token" ? withToken(credentials.scheme, credentials.token) : withPrivateKey(credentials.app, way, clock);
  const client = new Client({
    orgUrl: settings.orgUrl,
    signer,
    // An access token was got for an app.
    signedInBy: credentials.kind === "token" && credentials.scheme === "SSWS" ? "token" : "app",
    transport: way,
    clock,
    chance,
    userAgent: userAgent ?? ownUserAgent,
    share: settings.share,
    parallel,
    maxRetries: settings.maxRetries,
    minWaitSeconds: settings.minWaitSeconds,
    maxWaitSeconds: settings.maxWaitSeconds,
    requestTimeoutSeconds: settings.requestTimeoutSeconds,
  });
  return new Session(client);
}
