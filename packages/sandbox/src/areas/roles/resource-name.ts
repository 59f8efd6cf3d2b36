import type { Org } from "../../org.ts";
import { textAt } from "../../store/json.ts";

/** A resource of a resource set in both its forms: Okta resource name, and path where there is one. */
export interface ResourceName {
  readonly orn: string;
  readonly url?: string;
}

/** Kinds of resource: the part of the path, the service and the name in the ORN. */
const kinds: readonly (readonly [path: string, service: string, name: string])[] = [
  ["users", "directory", "users"],
  ["groups", "directory", "groups"],
  ["apps", "idp", "apps"],
  ["authorizationServers", "idp", "authorization_servers"],
  ["idps", "idp", "identity_providers"],
  ["policies", "idp", "policies"],
  ["devices", "directory", "devices"],
  ["customizations", "idp", "customizations"],
  ["zones", "idp", "network_zones"],
  ["realms", "directory", "realms"],
  ["iam", "governance", "iam"],
];

const ornOf = (org: Org, service: string, ...parts: string[]): string => ["orn", "okta", service, org.id, ...parts].join(":");

/** Reads a resource given as URL or ORN. */
export const resourceName = (org: Org, given: string): ResourceName => (given.startsWith("orn:") ? ofOrn(given) : ofUrl(org, given));

const ofOrn = (orn: string): ResourceName => {
  const [, , , , name = "", ...rest] = orn.split(":");
  const kind = kinds.find(([, , known]) => known === name);
  if (!kind) return { orn };
  const id = rest.at(-1) === "contained_resources" ? `${rest[0] ?? ""}/users` : rest.at(-1);
  return { orn, url: `/api/v1/${kind[0]}${id ? `/${id}` : ""}` };
};

const ofUrl = (org: Org, given: string): ResourceName => {
  const url = given.replace(/^https?:\/\/[^/]+(?:\/orgs\/[^/]+)?/, "");
  const [, part = "", id, tail] = /^\/api\/v1\/([^/?]+)(?:\/([^/?]+))?(?:\/([^/?]+))?/.exec(url) ?? [];
  const kind = kinds.find(([path]) => path === part);
  if (!kind) return { orn: ornOf(org, "idp", part || "unknown"), url };
  const [, service, name] = kind;
  const app = part === "apps" && id ? textAt(org.store.collection("apps").get(id)?.body, "name") : undefined;
  const filtered = /[?&]filter=name\+?(?:%20)?eq\+?(?:%20)?(?:%22|")([^"%]+)/.exec(url)?.[1];
  const rest = [filtered, app, id, tail === "users" ? "contained_resources" : undefined].filter((word) => word !== undefined);
  return { orn: ornOf(org, service, name, ...rest), url };
};
