/** What the scopes of each area reach. */
const areas: Readonly<Record<string, string>> = {
  apps: "applications and who is assigned to them",
  authenticators: "authenticators",
  authorizationServers: "authorization servers with their scopes, claims and policies",
  behaviors: "behavior rules",
  brands: "brands and themes",
  captchas: "CAPTCHAs",
  clients: "OAuth clients",
  deviceAssurance: "device assurance policies",
  domains: "custom domains",
  emailDomains: "e-mail domains",
  eventHooks: "event hooks",
  factors: "factors",
  features: "features",
  groups: "groups and group rules",
  idps: "identity providers",
  inlineHooks: "inline hooks",
  linkedObjects: "linked objects",
  logStreams: "log streams",
  logs: "the System Log: who changed what by hand",
  networkZones: "network zones",
  orgs: "settings of the org",
  policies: "policies and their rules",
  profileMappings: "profile mappings",
  rateLimits: "settings of rate limits",
  roles: "admin roles and who has them",
  schemas: "schemas of user, group and app profiles",
  templates: "templates of text messages",
  trustedOrigins: "trusted origins",
  userTypes: "user types",
  users: "users",
};

/** What a scope is for: "okta.groups.manage" lets Lockstep read and change groups and group rules. */
export function wordsOfScope(scope: string): string {
  const [, area = "", way = ""] = /^okta\.([A-Za-z]+)\.(\w+)$/.exec(scope) ?? [];
  const what = areas[area];
  if (what === undefined) return "";
  return way === "manage" ? `reads and changes ${what}` : `reads ${what}`;
}
