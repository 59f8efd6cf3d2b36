import { createHash, createPrivateKey, createSign, type KeyObject } from "node:crypto";
import { z } from "zod";
import { hostApi, type HostApiOptions } from "./host-api.ts";
import { HostError } from "./failure.ts";

/** An app that was installed for an account. */
export interface GitHubApp {
  readonly appId: string;
  readonly installationId: string;
  /** PEM. */
  readonly privateKey: string;
}

interface Held {
  readonly token: string;
  readonly until: number;
}

const tokens = new Map<string, Held>();
const minute = 60_000;

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem.replaceAll("\\n", "\n"));
  } catch {
    throw new HostError("credentials-refused", 0, "nothing yet: the private key is no key in PEM form.");
  }
}

/** Proves the app itself, for ten minutes at most (GitHub's documentation, "Generating a JSON Web Token for a GitHub App"). */
export function appProof({ appId, privateKey }: GitHubApp, now: number): string {
  const seconds = Math.floor(now / 1000);
  const signed = `${base64url({ alg: "RS256", typ: "JWT" })}.${base64url({ iat: seconds - 60, exp: seconds + 540, iss: appId })}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(readKey(privateKey)).toString("base64url")}`;
}

type Where = Omit<HostApiOptions, "headers">;

/** A token of the installation, kept until shortly before its end. */
export async function installationToken(where: Where, app: GitHubApp, now: number): Promise<string> {
  const key = createHash("sha256").update(JSON.stringify([where.base, app])).digest("hex");
  const held = tokens.get(key);
  if (held && held.until > now + 5 * minute) return held.token;
  const api = hostApi({ ...where, headers: async () => ({ authorization: `Bearer ${appProof(app, now)}`, "x-github-api-version": "2022-11-28" }) });
  const made = await api.ask("POST", `/app/installations/${encodeURIComponent(app.installationId)}/access_tokens`, z.object({ token: z.string(), expires_at: z.string() }), {});
  if (tokens.size > 1000) tokens.clear();
  tokens.set(key, { token: made.token, until: Date.parse(made.expires_at) });
  return made.token;
}

/** The account that the app was installed for. */
export async function installationAccount(where: Where, app: GitHubApp, now: number): Promise<string> {
  const api = hostApi({ ...where, headers: async () => ({ authorization: `Bearer ${appProof(app, now)}` }) });
  const { account, app_slug: slug } = await api.ask("GET", `/app/installations/${encodeURIComponent(app.installationId)}`, z.object({ account: z.object({ login: z.string() }).nullable(), app_slug: z.string().optional() }));
  return `${slug ?? "app"} for ${account?.login ?? "an enterprise"}`;
}
