import { generateKeyPairSync } from "node:crypto";
import type { RunningOrg } from "@lockstep/sandbox";

/** A service app of a sandbox org, and the key that it signs in with. */
export interface ServiceApp {
  readonly clientId: string;
  /** PKCS#8, as PEM. */
  readonly privateKey: string;
}

/** Makes one in the org, as an administrator does: with its public key, these scopes granted, and a role of an administrator. */
export async function makeServiceApp({ url, token }: Pick<RunningOrg, "url" | "token">, granted: readonly string[], role: string | null = "SUPER_ADMIN"): Promise<ServiceApp> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const post = async (path: string, body: object): Promise<{ readonly id: string }> => {
    const answer = await fetch(`${url}${path}`, { method: "POST", headers: { authorization: `SSWS ${token}`, "content-type": "application/json" }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { readonly id: string };
  };
  const { id: clientId } = await post("/api/v1/apps", {
    label: "Lockstep",
    name: "oidc_client",
    signOnMode: "OPENID_CONNECT",
    credentials: { oauthClient: { token_endpoint_auth_method: "private_key_jwt" } },
    settings: { oauthClient: { application_type: "service", grant_types: ["client_credentials"], response_types: ["token"], jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", alg: "RS256" }] } } },
  });
  for (const scopeId of granted) await post(`/api/v1/apps/${clientId}/grants`, { scopeId, issuer: url });
  if (role !== null) await post(`/oauth2/v1/clients/${clientId}/roles`, { type: role });
  return { clientId, privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}
