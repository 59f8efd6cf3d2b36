// What identity providers of every kind share.
import type { Attributes } from "../../table/attribute.ts";
import type { Calls } from "../../table/calls.ts";
import { text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { bool, int, secret, set, setOfIds, status, string, virtual } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { getPath } from "../../table/path.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import type { Found, ResourceType } from "../../table/resource-type.ts";

const idps = "/api/v1/idps";
const idp = `${idps}/{id}`;
const provisioning = "policy.provisioning";

/** The attributes of every identity provider. */
export const idpAttributes: Attributes = {
  name: string("name", { required: true, describe: "The name of the identity provider." }),
  status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
  issuer_mode: kept(string("issuerMode", { default: "ORG_URL", describe: "Which URL Okta uses towards it: `ORG_URL`, `CUSTOM_URL` or `DYNAMIC`." })),
  max_clock_skew: int("policy.maxClockSkew", { unset: 0, describe: "How far clocks may differ, in milliseconds." }),
  account_link_action: string("policy.accountLink.action", { default: "AUTO", describe: "Whether its users are linked with those of the org: `AUTO` or `DISABLED`." }),
  account_link_group_include: setOfIds("policy.accountLink.filter.groups.include", "okta_group", { describe: "Groups whose members may be linked." }),
  provisioning_action: string(`${provisioning}.action`, { default: "AUTO", describe: "Whether users are made when they sign in: `AUTO`, `CALLOUT` or `DISABLED`." }),
  deprovisioned_action: string(`${provisioning}.conditions.deprovisioned.action`, { default: "NONE", describe: "What becomes of deactivated users: `NONE` or `REACTIVATE`." }),
  suspended_action: string(`${provisioning}.conditions.suspended.action`, { default: "NONE", describe: "What becomes of suspended users: `NONE` or `UNSUSPEND`." }),
  profile_master: bool(`${provisioning}.profileMaster`, { unset: false, describe: "Whether it is the source of users' profiles." }),
  groups_action: string(`${provisioning}.groups.action`, { default: "NONE", describe: "What becomes of users' groups: `NONE`, `ASSIGN`, `APPEND` or `SYNC`." }),
  groups_assignment: setOfIds(`${provisioning}.groups.assignments`, "okta_group", { describe: "Groups that users come into, with `ASSIGN`." }),
  groups_attribute: string(`${provisioning}.groups.sourceAttributeName`, { describe: "The attribute that names users' groups, with `APPEND` or `SYNC`." }),
  groups_filter: set(`${provisioning}.groups.filter`, { describe: "Groups that it may name." }),
  subject_match_type: string("policy.subject.matchType", { default: "USERNAME", describe: "What users are found by: `USERNAME`, `EMAIL`, `USERNAME_OR_EMAIL` or `CUSTOM_ATTRIBUTE`." }),
  subject_match_attribute: string("policy.subject.matchAttribute", { describe: "The attribute that they are found by, with `CUSTOM_ATTRIBUTE`." }),
  username_template: string("policy.subject.userNameTemplate.template", { default: "idpuser.email", describe: "How user names are made, in Okta's expression language." }),
};

/** Whether what it claims of the sign-on is believed. */
export const trustClaims: Attributes = {
  trust_claims: kept(bool("policy.trustClaims", { default: false, describe: "Whether what it says about factors is believed." })),
};

/** The id of the user type that its users are of. */
export const userTypeOf: Attributes = {
  user_type_id: kept(string("$userType", { computed: true, describe: "The user type that its users are of: the target of its profile mapping." })),
};

/** The client that Okta is to it. */
export const oauthClient = (required: boolean): Attributes => {
  const secrets = required ? { exactlyOneOf: ["client_secret", "client_secret_wo"] } : {};
  return {
    client_id: string("protocol.credentials.client.client_id", { ...(required ? { required } : {}), describe: "The id that Okta has there." }),
    client_secret: secret("protocol.credentials.client.client_secret", { ...secrets, conflictsWith: ["client_secret_wo"], describe: "The secret that Okta has there. It is kept in the state." }),
    client_secret_wo: secret("protocol.credentials.client.client_secret", { ...secrets, writeOnly: true, conflictsWith: ["client_secret"], describe: "That secret, kept nowhere." }),
    client_secret_wo_version: virtual(int(null, { describe: "A number to raise when `client_secret_wo` has changed." })),
  };
};

/** How identity providers are reached. */
export const idpFacts = {
  api: { collection: idps, object: idp, update: "PUT", idPrefix: "0oa" },
  lifecycle: { activate: `${idp}/lifecycle/activate`, deactivate: `${idp}/lifecycle/deactivate`, deleteOnlyWhile: "INACTIVE" },
  refresh: { list: `${idps}?limit=200` },
  naturalKey: ["name"],
  events: {
    create: ["system.idp.lifecycle.create"],
    update: ["system.idp.lifecycle.update", "system.idp.lifecycle.activate", "system.idp.lifecycle.deactivate"],
    delete: ["system.idp.lifecycle.delete"],
  },
  scopes: { read: ["okta.idps.read"], manage: ["okta.idps.manage"] },
} as const satisfies Partial<ResourceType>;

/** The user type never changes: it is asked for once. */
export async function readUserType(calls: Calls, body: JsonObject, prior: PlainObject): Promise<Found> {
  if (plainText(prior["user_type_id"]) !== "") return { body, diagnostics: [] };
  const found = await calls.list(`/api/v1/mappings?sourceId=${encodeURIComponent(text(body["id"]) ?? "")}&limit=200`);
  const mapping = found.items.find((one) => getPath(one, "source.id") === body["id"]) ?? found.items[0];
  const $userType = text(getPath(mapping, "target.id"));
  return { body: $userType === undefined ? body : { ...body, $userType }, diagnostics: [] };
}
