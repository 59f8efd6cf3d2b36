/**
 * What Okta's ids begin with, as seen in recorded answers. An app, an identity provider, a log stream and an API
 * service integration share theirs, so a prefix narrows an id down rather than naming its type.
 */
export const idPrefixes = {
  org: "00o",
  user: "00u",
  group: "00g",
  app: "0oa",
  identityProvider: "0oa",
  logStream: "0oa",
  apiServiceIntegration: "0oa",
  policyV1: "00p",
  policyRuleV1: "0pr",
  groupRule: "0pr",
  policyV2: "rst",
  policyRuleV2: "rul",
  realmAssignment: "rul",
  authorizationServer: "aus",
  claim: "ocl",
  scope: "scp",
  zone: "nzo",
  brand: "bnd",
  theme: "the",
  emailCustomization: "oel",
  domain: "OcD",
  emailDomain: "OeD",
  smtpServer: "ces",
  eventHook: "who",
  inlineHook: "cal",
  authenticator: "aut",
  feature: "ftr",
  mapping: "prm",
  userType: "oty",
  uiSchema: "uis",
  behavior: "bhv",
  captcha: "cap",
  deviceAssurance: "dae",
  trustedOrigin: "tos",
  customRole: "cr0",
  resourceSet: "iam",
  userRoleAssignment: "ra1",
  groupRoleAssignment: "gra",
  apiToken: "00T",
  clientSecret: "ocs",
  federatedClaim: "ofc",
  groupPushMapping: "gPm",
  pushProvider: "ppc",
  securityEventsProvider: "sse",
  smsTemplate: "cst",
  principalRateLimit: "prl",
  realm: "guo",
  importSession: "aps",
  factor: "ufs",
  oauthGrant: "oag",
  oauthToken: "oar",
  error: "oae",
} as const;

/** A kind of object whose ids begin in a known way. */
export type IdKind = keyof typeof idPrefixes;

/** The kinds of object an id can belong to, by how it begins. */
export function kindsOfId(id: string): IdKind[] {
  const kinds = Object.keys(idPrefixes) as IdKind[];
  return id.length === 20 ? kinds.filter((kind) => id.startsWith(idPrefixes[kind])) : [];
}
