import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Somebody whom the provider knows. */
export interface Person {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly preferred_username?: string;
}

/** An OpenID Connect provider as small as one can be: it asks nobody anything, and signs in whom the test says. */
export interface OidcProvider {
  readonly issuer: string;
  /** Who signs in next. */
  person: Person;
  /** What is wrong about the next identity token. */
  wrong: Readonly<Record<string, unknown>>;
  /** As Okta's own authorization server: e-mail and name are told at the userinfo endpoint alone. */
  thin: boolean;
  readonly stop: () => Promise<void>;
}

export const [clientId, clientSecret] = ["lockstep", "the-secret-of-the-client"];

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function signed(claims: object): string {
  const text = `${base64({ alg: "RS256", kid: "one" })}.${base64(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(privateKey, "base64url")}`;
}

/** Starts it on a free port. */
export async function startOidcProvider(person: Person): Promise<OidcProvider> {
  const codes = new Map<string, URLSearchParams>();
  const http: HttpServer = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const provider: OidcProvider = { issuer, person, wrong: {}, thin: false, stop: async () => new Promise((resolve) => void http.close(() => resolve())) };
  const mayBeThin = ({ sub, ...claims }: Person): object => (provider.thin ? { sub } : { sub, ...claims });

  const endpoints: Readonly<Record<string, (url: URL, form: URLSearchParams, response: ServerResponse) => object | undefined>> = {
    "/.well-known/openid-configuration": () => ({ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, userinfo_endpoint: `${issuer}/userinfo`, jwks_uri: `${issuer}/keys`, response_types_supported: ["code"], subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["RS256"], code_challenge_methods_supported: ["S256"] }),
    "/keys": () => ({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", alg: "RS256", use: "sig" }] }),
    "/authorize": ({ searchParams }, _form, response) => {
      const code = `code-${codes.size}`;
      codes.set(code, searchParams);
      const back = new URL(searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", code);
      back.searchParams.set("state", searchParams.get("state") ?? "");
      response.writeHead(302, { location: back.href }).end();
      return undefined;
    },
    "/token": (_url, form, response) => {
      const asked = codes.get(form.get("code") ?? "");
      const challenge = createHash("sha256").update(form.get("code_verifier") ?? "").digest("base64url");
      const right = asked?.get("code_challenge") === challenge && form.get("client_secret") === clientSecret && form.get("redirect_uri") === asked.get("redirect_uri");
      if (!right) {
        response.writeHead(400, { "content-type": "application/json" }).end('{"error":"invalid_grant"}');
        return undefined;
      }
      const now = Math.floor(Date.now() / 1000);
      const claims = { iss: issuer, aud: clientId, iat: now, exp: now + 300, nonce: asked.get("nonce"), ...mayBeThin(provider.person), ...provider.wrong };
      return { access_token: "an-access-token", token_type: "Bearer", expires_in: 300, id_token: signed(claims) };
    },
    "/userinfo": () => provider.person,
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", issuer);
    const found = endpoints[url.pathname]?.(url, new URLSearchParams(Buffer.concat(chunks).toString()), response);
    if (found) response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(found));
    else if (!response.headersSent) response.writeHead(404).end();
  }
  return provider;
}
