import { route, type Route } from "../../area.ts";
import { created, ok, param, type Answer, type Call } from "../../call.ts";
import { invalid, notFound } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { listAt, textAt, wordOf, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { appOf, appTarget, definitionOf } from "./app.ts";
import { orgKey } from "./org-keys.ts";
import { signingKey } from "./certificate.ts";

const path = "/api/v1/apps/{appId}/credentials/keys";

const keys = (call: Call) => call.org.store.collection("app-keys");

const addKey = (call: Call, app: Stored, kid: string, at: string, years: number): Stored => {
  const made = signingKey(call.org.subdomain, kid, new Date(at), years);
  const until = new Date(at);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  const body = {
    kty: "RSA",
    created: at,
    lastUpdated: at,
    expiresAt: isoTime(until.getTime()),
    kid,
    use: "sig",
    x5c: [made.certificate],
    "x5t#S256": made.thumbprint,
    e: made.e,
    n: made.n,
  };
  return keys(call).add(`${app.id}/${kid}`, body, { parent: app.id });
};

/** The signing keys of an app; the first comes into being when somebody looks. */
const keysOf = (call: Call, app: Stored): Stored[] => {
  const kid = textAt(app.hidden, "kid") ?? "";
  if (!keys(call).get(`${app.id}/${kid}`)) {
    const made = textAt(app.body, "created") ?? isoTime(call.now);
    const shared = orgKey(call.org, "saml");
    // SAML apps of the catalogue can also sign with the key that the org was born with.
    if (app.hidden["custom"] === false && app.body["signOnMode"] === "SAML_2_0") addKey(call, app, shared, made, 10);
    addKey(call, app, kid, made, 10);
  }
  return keys(call).under(app.id);
};

const keyOf = (call: Call, app: Stored, kid: string): Stored => {
  const key = keysOf(call, app).find(({ body }) => body["kid"] === kid);
  if (!key) throw notFound(kid, "Key");
  return key;
};

const generate = (call: Call): Answer => {
  const app = appOf(call);
  const years = Number(call.query.get("validityYears") ?? "");
  if (!Number.isInteger(years) || years < 2 || years > 10) throw invalid("generateKey", "Validity years out of range. It should be 2 - 10 years");
  keysOf(call, app);
  const key = addKey(call, app, call.org.ids.text(43), isoTime(call.now), years);
  record(call, "app.keys.generate", [appTarget(app)]);
  return created(key.body);
};

const clone = (call: Call): Answer => {
  const app = appOf(call);
  const key = keyOf(call, app, param(call, "keyId"));
  const target = call.org.store.collection("apps").get(call.query.get("targetAid") ?? "");
  if (!target) throw notFound(call.query.get("targetAid") ?? "", "AppInstance");
  const copy = keys(call).add(`${target.id}/${textAt(key.body, "kid") ?? ""}`, key.body, { parent: target.id });
  record(call, "app.keys.clone", [appTarget(app), appTarget(target)]);
  return created(copy.body);
};

const idToken = "/api/v1/internal/apps/{appId}/settings/oauth/idToken";

const clientOf = (call: Call): Stored => {
  const app = appOf(call);
  // Apps from the catalogue have no client of their own to set.
  if (textAt(app.body, "credentials.oauthClient.client_id") === undefined) throw notFound(app.id, "OAuth2AppInstance");
  return app;
};

const readIdToken = (call: Call): Answer => {
  const app = clientOf(call);
  const audience = textAt(app.body, "credentials.oauthClient.client_id") ?? "";
  return ok({ issuer: call.base, orgUrl: null, customUrl: null, audience, issuerMode: "ORG_URL", ...idTokenOf(call, app) });
};

const idTokenOf = (call: Call, app: Stored): JsonObject => call.org.store.document(`id-token-${app.id}`);

const writeIdToken = (call: Call): Answer => {
  const app = clientOf(call);
  call.org.store.setDocument(`id-token-${app.id}`, call.body);
  record(call, "application.lifecycle.update", [appTarget(app)]);
  return ok({ issuer: null, orgUrl: null, customUrl: null, audience: null, issuerMode: "ORG_URL", ...call.body });
};

const nameFormats: Readonly<Record<string, readonly string[]>> = { unspecified: ["unspecified", "emailAddress"] };

const metadata = (call: Call): Answer => {
  const app = appOf(call);
  const signOn = app.body["signOnMode"];
  if (signOn !== "SAML_2_0" && signOn !== "SAML_1_1") throw invalid("signOnMode", "The app does not sign in with SAML.");
  const key = keyOf(call, app, call.query.get("kid") ?? textAt(app.body, "credentials.signing.kid") ?? "");
  const name = textAt(app.body, "name") ?? "";
  const external = textAt(app.hidden, "externalKey") ?? "";
  const format = textAt(app.body, "settings.signOn.subjectNameIdFormat")?.split(":").at(-1) ?? definitionOf(app)?.nameIdFormat ?? "unspecified";
  const bindings = (element: string, tail: string): string =>
    ["HTTP-POST", "HTTP-Redirect"].map((binding) => `<md:${element} Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${call.base}/app/${name}/${external}/${tail}/saml"/>`).join("");
  const logout = app.body["settings"] && textAt(app.body, "settings.signOn.slo.logoutUrl") ? bindings("SingleLogoutService", "slo") : "";
  const formats = (nameFormats[format] ?? [format]).map((one) => `<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:${one}</md:NameIDFormat>`).join("");
  const certificate = wordOf(listAt(key.body, "x5c")[0]).replace(/(.{76})/g, "$1\n");
  // SAML 1.1 names the sender by its key alone.
  const entity = signOn === "SAML_2_0" ? `http://www.okta.com/${external}` : external;
  const signedRequests = textAt(app.body, "settings.signOn.samlSignedRequestEnabled") ?? "false";
  const body = `<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor entityID="${entity}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"><md:IDPSSODescriptor WantAuthnRequestsSigned="${signedRequests}" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>${logout}${formats}${bindings("SingleSignOnService", "sso")}</md:IDPSSODescriptor></md:EntityDescriptor>`;
  return { status: 200, body, contentType: "application/xml;charset=UTF-8" };
};

/** How an app signs, and what it says in its tokens. */
export const keyRoutes: readonly Route[] = [
  route("GET", path, (call) => ok(keysOf(call, appOf(call)).map(({ body }) => body))),
  route("POST", `${path}/generate`, generate),
  route("GET", `${path}/{keyId}`, (call) => ok(keyOf(call, appOf(call), param(call, "keyId")).body)),
  route("POST", `${path}/{keyId}/clone`, clone),
  route("GET", "/api/v1/apps/{appId}/sso/saml/metadata", metadata),
  route("GET", idToken, readIdToken),
  route("POST", idToken, writeIdToken),
];
