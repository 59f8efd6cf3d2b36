// The provider block and the OKTA_* environment → how to reach the org and how to sign in.
import { existsSync, readFileSync } from "node:fs";
import type { ProviderDiagnostic } from "@lockstep/engine";
import * as messages from "../messages.ts";
import { plainStrings, plainText, unknown } from "../table/plain.ts";
import type { PlainObject } from "../table/plain.ts";
import { readPrivateKey } from "./sign/jwt.ts";
import type { ServiceApp } from "./sign/private-key.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export type Credentials =
  | { readonly kind: "token"; readonly scheme: "SSWS" | "Bearer"; readonly token: string }
  | { readonly kind: "app"; readonly app: ServiceApp };

/** All that is needed to talk to an org. */
export interface Settings {
  readonly orgUrl: string;
  readonly credentials: Credentials;
  readonly proxy: string | undefined;
  /** The share of each rate limit that may be used, 0 to 1. */
  readonly share: number;
  readonly maxRetries: number;
  readonly minWaitSeconds: number | undefined;
  readonly maxWaitSeconds: number;
  readonly requestTimeoutSeconds: number;
}

export interface SettingsOutcome {
  readonly settings?: Settings;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** Reads an argument, or else its environment variable. */
type Look = (name: string, variable: string) => string;

/** Settings from the provider block's arguments and the environment. What is not known yet makes it say so. */
export function readSettings(config: PlainObject, environment: Environment): SettingsOutcome {
  const open = Object.entries(config).find(([, value]) => value === unknown);
  if (open) return { diagnostics: [messages.providerArgumentUnknown(open[0])] };
  const look: Look = (name, variable) => plainText(config[name]) || (environment[variable] ?? "");
  const orgUrl = orgAddress(look("org_name", "OKTA_ORG_NAME"), look("base_url", "OKTA_BASE_URL"));
  const signIn = orgUrl === undefined ? undefined : credentials(config, environment, look, orgUrl);
  if (orgUrl === undefined) return { diagnostics: [messages.noOrg()] };
  if (!signIn || "problem" in signIn) return { diagnostics: [signIn?.problem ?? messages.noCredentials()] };
  const number = (name: string, variable: string): number | undefined => wholeNumber(look(name, variable));
  return {
    settings: {
      orgUrl,
      credentials: signIn,
      proxy: look("http_proxy", "OKTA_HTTP_PROXY") || undefined,
      share: (number("max_api_capacity", "MAX_API_CAPACITY") ?? 50) / 100,
      maxRetries: number("max_retries", "OKTA_MAX_RETRIES") ?? 5,
      minWaitSeconds: number("min_wait_seconds", "OKTA_MIN_WAIT_SECONDS"),
      maxWaitSeconds: number("max_wait_seconds", "OKTA_MAX_WAIT_SECONDS") ?? 300,
      requestTimeoutSeconds: number("request_timeout", "OKTA_REQUEST_TIMEOUT") ?? 0,
    },
    diagnostics: [],
  };
}

/**
 * Where the org is: https://<org_name>.<base_url>. A base_url (or an org_name) that is a whole address, such as
 * http://127.0.0.1:8123 of a sandbox, is the org itself.
 */
function orgAddress(orgName: string, baseUrl: string): string | undefined {
  for (const whole of [baseUrl, orgName]) if (/^https?:\/\//.test(whole)) return whole.replace(/\/+$/, "");
  const base = baseUrl || "okta.com";
  return orgName === "" ? undefined : `https://${orgName}.${base.replace(/\/+$/, "")}`;
}

function credentials(config: PlainObject, environment: Environment, look: Look, orgUrl: string): Credentials | { problem: ProviderDiagnostic } | undefined {
  const access = look("access_token", "OKTA_ACCESS_TOKEN");
  const api = look("api_token", "OKTA_API_TOKEN");
  // What the block says wins over what the environment says, whatever kind it is.
  const inBlock = (["access_token", "api_token", "client_id"] as const).find((name) => plainText(config[name]) !== "");
  if (inBlock === "client_id" || (inBlock === undefined && access === "" && api === "")) return serviceApp(config, environment, look, orgUrl);
  if (access !== "" && inBlock !== "api_token") return { kind: "token", scheme: "Bearer", token: access };
  return api === "" ? undefined : { kind: "token", scheme: "SSWS", token: api };
}

function serviceApp(config: PlainObject, environment: Environment, look: Look, orgUrl: string): Credentials | { problem: ProviderDiagnostic } | undefined {
  const clientId = look("client_id", "OKTA_API_CLIENT_ID");
  if (clientId === "") return undefined;
  const key = readPrivateKey(pemOf(look("private_key", "OKTA_API_PRIVATE_KEY")));
  if (!key) return { problem: messages.badPrivateKey() };
  const scopes = plainStrings(config["scopes"]);
  const listed = scopes.length > 0 ? scopes : (environment["OKTA_API_SCOPES"] ?? "").split(",").map((scope) => scope.trim()).filter(Boolean);
  if (listed.length === 0) return { problem: messages.noScopes() };
  const keyId = look("private_key_id", "OKTA_API_PRIVATE_KEY_ID") || environment["OKTA_API_PRIVATE_KEY_IE"];
  return { kind: "app", app: { orgUrl, clientId, key, keyId: keyId || undefined, scopes: listed } };
}

/** The key may be given as text or as the path of a file. */
function pemOf(given: string): string {
  if (given === "" || given.includes("-----BEGIN")) return given;
  return existsSync(given) ? readFileSync(given, "utf8") : given;
}

function wholeNumber(text: string): number | undefined {
  const number = Number(text);
  return text === "" || !Number.isFinite(number) ? undefined : number;
}
