import { route, type Area } from "../area.ts";
import { crud, findObject } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import { linkTo, ok, urlOf, type Answer, type Call } from "../call.ts";
import { invalid, notFound, refusal } from "../http/failure.ts";
import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { listAt, objectAt, omit, present, textAt, valueAt, withDefaults, withoutNulls, type Json, type JsonObject } from "../store/json.ts";
import { mappingOf } from "./idps/mapped.ts";
import { idpKeyRoutes } from "./idps/keys.ts";
import { fixedEndpoints, idpTypes, type IdpType } from "./idps/catalog.ts";
import { eventsAt } from "./known-events.ts";
import { switchLink } from "./links.ts";
import { addInboundMappings, removeMappingsOf } from "./mappings.ts";

const path = "/api/v1/idps";

const typeOf = (request: JsonObject, old: Stored | undefined): IdpType => {
  const name = textAt(old?.body, "type") ?? textAt(request, "type");
  const type = idpTypes.find((one) => one.type === name);
  if (!type) throw invalid("type", `type: "${name ?? ""}" is not a type of identity provider`);
  return type;
};

const idpBody = (request: JsonObject, { call, old }: Accepting): JsonObject => {
  const type = typeOf(request, old);
  return present({
    // A SAML provider has no issuer of ours.
    issuerMode: type.protocol === "SAML2" ? undefined : (request["issuerMode"] ?? "ORG_URL"),
    name: request["name"],
    protocol: protocolOf(type, objectAt(request, "protocol"), call, old),
    policy: policyOf(type, objectAt(request, "policy")),
    type: type.type,
  });
};

const policyOf = (type: IdpType, given: JsonObject): JsonObject => {
  const filled = withDefaults(given, {
    accountLink: { filter: null, action: "AUTO" },
    subject: { filter: null, matchType: "USERNAME", matchAttribute: null },
    maxClockSkew: 0,
    transformedUsernameMatchingEnabled: false,
    ...(type.type === "SAML2" || type.type === "OIDC" ? { trustClaims: false } : {}),
  });
  return filled;
};

const protocolOf = (type: IdpType, given: JsonObject, call: Call, old: Stored | undefined): JsonObject => {
  const endpoints = { ...fixedEndpoints(type), ...withLogout(objectAt(given, "endpoints")) };
  return present({
    ...omit(given, ["endpoints", "credentials", "settings"]),
    type: given["type"] ?? type.protocol,
    endpoints: Object.keys(endpoints).length > 0 ? endpoints : undefined,
    settings: settingsOf(type, given),
    credentials: credentialsOf(type, given, call, old),
  });
};

const withLogout = (endpoints: JsonObject): JsonObject => {
  const slo = objectAt(endpoints, "slo");
  return textAt(slo, "url") ? { ...endpoints, slo: { binding: "HTTP-REDIRECT", ...slo } } : endpoints;
};

/** Generic providers have settings; those of SAML alone know what a persistent name is. */
const settingsOf = (type: IdpType, given: JsonObject): Json | undefined => {
  const settings = objectAt(given, "settings");
  if (type.protocol === "SAML2") return withDefaults(settings, { nameFormat: "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified", honorPersistentNameId: true });
  if (type.type === "OIDC") return { nameFormat: null, ...omit(settings, ["honorPersistentNameId"]) };
  return Object.keys(settings).length > 0 ? settings : undefined;
};

const credentialsOf = (type: IdpType, given: JsonObject, call: Call, old: Stored | undefined): JsonObject => {
  if (type.protocol === "SAML2") return samlCredentials(objectAt(given, "credentials.trust"), call, old);
  const client = withoutNulls(objectAt(given, "credentials.client"));
  const others = omit(objectAt(given, "credentials"), ["client"]);
  return { ...others, ...(Object.keys(client).length > 0 ? { client } : {}) };
};

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const samlCredentials = (trust: JsonObject, call: Call, old: Stored | undefined): JsonObject => {
  const kid = textAt(trust, "kid");
  if (kid && !call.org.store.collection("idp-keys").get(kid)) throw notFound(kid, "IdpKeyCredential");
  const before = objectAt(old?.body, "protocol.credentials");
  const audience = textAt(before, "trust.audience") ?? `https://www.okta.com/saml2/service-provider/sp${call.org.ids.text(18, "abcdefghijklmnopqrstuvwxyz")}`;
  const signing = textAt(before, "signing.kid") ?? call.org.ids.text(43, alphabet);
  return { trust: { issuer: null, audience, revocation: null, revocationCacheLifetime: 0, ...omit(trust, ["audience"]) }, signing: { kid: signing } };
};

/** Where a SAML provider posts to: an address of its own, or one that the org's providers share. */
const acsPath = (idp: Stored): string => (textAt(idp.body, "protocol.endpoints.acs.type") === "ORG" ? "/sso/saml2" : `/sso/saml2/${idp.id}`);

const idpLinks = (idp: Stored, call: Call): JsonObject => {
  const at = `${path}/${idp.id}`;
  if (textAt(idp.body, "protocol.type") === "SAML2") {
    return {
      metadata: { href: urlOf(call, `${at}/metadata.xml`), type: "application/xml", hints: { allow: ["GET"] } },
      acs: { href: urlOf(call, acsPath(idp)), type: "application/xml", hints: { allow: ["POST"] } },
      users: linkTo(call, `${at}/users`, "GET"),
      ...switchLink(call, at, idp),
    };
  }
  const query = "client_id={clientId}&response_type={responseType}&response_mode={responseMode}&scope={scopes}&redirect_uri={redirectUri}&state={state}&nonce={nonce}";
  return {
    authorize: { href: urlOf(call, `/oauth2/v1/authorize?idp=${idp.id}&${query}`), templated: true, hints: { allow: ["GET"] } },
    clientRedirectUri: { href: urlOf(call, "/oauth2/v1/authorize/callback"), hints: { allow: ["POST"] } },
  };
};

/** The routing rules and authenticators that send users to a provider. */
const usersOf = (idp: Stored, call: Call): string[] => {
  const { store } = call.org;
  const rules = store.collection("policy-rules").all().filter(({ body }) => listAt(body, "actions.idp.providers").some((provider) => textAt(provider, "id") === idp.id));
  const authenticators = store.collection("authenticators").all().filter(({ body }) => textAt(body, "provider.configuration.idpId") === idp.id);
  return [...rules, ...authenticators].map(({ body }) => textAt(body, "name") ?? "");
};

const refuseWhileUsed = (idp: Stored, call: Call): void => {
  const [user] = usersOf(idp, call);
  if (user) throw refusal(403, "E0000167", `The identity provider can't be deactivated or deleted because it is used by "${user}".`);
};

/** Unlike elsewhere, `q` is looked for anywhere in the name. */
const isFound = ({ body }: Stored, call: Call): boolean =>
  [null, "", body["type"]].includes(call.query.get("type")) &&
  (textAt(body, "name") ?? "").toLowerCase().includes((call.query.get("q") ?? "").toLowerCase());

const idpShape: Shape = {
  collection: "idps",
  path,
  id: "idpId",
  idPrefix: "0oa",
  kind: "IdentityProvider",
  status: "ACTIVE",
  required: ["name", "type"],
  unique: { path: "name", field: "name" },
  accept: idpBody,
  lifecycle: {
    answer: "object",
    may: (idp, call, to) => {
      if (to === "INACTIVE") refuseWhileUsed(idp, call);
    },
  },
  list: {
    limit: 20,
    max: 200,
    forgets: ["q", "type"],
    filter: {},
    where: isFound,
  },
  links: idpLinks,
  show: ({ id, issuerMode, name, status, created, lastUpdated, protocol, policy, type, _links }, { in: where }) =>
    // The answer to an update does not know when the provider was made.
    present({ id, issuerMode, name, status, created: where === "update" ? null : created, lastUpdated, protocol, policy, type, _links }),
  created: (idp, call) => addMappings(call.org, idp),
  mayDelete: refuseWhileUsed,
  deleted: (idp, call) => removeMappingsOf(call.org, idp.id),
  events: eventsAt(`${path}/{idpId}`, { tellsChanges: true }),
};

/** The users of a provider become users of the org by a mapping. */
const addMappings = (org: Org, idp: Stored): void => {
  const { name, properties } = mappingOf(textAt(idp.body, "type") ?? "");
  addInboundMappings(org, { id: idp.id, name, type: "appuser" }, properties);
  if (valueAt(idp.body, "policy.provisioning.profileMaster") === true) pushAll(org, idp);
};

/** A provider that is the master of its users' profiles pushes every change of theirs. */
const pushAll = (org: Org, idp: Stored): void => {
  const mappings = org.store.collection("mappings");
  for (const mapping of mappings.all().filter(({ body }) => textAt(body, "source.id") === idp.id)) {
    const pushed = Object.entries(objectAt(mapping.body, "properties")).map(([key, one]) => [key, { ...objectAt({ one }, "one"), pushStatus: "PUSH" }]);
    mappings.replace(mapping, { ...mapping.body, properties: Object.fromEntries(pushed) });
  }
};

const metadata = (call: Call): Answer => {
  const idp = findObject(idpShape, call);
  if (textAt(idp.body, "protocol.type") !== "SAML2") throw notFound(idp.id, "IdentityProvider");
  const entity = textAt(idp.body, "protocol.credentials.trust.audience") ?? "";
  const formats = ["emailAddress", "unspecified", "X509SubjectName"].map((name) => `<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:${name}</md:NameIDFormat>`);
  const acs = `<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${urlOf(call, acsPath(idp))}" index="0" isDefault="true"/>`;
  const descriptor = `<md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${formats.join("")}${acs}</md:SPSSODescriptor>`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor entityID="${entity}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${descriptor}</md:EntityDescriptor>`;
  return { status: 200, body: Buffer.from(xml), contentType: "application/xml" };
};

/** Identity providers, and the certificates they sign with. */
export const idps: Area = {
  name: "idps",
  routes: [
    ...idpKeyRoutes,
    ...crud(idpShape),
    route("GET", `${path}/{idpId}/metadata.xml`, metadata),
    route("GET", `${path}/{idpId}/users`, (call) => (findObject(idpShape, call), ok([]))),
  ],
};
