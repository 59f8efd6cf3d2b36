import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Call } from "../commands/command.ts";
import { openBrowser } from "../open-browser.ts";
import { ask, say } from "../terminal.ts";
import { RemoteClient, textIn } from "./client.ts";
import { credentialsFile, saveToken } from "./credentials.ts";
import { RemoteFailure } from "./failure.ts";
import { findHost, type Host, type LoginService } from "./host.ts";

/** Gets a token for a host, in the browser where the host can do that, and keeps it. */
export async function logIn(call: Call, hostName: string, pasted: boolean): Promise<void> {
  const host = await findHost(hostName);
  const token = host.login && call.terminal.live && !pasted ? await tokenByBrowser(call, host, host.login) : await pastedToken(call, host);
  const { data } = await new RemoteClient(host, token).get("account/details").catch((problem: unknown) => {
    if (problem instanceof RemoteFailure && problem.status === 401) throw new RemoteFailure("Token is invalid", `${hostName} does not know this token. Copy all of it, from its first letter to its last.`, 401);
    throw problem;
  });
  saveToken(host.name, token, call.environment);
  say(call.terminal, `Signed in at ${host.name} as ${textIn(data, "username")}. The token is kept in ${credentialsFile(call.environment)}, which Terraform reads too.`);
}

async function pastedToken({ terminal, signal }: Call, host: Host): Promise<string> {
  if (terminal.live) say(terminal, `Make a token here, and paste it:\n\n    ${host.origin}/app/settings/tokens?source=terraform-login\n`);
  const token = (await ask(terminal, terminal.live ? "Token: " : "", signal))?.trim();
  if (token) return token;
  throw new RemoteFailure("Nobody was signed in", "No token was given. In a script, write it to standard input:\n\n    lockstep login HOST < token.txt");
}

/** The authorization code flow with PKCE, with this process waiting for the browser to come back. */
async function tokenByBrowser({ terminal, signal }: Call, host: Host, login: LoginService): Promise<string> {
  const verifier = randomBytes(32).toString("base64url");
  const state = randomBytes(16).toString("base64url");
  const { server, port, code } = await listenForCode(login, state, signal);
  try {
    const redirect = `http://localhost:${port}/login`;
    const query = new URLSearchParams({ client_id: login.client, code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256", redirect_uri: redirect, response_type: "code", state });
    const address = `${login.authorize}?${query.toString()}`;
    say(terminal, `Lockstep asks for a token at ${host.name}. If no browser opens, open this address yourself:\n\n    ${address}\n`);
    openBrowser(address);
    return await exchange(login, { client_id: login.client, code: await code, code_verifier: verifier, grant_type: "authorization_code", redirect_uri: redirect });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

interface Listening {
  readonly server: Server;
  readonly port: number;
  readonly code: Promise<string>;
}

async function listenForCode({ ports: [first, last] }: LoginService, state: string, signal: AbortSignal): Promise<Listening> {
  const { promise: code, resolve, reject } = Promise.withResolvers<string>();
  code.catch(() => undefined);
  signal.addEventListener("abort", () => reject(new RemoteFailure("Nobody was signed in", "Interrupted before the browser came back.")), { once: true });
  const server = createServer((request, response) => answer(request, response, state, resolve, reject));
  for (let port = first; port <= last; port++) if (await listens(server, port)) return { server, port, code };
  throw new RemoteFailure("Nobody was signed in", `All ports from ${first} to ${last} are in use, and the browser has to come back to one of them.`);
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });
}

function answer(request: IncomingMessage, response: ServerResponse, state: string, resolve: (code: string) => void, reject: (problem: unknown) => void): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const code = searchParams.get("code");
  if (pathname !== "/login") return void response.writeHead(404).end();
  const [good, text] = searchParams.get("state") === state && code ? [true, "You are signed in. This window can be closed."] : [false, "Signing in failed. Go back to the terminal."];
  response.writeHead(good ? 200 : 400, { "content-type": "text/html; charset=utf-8", connection: "close" }).end(`<!doctype html><title>Lockstep</title><p style="font:16px system-ui;margin:4em">${text}</p>`);
  if (good && code) resolve(code);
  else reject(new RemoteFailure("Nobody was signed in", searchParams.get("error_description") ?? "The browser came back without permission."));
}

async function exchange({ token }: LoginService, form: Readonly<Record<string, string>>): Promise<string> {
  const answered = await fetch(token, { method: "POST", headers: { accept: "application/json" }, body: new URLSearchParams(form) });
  const { access_token: given, error_description: why } = (await answered.json().catch(() => ({}))) as { access_token?: string; error_description?: string };
  if (answered.ok && given) return given;
  throw new RemoteFailure("Nobody was signed in", `The host gave no token: ${why ?? `it answered ${answered.status}`}.`);
}
