import { createHash, X509Certificate } from "node:crypto";
import type { Route } from "../../area.ts";
import { crud } from "../../behaviours/crud.ts";
import type { Shape } from "../../behaviours/shape.ts";
import { invalid, refusal } from "../../http/failure.ts";
import type { Call } from "../../call.ts";
import { listAt, present, textAt, type Json, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { eventsAt } from "../known-events.ts";

/** What a certificate says of its key, in a key's words. */
const certificateKey = (x5c: string): JsonObject => {
  const der = Buffer.from(x5c.replace(/-----[^-]+-----|\s/g, ""), "base64");
  const certificate = read(der);
  if (!certificate) throw invalid("x5c", "x5c: The certificate is not valid");
  const jwk = certificate.publicKey.export({ format: "jwk" });
  return present({
    kty: jwk.kty,
    expiresAt: isoTime(Date.parse(certificate.validTo)),
    "x5t#S256": createHash("sha256").update(der).digest("base64url"),
    e: jwk.e,
    n: jwk.n,
  });
};

const read = (der: Buffer): X509Certificate | undefined => {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
};

const keyBody = (request: JsonObject, call: Call): JsonObject => {
  const [x5c] = listAt(request, "x5c");
  if (typeof x5c !== "string") throw invalid("x5c", "x5c: The field cannot be left blank");
  const key = certificateKey(x5c);
  const same = call.org.store.collection("idp-keys").find(({ body }) => body["x5t#S256"] === key["x5t#S256"]);
  if (same) throw refusal(409, "E0000096", `This certificate has already been uploaded with kid=${same.id}.`);
  const kid = call.org.ids.uuid();
  return { id: kid, ...key, alg: "RSA", kid, use: "sig", x5c: [x5c] };
};

const refuseWhileUsed = (kid: string, call: Call): void => {
  const user = call.org.store.collection("idps").find(({ body }) => textAt(body, "protocol.credentials.trust.kid") === kid);
  if (user) throw invalid("kid", "kid: The key is used by an identity provider");
};

const ordered = ({ kty, created, lastUpdated, expiresAt, alg, kid, use, x5c, e, n, ...others }: JsonObject): JsonObject =>
  present({ kty, created, lastUpdated, expiresAt, alg, kid, use, x5c, "x5t#S256": others["x5t#S256"], e, n } satisfies Record<string, Json | undefined>);

const keyShape: Shape = {
  collection: "idp-keys",
  path: "/api/v1/idps/credentials/keys",
  id: "kid",
  idPrefix: "",
  kind: "IdpKeyCredential",
  operations: ["list", "create", "get", "delete"],
  accept: (request, { call }) => keyBody(request, call),
  list: { limit: 20, max: 200 },
  show: ordered,
  mayDelete: (key, call) => refuseWhileUsed(key.id, call),
  events: eventsAt("/api/v1/idps/credentials/keys/{kid}", { name: "kid" }),
};

/** Certificates that identity providers sign with. */
export const idpKeyRoutes: readonly Route[] = crud(keyShape);
