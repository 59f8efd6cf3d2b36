import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { textAt, type JsonObject } from "../store/json.ts";
import { Failure, forbidden } from "./failure.ts";
import { publishedOperation } from "./operations.ts";
import type { Principal } from "./principal.ts";

/** Refuses what the caller's scopes and administrator roles do not cover. */
export const checkPermission = (org: Org, principal: Principal, method: string, path: string): void => {
  if (principal.kind === "nobody") return;
  if (principal.kind === "service") {
    checkScopes(principal.scopes, method, path);
    return checkRoles(org, principal.clientId, method, path);
  }
  checkRoles(org, principal.userId, method, path);
};

const checkScopes = (granted: readonly string[], method: string, path: string): void => {
  // What the console calls behind the scenes takes API tokens, but no access tokens.
  if (/^\/api\/(v1\/)?internal\//.test(path)) throw forbidden();
  const wanted = publishedOperation(method, path)?.scopes ?? [];
  const lacking = wanted.filter((scope) => !granted.includes(scope) && !granted.includes(scope.replace(/\.read$/, ".manage")));
  if (lacking.length === 0) return;
  throw new Failure(403, "E0000006", "You do not have permission to perform the requested action", [], {
    "www-authenticate": `Bearer authorization_uri="/oauth2/v1/authorize", realm="OktaAuthorizationServer", scope="${wanted.join(" ")}", error="insufficient_scope", error_description="The access token provided does not contain the required scopes.", resource="${path}"`,
  });
};

/** Which requests a standard role covers. */
interface RoleRow {
  readonly writes: RegExp;
  readonly reads: RegExp;
}

const everything = /./;
const nothing = /^$/;
const roles: Readonly<Record<string, RoleRow>> = {
  SUPER_ADMIN: { writes: everything, reads: everything },
  // All but administrators and their roles.
  ORG_ADMIN: { writes: /^\/api\/v1\/(?!iam|.*\/roles(\/|$)|.*\/grants)/, reads: everything },
  READ_ONLY_ADMIN: { writes: nothing, reads: everything },
  APP_ADMIN: { writes: /^\/api\/v1\/(apps|mappings|meta\/schemas\/apps|policies|internal\/apps)/, reads: everything },
  USER_ADMIN: { writes: /^\/api\/v1\/(users|groups)/, reads: everything },
  GROUP_MEMBERSHIP_ADMIN: { writes: /^\/api\/v1\/groups\/[^/]+\/users/, reads: everything },
  HELP_DESK_ADMIN: { writes: /^\/api\/v1\/users\/[^/]+\/(lifecycle|credentials)/, reads: /^\/api\/v1\/(users|groups)/ },
  API_ACCESS_MANAGEMENT_ADMIN: { writes: /^\/api\/v1\/(authorizationServers|apps)/, reads: everything },
  REPORT_ADMIN: { writes: nothing, reads: /^\/api\/v1\/(logs|users|groups|apps)/ },
  MOBILE_ADMIN: { writes: /^\/api\/v1\/devices/, reads: everything },
};

const open = /^\/api\/v1\/users\/me$|^\/\.well-known\//;

const checkRoles = (org: Org, principalId: string, method: string, path: string): void => {
  if (open.test(path)) return;
  const kind = method === "GET" ? "reads" : "writes";
  const held = rolesOf(org, principalId);
  if (!held.some(({ body }) => (body["type"] === "CUSTOM" ? permits(org, body, kind, path) : roles[textAt(body, "type") ?? ""]?.[kind].test(path)))) throw forbidden();
};

/** What the second word of a permission is about: okta.groups.manage. */
const subjects: Readonly<Record<string, RegExp>> = {
  users: /^\/api\/v1\/users/,
  groups: /^\/api\/v1\/groups/,
  apps: /^\/api\/v1\/(apps|internal\/apps|meta\/schemas\/apps)/,
  policies: /^\/api\/v1\/policies/,
  authzServers: /^\/api\/v1\/authorizationServers/,
  identityProviders: /^\/api\/v1\/idps/,
  customizations: /^\/api\/v1\/(brands|domains|email-domains|templates)/,
  devices: /^\/api\/v1\/(devices|device-assurances)/,
  iam: /^\/api\/v1\/iam|\/roles(\/|$)/,
  profilesources: /^\/api\/v1\/(mappings|meta)/,
  directories: /^\/api\/v1\/(mappings|meta)/,
  realms: /^\/api\/v1\/realm/,
};

/** A custom role reads with any of its permissions, and writes with those that do more than read. */
const permits = (org: Org, assignment: JsonObject, kind: "reads" | "writes", path: string): boolean =>
  org.store.collection("iam-permissions").under(textAt(assignment, "role") ?? "").some(({ body }) => {
    const [, subject = "", ...rest] = (textAt(body, "label") ?? "").split(".");
    return (kind === "reads" || rest.at(-1) !== "read") && (subjects[subject]?.test(path) ?? false);
  });

/** The administrator roles that a user or service app holds, itself or through its groups. */
const rolesOf = (org: Org, principalId: string): Stored[] => {
  const assignments = org.store.collection("role-assignments");
  const groups = org.store.relation("group-users").with(principalId).map(({ left }) => left);
  return [principalId, ...groups].flatMap((holder) => assignments.under(holder));
};
