import type { Attribute, AttributeOptions, EncodeContext } from "../../table/attribute.ts";
import type { Calls } from "../../table/calls.ts";
import { objects, strings, text } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { blockList, blockSet, bool, int, list, reference, set, string, virtual } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { getPath, setPath } from "../../table/path.ts";
import { isPlainList, plainObjects, plainStrings, plainText } from "../../table/plain.ts";
import type { Plain, PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Found, Written } from "../../table/resource-type.ts";
import { appAttributes, appFacts, implicitAssignment, retired, userNameTemplate, writeBeside } from "../families/app.ts";
import { readMetadata } from "./saml-metadata.ts";

const signOn = "settings.signOn";
const unspecified = "urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified";
const defaultIssuer = "http://www.okta.com/${org.externalKey}";

const statement = {
  name: string("name", { required: true, describe: "The name of the attribute." }),
  namespace: string("namespace", { default: unspecified, describe: "The format of the name." }),
  type: string("type", { default: "EXPRESSION", describe: "`EXPRESSION` or `GROUP`." }),
  values: list("values", { describe: "Its values, with `EXPRESSION`." }),
  filter_type: string("filterType", { describe: "How groups are chosen, with `GROUP`: `STARTS_WITH`, `EQUALS`, `CONTAINS` or `REGEX`." }),
  filter_value: string("filterValue", { describe: "What the names of groups are compared with." }),
};

const key = {
  kid: string("kid", { computed: true, describe: "The id of the key." }),
  kty: string("kty", { computed: true, describe: "The type of the key." }),
  use: string("use", { computed: true, describe: "What it is used for." }),
  e: string("e", { computed: true, describe: "The exponent." }),
  n: string("n", { computed: true, describe: "The modulus." }),
  x5c: list("x5c", { computed: true, describe: "The certificates." }),
  x5t_s256: { ...string("x5t#S256", { computed: true, describe: "The certificate's thumbprint." }) },
  created: string("created", { computed: true, describe: "When it was made." }),
  last_updated: string("lastUpdated", { computed: true, describe: "When it was changed." }),
  expires_at: string("expiresAt", { computed: true, describe: "When it expires." }),
};

/** What the app's own body does not tell (see `readKeys`). */
const fromMetadata = (property: string, describe: string): Attribute => kept(string(`$metadata.${property}`, { computed: true, describe }));

export const appSaml = resourceType("okta_app_saml", {
  describe: "A SAML app, of your own or of the catalogue.",
  ...appFacts,
  attributes: {
    ...appAttributes(false),
    ...userNameTemplate,
    ...implicitAssignment,
    ...retired,
    preconfigured_app: {
      ...string("name", { forceNew: true, equivalent: ({ new: next }) => next === "", describe: "The name of an integration of the catalogue, instead of an app of your own." }),
      fromApi: (name, { prior, body }) => (prior["preconfigured_app"] === undefined && isOfCatalogue(body) ? (text(name) ?? null) : undefined),
    },
    saml_version: {
      ...string("signOnMode", { default: "2.0", describe: "`2.0` or `1.1`." }),
      toApi: (version) => `SAML_${plainText(version).replace(".", "_")}`,
      fromApi: (mode) => text(mode)?.replace("SAML_", "").replace("_", ".") ?? null,
    },
    sso_url: string(`${signOn}.ssoAcsUrl`, { describe: "Where assertions are sent." }),
    recipient: string(`${signOn}.recipient`, { describe: "Who may present them." }),
    destination: string(`${signOn}.destination`, { describe: "Where they are meant to be sent." }),
    audience: string(`${signOn}.audience`, { describe: "Who they are for." }),
    idp_issuer: {
      ...string(`${signOn}.idpIssuer`, {
        equivalent: ({ old, new: next }) => next === "" && old === defaultIssuer,
        describe: "The issuer of assertions. The org's, unless set.",
      }),
      fromApi: (issuer, { prior }) => (issuer === defaultIssuer && !prior["idp_issuer"] ? null : (text(issuer) ?? null)),
    },
    sp_issuer: onlyOwn(string(`${signOn}.spIssuer`, { describe: "The issuer of requests." })),
    default_relay_state: string(`${signOn}.defaultRelayState`, { describe: "The page people come to when they start at Okta." }),
    subject_name_id_template: string(`${signOn}.subjectNameIdTemplate`, { describe: "How the name of a person is made in assertions." }),
    subject_name_id_format: string(`${signOn}.subjectNameIdFormat`, { describe: "The format of that name." }),
    response_signed: bool(`${signOn}.responseSigned`, { unset: false, describe: "Whether responses are signed." }),
    assertion_signed: bool(`${signOn}.assertionSigned`, { unset: false, describe: "Whether assertions are signed." }),
    request_compressed: bool(`${signOn}.requestCompressed`, { describe: "Whether requests are compressed." }),
    signature_algorithm: string(`${signOn}.signatureAlgorithm`, { describe: "The algorithm of signatures: `RSA_SHA256` or `RSA_SHA1`." }),
    digest_algorithm: string(`${signOn}.digestAlgorithm`, { describe: "The algorithm of digests: `SHA256` or `SHA1`." }),
    honor_force_authn: kept(bool(`${signOn}.honorForceAuthn`, { default: false, describe: "Whether people prove again who they are when the app asks." })),
    authn_context_class_ref: string(`${signOn}.authnContextClassRef`, { describe: "How people have proved who they are." }),
    saml_signed_request_enabled: kept(bool(`${signOn}.samlSignedRequestEnabled`, { default: false, describe: "Whether requests must be signed." })),
    acs_endpoints: endpoints("acs_endpoints", list(`${signOn}.acsEndpoints`, {
      conflictsWith: ["acs_endpoints_indices"],
      describe: "Further places where assertions can be sent.",
    })),
    acs_endpoints_indices: endpoints("acs_endpoints_indices", blockSet(
      `${signOn}.acsEndpoints`,
      { index: int("index", { required: true, describe: "The index." }), url: string("url", { required: true, describe: "The address." }) },
      { conflictsWith: ["acs_endpoints"], describe: "Further places where assertions can be sent, with indices of their own." },
    )),
    attribute_statements: blockList(`${signOn}.attributeStatements`, statement, { describe: "Attributes of a person that assertions carry." }),
    single_logout_url: string(`${signOn}.slo.logoutUrl`, { requiredWith: ["single_logout_issuer"], describe: "Where signing out is answered." }),
    single_logout_issuer: string(`${signOn}.slo.issuer`, { requiredWith: ["single_logout_url"], describe: "Who asks for signing out." }),
    single_logout_certificate: certificate({ describe: "The certificate that those requests are signed with, as PEM without its first and last line." }),
    inline_hook_id: {
      ...reference(`${signOn}.inlineHooks`, "okta_inline_hook", { describe: "The inline hook that may change assertions." }),
      toApi: (id) => [{ id: plainText(id) }],
      fromApi: (hooks) => text(objects(hooks)[0]?.["id"]) ?? null,
    },
    key_name: virtual(string(null, { requiredWith: ["key_years_valid"], describe: "The name of the signing certificate. A new name makes a new certificate." })),
    key_years_valid: virtual(int(null, { describe: "For how many years it holds, 2 to 10." })),
    key_id: string("credentials.signing.kid", { computed: true, describe: "The id of the signing key." }),
    keys: kept({ ...blockList("$keys", key, { computed: true, describe: "The app's keys." }), asAttribute: true }),
    metadata: fromMetadata("metadata", "The metadata that service providers are given, as XML."),
    metadata_url: {
      ...string("_links.metadata.href", { computed: true, describe: "The address of the metadata." }),
    },
    certificate: fromMetadata("certificate", "The signing certificate of the metadata."),
    entity_url: fromMetadata("entityUrl", "The entity id of the metadata."),
    entity_key: fromMetadata("entityKey", "The last part of the entity id."),
    http_post_binding: fromMetadata("httpPost", "Where people sign in by HTTP-POST."),
    http_redirect_binding: fromMetadata("httpRedirect", "Where people sign in by HTTP-Redirect."),
    embed_url: { ...string("_links.appLinks", { computed: true, describe: "The address that opens the app." }), fromApi: (links) => text(objects(links)[0]?.["href"]) ?? null },
    features: set("features", { computed: true, describe: "Provisioning features that are on." }),
  },
  events: { ...appFacts.events, update: [...appFacts.events.update, "app.saml.sensitive.attribute.update"] },
  afterEncode: shape,
  afterWrite: writeKey,
  complete: readKeys,
});

/** An app of one's own says where assertions go; one of the catalogue knows it. */
const isOfCatalogue = (body: JsonObject): boolean => !getPath(body, `${signOn}.ssoAcsUrl`);

function shape(body: JsonObject, { values, prior }: EncodeContext): JsonObject {
  const name = plainText(values["preconfigured_app"]) || plainText(prior?.["name"]);
  const named = name === "" ? body : { ...body, name };
  const several = plainStrings(values["acs_endpoints"]).length > 0 || plainObjects(values["acs_endpoints_indices"]).length > 0;
  const logsOut = plainText(values["single_logout_url"]) !== "";
  return setPath(setPath(named, `${signOn}.allowMultipleAcsEndpoints`, several), `${signOn}.slo.enabled`, logsOut);
}

/** Okta writes the issuer of single logout there, too: it is read only where it is configured. */
function onlyOwn(attribute: Attribute): Attribute {
  return {
    ...attribute,
    fromApi: (issuer, { prior, body }) => {
      if (prior["sp_issuer"] === undefined) return issuer === getPath(body, `${signOn}.slo.issuer`) ? null : (text(issuer) ?? null);
      return prior["sp_issuer"] ? (text(issuer) ?? null) : undefined;
    },
  };
}

/** One property of Okta's is two arguments: addresses in their order, or with indices. What is configured decides. */
function endpoints(name: "acs_endpoints" | "acs_endpoints_indices", attribute: Attribute): Attribute {
  const isList = name === "acs_endpoints";
  return {
    ...attribute,
    // The one that is not used must not empty the other.
    toApi: (given, context) => {
      const json = isList ? plainStrings(given).map((url, index) => ({ url, index })) : attribute.toApi(given, context);
      return Array.isArray(json) && json.length > 0 ? json : undefined;
    },
    fromApi: (property, context) => {
      const found = objects(property).toSorted((a, b) => Number(a["index"]) - Number(b["index"]));
      if (belongsTo(found, context.prior) !== name) return [];
      return isList ? found.map((one) => text(one["url"]) ?? "") : attribute.fromApi(found, context);
    },
  };
}

function belongsTo(found: readonly JsonObject[], prior: PlainObject): string {
  if (isSet(prior["acs_endpoints"])) return "acs_endpoints";
  if (isSet(prior["acs_endpoints_indices"])) return "acs_endpoints_indices";
  return found.every((one, at) => one["index"] === at) ? "acs_endpoints" : "acs_endpoints_indices";
}

const isSet = (value: Plain | undefined): boolean => isPlainList(value) && value.length > 0;

/** A certificate is the same with or without its PEM armour and line breaks. */
function certificate(options: AttributeOptions): Attribute {
  return {
    ...string(`${signOn}.spCertificate.x5c`, { equivalent: ({ old, new: next }) => next !== "" && bare(old) === bare(next), ...options }),
    toApi: (value) => [plainText(value)],
    fromApi: (chain) => strings(chain)[0] ?? null,
  };
}

const bare = (pem: string): string => pem.replaceAll(/-----[^-]*-----|\s/g, "");

/** A certificate of one's own is made beside the app, and then the app is told to sign with it. */
async function writeKey(written: Written): Promise<Done> {
  const done = await writeBeside(written);
  const { values, prior, calls, id } = written;
  const years = values["key_years_valid"];
  const isNew = values["key_name"] !== (prior?.["key_name"] ?? null) || years !== (prior?.["key_years_valid"] ?? null);
  if (done.diagnostics.length > 0 || typeof years !== "number" || !isNew) return done;
  const made = await calls.send("POST", `/api/v1/apps/${id}/credentials/keys/generate?validityYears=${years}`);
  if (!made.ok) return { ...done, diagnostics: made.diagnostics };
  const now = await calls.get(`/api/v1/apps/${id}`);
  if (!now.ok) return { ...done, diagnostics: now.diagnostics };
  const signed = await calls.send("PUT", `/api/v1/apps/${id}`, setPath(now.body, "credentials.signing.kid", made.body["kid"] ?? null));
  return signed.ok ? { body: signed.body, diagnostics: [] } : { ...done, diagnostics: signed.diagnostics };
}

/** Keys and metadata hang on the key that signs: while it is the one that is known, nothing is asked. */
async function readKeys(calls: Calls, body: JsonObject, prior: PlainObject): Promise<Found> {
  const id = text(body["id"]) ?? "";
  const kid = text(getPath(body, "credentials.signing.kid"));
  const isKnown = kid === prior["key_id"] && plainText(prior["metadata"]) !== "";
  if (kid === undefined || isKnown || body["status"] === "INACTIVE") return { body, diagnostics: [] };
  const keys = await calls.list(`/api/v1/apps/${id}/credentials/keys`);
  const metadata = await calls.getText(`/api/v1/apps/${id}/sso/saml/metadata?kid=${encodeURIComponent(kid)}`, "application/xml");
  if (!keys.ok || !metadata.ok) return { body, diagnostics: [...keys.diagnostics, ...metadata.diagnostics] };
  const $keys: Json = keys.items;
  return { body: { ...body, $keys, $metadata: readMetadata(metadata.text) }, diagnostics: [] };
}
