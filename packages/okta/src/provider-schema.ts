// The provider block: how to reach an org and how to sign in, as the official provider documents it.
import { bool, int, isBetween, set, string } from "./table/kinds/index.ts";
import type { Attributes, Check } from "./table/attribute.ts";

const atMost =
  (most: number): Check =>
  (value, name) =>
    typeof value === "number" && value > most ? { summary: `expected ${name} to be at most (${most}), got ${value}`, detail: "" } : undefined;

/** The arguments of `provider "okta"`. Which environment variable stands for which is in client/settings.ts. */
export const providerAttributes: Attributes = {
  org_name: string(null, { describe: "The first part of the org's address. Or OKTA_ORG_NAME." }),
  base_url: string(null, { describe: "The rest of it, such as `okta.com` or `oktapreview.com`; or the whole address of a sandbox. Or OKTA_BASE_URL." }),
  api_token: string(null, { conflictsWith: ["access_token", "client_id", "scopes", "private_key"], describe: "An API token. Or OKTA_API_TOKEN." }),
  access_token: string(null, { conflictsWith: ["api_token", "client_id", "scopes", "private_key"], describe: "An OAuth access token. Or OKTA_ACCESS_TOKEN." }),
  client_id: string(null, { conflictsWith: ["access_token", "api_token"], describe: "The client id of a service app. Or OKTA_API_CLIENT_ID." }),
  private_key: string(null, { conflictsWith: ["access_token", "api_token"], describe: "The service app's private key in PEM form, or the path of a file with it. Or OKTA_API_PRIVATE_KEY." }),
  private_key_id: string(null, { conflictsWith: ["api_token"], describe: "The id of that key. Or OKTA_API_PRIVATE_KEY_ID." }),
  scopes: set(null, { conflictsWith: ["access_token", "api_token"], describe: "The scopes to ask for. Or OKTA_API_SCOPES, separated by commas." }),
  http_proxy: string(null, { describe: "A proxy that takes requests in absolute form, as `http://host:port`. Or OKTA_HTTP_PROXY." }),
  max_api_capacity: int(null, { checks: [isBetween(1, 100)], describe: "The share of each rate limit that may be used, in percent. 50 when not given. Or MAX_API_CAPACITY." }),
  max_retries: int(null, { checks: [atMost(100)], describe: "How often a request is tried again. 5 when not given." }),
  min_wait_seconds: int(null, { describe: "The least pause before another try." }),
  max_wait_seconds: int(null, { describe: "The longest pause before another try. 300 when not given." }),
  backoff: bool(null, { describe: "Pauses always grow; accepted for compatibility." }),
  parallelism: int(null, { describe: "Requests that one object makes at once; accepted for compatibility." }),
  request_timeout: int(null, { checks: [isBetween(0, 300)], describe: "Seconds that one request may take; 0 for no limit." }),
  log_level: int(null, { checks: [isBetween(1, 5)], describe: "Accepted for compatibility." }),
};
