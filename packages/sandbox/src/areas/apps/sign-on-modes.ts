import type { Call } from "../../call.ts";
import { invalid, missing, notFound } from "../../http/failure.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, listAt, objectAt, omit, present, textAt, withDefaults, wordOf, type Json, type JsonObject } from "../../store/json.ts";
import type { CatalogApp } from "./catalog.ts";
import { isGiven } from "./catalog.ts";

/** What an app is made of when a request is understood. */
export interface Understanding {
  readonly call: Call;
  readonly request: JsonObject;
  /** The app as it is, when it is being changed. */
  readonly old: Stored | undefined;
  /** Its row in the catalogue; a custom app has none. */
  readonly definition: CatalogApp | undefined;
}

/** How people sign in to an app: what of the credentials and settings that makes. */
export interface SignOnMode {
  readonly name: string;
  /** Credentials besides the user name's template and the signing key. */
  readonly credentials?: (given: Understanding) => JsonObject;
  /** Settings besides those every app has: signOn, oauthClient. */
  readonly settings?: (given: Understanding) => JsonObject;
  /** Apps with keys have a signing key; the others an empty one. */
  readonly signs?: boolean;
}

const signOnOf = ({ request }: Understanding): JsonObject => objectAt(request, "settings.signOn");

// Empty overrides do not come back from a custom app.
const overrides = ["ssoAcsUrlOverride", "audienceOverride", "recipientOverride", "destinationOverride"];

const samlDefaults: JsonObject = {
  defaultRelayState: null,
  idpIssuer: "http://www.okta.com/${org.externalKey}",
  responseSigned: true,
  assertionSigned: true,
  signatureAlgorithm: "RSA_SHA256",
  digestAlgorithm: "SHA256",
  honorForceAuthn: true,
  spIssuer: null,
  requestCompressed: false,
  attributeStatements: [],
  inlineHooks: [],
  assertionEncryption: { enabled: false },
  allowMultipleAcsEndpoints: false,
  acsEndpoints: [],
  samlSignedRequestEnabled: false,
  slo: { enabled: false },
};

const statement = (given: Json): Json => (isObject(given) ? { type: "EXPRESSION", ...given } : given);

const hookLink = (call: Call) => (hook: Json): Json => {
  const id = textAt(hook, "id") ?? "";
  return { id, _links: { self: { href: `${call.base}/api/v1/inlineHooks/${id}`, hints: { allow: ["GET", "PUT", "DELETE"] } } } };
};

const customSaml = (given: Understanding): JsonObject => {
  const asked = signOnOf(given);
  for (const name of ["ssoAcsUrl", "audience", "recipient", "destination"]) if (!isGiven(asked[name])) throw missing(name);
  const kept = omit(asked, overrides.filter((name) => !isGiven(asked[name])));
  const slo = objectAt(asked, "slo");
  const hooks = listAt(asked, "inlineHooks");
  const gone = hooks.find((hook) => !given.call.org.store.collection("inline-hooks").get(textAt(hook, "id") ?? ""));
  if (gone) throw notFound(textAt(gone, "id") ?? "", "InlineHook");
  return {
    ...withDefaults(kept, samlDefaults),
    ...(slo["enabled"] === true && slo["issuer"] !== undefined ? { spIssuer: slo["issuer"] } : {}),
    attributeStatements: listAt(asked, "attributeStatements").map(statement),
    inlineHooks: hooks.map(hookLink(given.call)),
  };
};

/** A catalogue app keeps only what its definition lets one override. */
const catalogSaml = (names: readonly string[]) => (given: Understanding): JsonObject => {
  const asked = signOnOf(given);
  const kept = Object.fromEntries(["defaultRelayState", ...names].map((name) => [name, isGiven(asked[name]) ? (asked[name] ?? null) : null]));
  return names.includes("destinationOverride") ? { ...kept, attributeStatements: listAt(asked, "attributeStatements").map(statement) } : kept;
};

const saml2 = catalogSaml(overrides);
const saml1 = catalogSaml(["ssoAcsUrlOverride", "audienceOverride", "recipientOverride"]);

const schemes = ["SHARED_USERNAME_AND_PASSWORD", "EXTERNAL_PASSWORD_SYNC", "EDIT_USERNAME_AND_PASSWORD", "EDIT_PASSWORD_ONLY", "ADMIN_SETS_CREDENTIALS"];

/** Passwords are typed in by somebody: who, is the scheme. */
const passwordScheme = ({ request, old }: Understanding): JsonObject => {
  const asked = objectAt(request, "credentials");
  const scheme = asked["scheme"] ?? objectAt(old?.body, "credentials")["scheme"] ?? "EDIT_USERNAME_AND_PASSWORD";
  if (typeof scheme !== "string" || !schemes.includes(scheme)) throw invalid("credentials.scheme", "scheme: The scheme is not valid");
  const shared = scheme === "SHARED_USERNAME_AND_PASSWORD";
  return present({
    scheme,
    userName: shared && isGiven(asked["userName"]) ? asked["userName"] : undefined,
    password: shared ? {} : undefined,
    revealPassword: asked["revealPassword"] ?? false,
  });
};

const grantTypes = ["authorization_code", "implicit", "password", "client_credentials", "refresh_token", "interaction_code"];

const isGrantType = (grant: Json): boolean => typeof grant === "string" && (grantTypes.includes(grant) || grant.startsWith("urn:"));

const applicationTypes = ["web", "native", "browser", "service"];

/** The OAuth client of an OpenID Connect app. */
const oauthClient = (given: Understanding): JsonObject => {
  const asked = objectAt(given.request, "settings.oauthClient");
  const type = asked["application_type"] ?? "web";
  if (typeof type !== "string" || !applicationTypes.includes(type)) throw invalid("application_type", `application_type: 'application_type' must be one of: ${applicationTypes.join(", ")}.`);
  const wrong = listAt(asked, "grant_types").find((grant) => !isGrantType(grant));
  if (wrong !== undefined) throw invalid("grant_types", `grant_types: 'grant_types' contains an invalid value: ${wordOf(wrong)}.`);
  if (type !== "service" && listAt(asked, "redirect_uris").length === 0) throw invalid("redirect_uris", "redirect_uris: 'redirect_uris' must have at least one value for this application type.");
  const jwks = asked["jwks"];
  return present({
    client_uri: null,
    logo_uri: null,
    redirect_uris: [],
    response_types: type === "service" ? ["token"] : ["code"],
    grant_types: type === "service" ? ["client_credentials"] : ["authorization_code"],
    application_type: type,
    consent_method: "TRUSTED",
    issuer_mode: "ORG_URL",
    idp_initiated_login: { mode: "DISABLED", default_scope: [] },
    wildcard_redirect: "DISABLED",
    dpop_bound_access_tokens: false,
    participate_slo: false,
    ...(asked["participate_slo"] === true ? { frontchannel_logout_session_required: false } : {}),
    ...asked,
    jwks: isObject(jwks) ? { keys: listAt(jwks, "keys").map((key) => publicKey(given, key)) } : undefined,
  });
};

const publicKey = ({ call, old }: Understanding, given: Json): Json => {
  if (!isObject(given)) return given;
  const known = listAt(old?.body, "settings.oauthClient.jwks.keys").find((key) => textAt(key, "kid") === given["kid"]);
  const more: JsonObject = given["kty"] === "EC" ? { crv: null } : {};
  return { kty: given["kty"] ?? "RSA", id: textAt(known, "id") ?? call.org.ids.id("pks"), status: "ACTIVE", use: null, ...more, ...given };
};

const modes: readonly SignOnMode[] = [
  { name: "OPENID_CONNECT", signs: true, settings: (given) => (isInstanceOfCatalog(given) ? {} : { oauthClient: oauthClient(given) }) },
  { name: "SAML_2_0", signs: true, settings: (given) => ({ signOn: given.definition ? saml2(given) : customSaml(given) }) },
  { name: "SAML_1_1", signs: true, settings: (given) => ({ signOn: saml1(given) }) },
  { name: "WS_FEDERATION", signs: true },
  { name: "BROWSER_PLUGIN", credentials: passwordScheme },
  { name: "AUTO_LOGIN", credentials: passwordScheme, settings: ({ request }) => ({ signOn: objectAt(request, "settings.signOn") }) },
  { name: "SECURE_PASSWORD_STORE", credentials: passwordScheme },
  { name: "BASIC_AUTH", credentials: passwordScheme },
  { name: "BOOKMARK" },
];

/** An OpenID Connect app from the catalogue has its client hidden away. */
export const isInstanceOfCatalog = ({ definition }: Pick<Understanding, "definition">): boolean =>
  definition !== undefined && definition.name !== "oidc_client";

/** The sign-on mode of a request; refuses what Okta does not know. */
export const signOnModeOf = (name: string, definition: CatalogApp | undefined): SignOnMode => {
  // Catalogue apps that are asked to log in automatically do it through the browser plugin.
  const wanted = name === "AUTO_LOGIN" && definition ? "BROWSER_PLUGIN" : name;
  const mode = modes.find((candidate) => candidate.name === wanted);
  if (!mode) throw invalid("signOnMode", `signOnMode: The sign-on mode "${name}" is not supported.`);
  return mode;
};
