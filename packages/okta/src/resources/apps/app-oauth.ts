import type { Attribute, Difference, EncodeContext } from "../../table/attribute.ts";
import type { Calls } from "../../table/calls.ts";
import { isList, isObject, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { block, blockList, bool, int, isOneOf, json, list, oneOf, reference, sameJson, secret, set, setOfIds, string, virtual } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { getPath, removePath, setPath } from "../../table/path.ts";
import { isPlainList, plainObjects, plainStrings, plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { needsApiToken } from "../../messages.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Found, Written } from "../../table/resource-type.ts";
import { appAttributes, appFacts, implicitAssignment, preconfiguredApp, retired, userNameTemplate, withoutSkippedPolicy, writeBeside } from "../families/app.ts";

/** The name of every client that is no integration of the catalogue. */
const customApp = "oidc_client";

const client = "settings.oauthClient";
const credentials = "credentials.oauthClient";

const jwk = {
  kid: string("kid", { required: true, describe: "The id of the key." }),
  kty: string("kty", { required: true, describe: "The type of the key: `RSA` or `EC`." }),
  e: string("e", { describe: "The exponent of an RSA key." }),
  n: string("n", { describe: "The modulus of an RSA key." }),
  x: string("x", { describe: "The x coordinate of an EC key." }),
  y: string("y", { describe: "The y coordinate of an EC key." }),
};

const network = {
  connection: oneOf("connection", ["ANYWHERE", "ZONE"], { required: true, describe: "`ANYWHERE` or `ZONE`." }),
  include: setOfIds("include", "okta_network_zone", { describe: "Zones that clients may be in, with `ZONE`; `ALL_IP_ZONES` is all." }),
  exclude: setOfIds("exclude", "okta_network_zone", { describe: "Zones that clients may not be in, with `ZONE`." }),
};

const groupsClaim = {
  type: string(null, { required: true, describe: "`FILTER` or `EXPRESSION`." }),
  filter_type: string(null, { describe: "How groups are chosen, with `FILTER`: `EQUALS`, `STARTS_WITH`, `CONTAINS` or `REGEX`." }),
  name: string(null, { required: true, describe: "The name of the claim." }),
  value: string(null, { required: true, describe: "The expression, or what the names of groups are compared with." }),
  issuer_mode: string(null, { computed: true, describe: "The issuer mode of the app." }),
};

/** A profile that is taken away is a difference. */
const isOnlyReordered = (difference: Difference): boolean => difference.new !== "" && sameJson(difference);

export const appOauth = resourceType("okta_app_oauth", {
  describe: "An OpenID Connect app, or an OAuth 2.0 client.",
  ...appFacts,
  constants: { signOnMode: "OPENID_CONNECT" },
  attributes: {
    ...appAttributes(true),
    ...userNameTemplate,
    ...implicitAssignment,
    ...retired,
    type: string(`${client}.application_type`, { required: true, forceNew: true, describe: "`web`, `native`, `browser` or `service`." }),
    preconfigured_app: preconfiguredApp(customApp),
    grant_types: set(`${client}.grant_types`, { optional: true, computed: true, describe: "OAuth grant types. What the type needs, unless set." }),
    response_types: set(`${client}.response_types`, {
      optional: true,
      computed: true,
      element: { ...string(""), checks: [isOneOf(["code", "token", "id_token"])] },
      describe: "`code`, `token`, `id_token`. What the grant types need, unless set.",
    }),
    redirect_uris: list(`${client}.redirect_uris`, { describe: "Where people are sent after signing in." }),
    post_logout_redirect_uris: set(`${client}.post_logout_redirect_uris`, { describe: "Where people are sent after signing out." }),
    wildcard_redirect: kept(
      string(`${client}.wildcard_redirect`, { default: "DISABLED", describe: "Whether `*` may stand in redirect URIs: `DISABLED` or `SUBDOMAIN`." }),
    ),
    login_uri: string(`${client}.initiate_login_uri`, { describe: "Where signing in begins." }),
    login_mode: kept(
      string(`${client}.idp_initiated_login.mode`, { default: "DISABLED", describe: "What the dashboard's tile does: `DISABLED`, `SPEC` or `OKTA`." }),
    ),
    login_scopes: set(`${client}.idp_initiated_login.default_scope`, { describe: "Scopes that are asked for from there." }),
    client_uri: string(`${client}.client_uri`, { describe: "A page about the client." }),
    logo_uri: string(`${client}.logo_uri`, { describe: "The address of the client's picture." }),
    policy_uri: string(`${client}.policy_uri`, { describe: "A page with the client's policy." }),
    tos_uri: string(`${client}.tos_uri`, { describe: "A page with the client's terms of service." }),
    issuer_mode: string(`${client}.issuer_mode`, { default: "ORG_URL", describe: "The issuer of ID tokens: `ORG_URL`, `CUSTOM_URL` or `DYNAMIC`." }),
    consent_method: kept(string(`${client}.consent_method`, { default: "TRUSTED", describe: "Whether people are asked to consent: `REQUIRED` or `TRUSTED`." })),
    participate_slo: bool(`${client}.participate_slo`, { describe: "Whether signing out of Okta signs out of the app." }),
    frontchannel_logout_uri: string(`${client}.frontchannel_logout_uri`, { describe: "Where Okta sends that request. Needed with `participate_slo`." }),
    frontchannel_logout_session_required: bool(`${client}.frontchannel_logout_session_required`, {
      describe: "Whether that request says which session ends.",
    }),
    refresh_token_rotation: kept(
      string(`${client}.refresh_token.rotation_type`, { default: "STATIC", describe: "Whether refresh tokens change with each use: `STATIC` or `ROTATE`." }),
    ),
    refresh_token_leeway: kept(int(`${client}.refresh_token.leeway`, { default: 0, describe: "How many seconds the one before still holds." })),
    backchannel_custom_authenticator_id: reference(`${client}.backchannel_custom_authenticator_id`, "okta_authenticator", {
      describe: "The custom authenticator that asks people, with the grant type `urn:openid:params:grant-type:ciba`.",
    }),
    jwks_uri: string(`${client}.jwks_uri`, { describe: "Where the client publishes its keys." }),
    jwks: {
      ...blockList(`${client}.jwks.keys`, jwk, { describe: "The client's public keys." }),
      toApi: (keys) => plainObjects(keys).map((key) => ({ ...present(key), status: "ACTIVE" })),
    },
    network: anywhereUnlessSet(block(`${client}.network`, network, { describe: "Where clients may be." })),
    client_id: string(`${credentials}.client_id`, { optional: true, computed: true, forceNew: true, describe: "The client's id. The app's, unless set." }),
    token_endpoint_auth_method: string(`${credentials}.token_endpoint_auth_method`, {
      default: "client_secret_basic",
      describe: "How the client proves itself: `none`, `client_secret_post`, `client_secret_basic`, `client_secret_jwt` or `private_key_jwt`.",
    }),
    auto_key_rotation: kept(bool(`${credentials}.autoKeyRotation`, { default: true, describe: "Whether Okta rotates the app's keys." })),
    pkce_required: bool(`${credentials}.pkce_required`, { optional: true, computed: true, describe: "Whether PKCE is needed. It is for native and browser apps, unless set." }),
    client_secret: kept(string(`${credentials}.client_secret`, { computed: true, sensitive: true, describe: "The client's secret. Known only when Okta made it." })),
    client_basic_secret: secret(`${credentials}.client_secret`, {
      conflictsWith: ["client_basic_secret_wo"],
      describe: "A secret of your own. It is kept in the state.",
    }),
    client_basic_secret_wo: secret(`${credentials}.client_secret`, {
      writeOnly: true,
      conflictsWith: ["client_basic_secret"],
      describe: "A secret of your own that is kept nowhere.",
    }),
    client_basic_secret_wo_version: virtual(int(null, { describe: "A number to raise when `client_basic_secret_wo` has changed." })),
    omit_secret: virtual(bool(null, { default: false, describe: "Whether the client's secret is left out of the state." })),
    profile: json("profile", { equivalent: isOnlyReordered, describe: "Further properties of the client, as JSON." }),
    groups_claim: {
      ...blockList("$groupsClaim", groupsClaim, {
        maxItems: 1,
        conflictsWith: ["preconfigured_app"],
        deprecated: "Use `okta_auth_server_claim`, or the app's profile.",
        describe: "The claim with a person's groups.",
      }),
      toApi: () => undefined,
      fromApi: (claim) => (isObject(claim) ? fromClaim(claim) : undefined),
    },
  },
  events: {
    create: [...appFacts.events.create, "app.oauth2.client.lifecycle.create"],
    update: [
      ...appFacts.events.update,
      "app.oauth2.client.lifecycle.update",
      "app.oauth2.client.lifecycle.activate",
      "app.oauth2.client.lifecycle.deactivate",
    ],
    delete: [...appFacts.events.delete, "app.oauth2.client.lifecycle.delete"],
  },
  beforeEncode: (values, { operation }) => (operation === "create" ? withDefaults(values) : values),
  afterEncode: (body, context) => shape(body, context),
  afterWrite: writeClaim,
  complete: readClaim,
  afterDecode: (values, context) => withoutSecret(withoutSkippedPolicy(values, context)),
  // Okta never gives the secret again: only a new app has one that can be kept.
  customizePlan: (plan) => {
    if (plan.prior?.["omit_secret"] === true && plan.planned["omit_secret"] === false) plan.forceNew("omit_secret");
  },
});

interface Needs {
  readonly grants: readonly string[];
  readonly pkce: boolean;
}

/** What each type of client has when nothing is configured. */
const needs: Readonly<Record<string, Needs>> = {
  web: { grants: ["authorization_code"], pkce: false },
  native: { grants: ["authorization_code"], pkce: true },
  browser: { grants: ["implicit"], pkce: true },
  service: { grants: ["client_credentials"], pkce: false },
};

function withDefaults(values: PlainObject): PlainObject {
  const type = plainText(values["type"]);
  const given = plainStrings(values["grant_types"]);
  const grants = given.length > 0 ? given : (needs[type]?.grants ?? []);
  const responses = plainStrings(values["response_types"]);
  return {
    ...values,
    grant_types: grants,
    response_types: responses.length > 0 ? responses : responsesFor(type, grants),
    pkce_required: values["pkce_required"] ?? needs[type]?.pkce ?? false,
  };
}

function responsesFor(type: string, grants: readonly string[]): readonly string[] {
  const code = grants.includes("authorization_code") ? ["code"] : [];
  if (type === "service") return [...code, "token"];
  return grants.includes("implicit") ? [...code, "token", "id_token"] : ["code"];
}

function shape(body: JsonObject, { operation, values, prior }: EncodeContext): JsonObject {
  const named = { ...body, name: plainText(values["preconfigured_app"]) || plainText(prior?.["name"]) || customApp };
  // A refresh token is spoken of only where there can be one.
  const grants = getPath(named, `${client}.grant_types`);
  const refreshes = isList(grants) && grants.includes("refresh_token");
  const shaped = refreshes ? named : removePath(named, `${client}.refresh_token`);
  return operation === "create" ? setPath(shaped, `${client}.dpop_bound_access_tokens`, false) : shaped;
}

const withoutSecret = (values: PlainObject): PlainObject =>
  values["omit_secret"] === true || typeof values["client_basic_secret_wo_version"] === "number" ? { ...values, client_secret: null } : values;

const present = (object: PlainObject): JsonObject =>
  Object.fromEntries(Object.entries(object).flatMap(([key, value]) => (value === null || value === "" ? [] : [[key, plainText(value)]])));

/** Okta says so of every client where the feature is on. */
function anywhereUnlessSet(attribute: Attribute): Attribute {
  return {
    ...attribute,
    fromApi: (property, context) => {
      const before = context.prior["network"];
      const isSet = isPlainList(before) && before.length > 0;
      return !isSet && isObject(property) && property["connection"] === "ANYWHERE" ? null : attribute.fromApi(property, context);
    },
  };
}

const claimPath = (id: string): string => `/api/v1/internal/apps/${id}/settings/oauth/idToken`;
const hasClaim = (values: PlainObject | undefined): boolean => plainObjects(values?.["groups_claim"]).length > 0;

/** The groups claim sits behind an endpoint that is in no description of the API, and takes only API tokens. */
async function writeClaim(written: Written): Promise<Done> {
  const done = await writeBeside(written);
  const { values, prior, calls, id } = written;
  if (done.diagnostics.length > 0 || (!hasClaim(values) && !hasClaim(prior))) return done;
  if (calls.signedInBy === "app") return { ...done, diagnostics: [needsApiToken("groups_claim")] };
  const [claim] = plainObjects(values["groups_claim"]);
  const answer = await calls.send("POST", claimPath(id), toClaim(claim, plainText(values["issuer_mode"])));
  return answer.ok ? done : { ...done, diagnostics: answer.diagnostics };
}

function toClaim(claim: PlainObject | undefined, issuerMode: string): JsonObject {
  if (!claim) return { issuerMode };
  const filters = claim["type"] === "FILTER";
  return {
    valueType: filters ? "GROUPS" : plainText(claim["type"]),
    ...(filters ? { groupFilterType: plainText(claim["filter_type"]) } : {}),
    issuerMode,
    name: plainText(claim["name"]),
    value: plainText(claim["value"]),
  };
}

async function readClaim(calls: Calls, body: JsonObject, prior: PlainObject): Promise<Found> {
  if (!hasClaim(prior) || calls.signedInBy === "app") return { body, diagnostics: [] };
  const answer = await calls.get(claimPath(text(body["id"]) ?? ""));
  if (answer.ok) return { body: { ...body, $groupsClaim: answer.body }, diagnostics: [] };
  return { body, diagnostics: answer.gone ? [] : answer.diagnostics };
}

function fromClaim(claim: JsonObject): PlainObject[] {
  const type = text(claim["valueType"]);
  if (type === undefined || type === "NONE") return [];
  return [
    {
      type: type === "GROUPS" ? "FILTER" : type,
      filter_type: text(claim["groupFilterType"]) ?? null,
      name: text(claim["name"]) ?? null,
      value: text(claim["value"]) ?? null,
      issuer_mode: text(claim["issuerMode"]) ?? null,
    },
  ];
}
