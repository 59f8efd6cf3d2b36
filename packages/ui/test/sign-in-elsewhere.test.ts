// Two ways in that lead through somebody else's address: a provider, and a command line that waits on this machine.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "../../server/test/free-port.ts";
import { clientId, clientSecret, startOidcProvider, type OidcProvider } from "../../server/test/oidc-provider.ts";
import { accessibilityProblems, closeBrowser, servePages, visit, type ServedPages } from "./browser.ts";

let provider: OidcProvider;
let lockstep: ServedPages;
beforeAll(async () => {
  const port = await freePort();
  provider = await startOidcProvider({ sub: "00u1", email: "alex@example.com", email_verified: true });
  lockstep = await servePages({ environment: { LOCKSTEP_LISTEN: `127.0.0.1:${port}`, LOCKSTEP_PUBLIC_URL: `http://127.0.0.1:${port}`, LOCKSTEP_OIDC_ISSUER: provider.issuer, LOCKSTEP_OIDC_CLIENT_ID: clientId, LOCKSTEP_OIDC_CLIENT_SECRET: clientSecret, LOCKSTEP_OIDC_NAME: "Okta" } });
});
afterAll(async () => {
  await closeBrowser();
  await lockstep.stop();
  await provider.stop();
});

test("through the provider one comes to where one wanted to go; somebody unknown is told what it takes", async () => {
  provider.person = { sub: "00u9", email: "stranger@example.com", email_verified: true };
  const { page } = await visit(lockstep, { as: null });
  await page.goto("/app/acme?sort=-updated");
  await page.getByRole("link", { name: "Sign in through Okta" }).click();
  await page.getByText("invitation").first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  provider.person = { sub: "00u1", email: "alex@example.com", email_verified: true };
  await page.goto("/app/acme?sort=-updated");
  await page.getByRole("link", { name: "Sign in through Okta" }).click();
  await page.getByRole("heading", { name: "Environments" }).waitFor();
  expect(new URL(page.url()).search).toBe("?sort=-updated");
});

test("a command line asks to act as somebody: they sign in, come back to the question, and allow or deny it", async () => {
  const came: URLSearchParams[] = [];
  const listener = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    if (pathname === "/login") came.push(searchParams);
    response.writeHead(200, { "content-type": "text/html" }).end("<title>Signed in</title>");
  });
  const port = await new Promise<number>((resolve) => listenOnOneOf(listener, 10_000, resolve));
  const verifier = "v".repeat(43);
  const asked = { client_id: "terraform-cli", redirect_uri: `http://localhost:${port}/login`, response_type: "code", state: "abc", code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256" };
  const address = `/oauth/authorize?${new URLSearchParams(asked).toString()}`;
  const { page } = await visit(lockstep, { as: null });
  await page.goto(address);
  await page.getByLabel("Name or e-mail").fill("alex");
  await page.getByLabel("Password").first().fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Sign in a command line" }).waitFor();
  await page.getByText("asks to act as alex").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityProblems(page), colorScheme).toEqual([]);
  }
  await page.getByRole("button", { name: "Deny" }).click();
  await expect.poll(() => came.map((answer) => [answer.get("state"), answer.get("error")])).toEqual([["abc", "access_denied"]]);
  await page.goto(address);
  await page.getByRole("button", { name: "Allow" }).click();
  await expect.poll(() => came.length).toBe(2);
  const code = came[1]?.get("code") ?? "";
  const body = new URLSearchParams({ client_id: "terraform-cli", code, code_verifier: verifier, grant_type: "authorization_code", redirect_uri: asked.redirect_uri });
  const answer = await fetch(`${lockstep.url}/oauth/token`, { method: "POST", body });
  const { access_token: token } = (await answer.json()) as { readonly access_token: string };
  expect((await lockstep.call("GET", "/api/v2/account/details", undefined, token)).status).toBe(200);
  await new Promise((resolve) => listener.close(resolve).closeAllConnections());
});

/** A command line takes the first free one of eleven ports. */
function listenOnOneOf(listener: ReturnType<typeof createServer>, port: number, taken: (port: number) => void): void {
  listener.once("error", () => listenOnOneOf(listener, port + 1, taken)).listen(port, "localhost", () => taken(port));
}
