// The org of the estimate in the documentation of the official provider's cost: 1,300 objects and 2,000 app-group assignments.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** Writes the configuration and says how many resources it has. */
export function writeOrg(folder: string): number {
  const parts: Readonly<Record<string, string[]>> = {
    "groups.tf": groups(),
    "apps.tf": apps(),
    "assignments.tf": assignments(),
    "authorization-servers.tf": authorizationServers(),
    "policies.tf": policies(),
    "users.tf": users(),
  };
  for (const [name, blocks] of Object.entries(parts)) writeFileSync(join(folder, name), blocks.join("\n"));
  return Object.values(parts).flat().length;
}

const groups = (): string[] => [
  ...times(200, (n) => `resource "okta_group" "g${n}" {\n  name = "Group ${n}"\n}\n`),
  ...times(80, (n) => `resource "okta_group_rule" "r${n}" {
  name              = "Rule ${n}"
  group_assignments = [okta_group.g${n}.id]
  expression_value  = "user.department==\\"D${n}\\""
}
`),
];

const apps = (): string[] => [
  ...times(90, (n) => `resource "okta_app_oauth" "a${n}" {
  label          = "Web ${n}"
  type           = "web"
  grant_types    = ["authorization_code"]
  response_types = ["code"]
  redirect_uris  = ["https://app${n}.example.com/callback"]
}
`),
  ...times(60, (n) => `resource "okta_app_saml" "s${n}" {
  label                    = "Saml ${n}"
  sso_url                  = "https://saml${n}.example.com/sso"
  recipient                = "https://saml${n}.example.com/sso"
  destination              = "https://saml${n}.example.com/sso"
  audience                 = "https://saml${n}.example.com"
  subject_name_id_template = "$\${user.userName}"
  subject_name_id_format   = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
  signature_algorithm      = "RSA_SHA256"
  digest_algorithm         = "SHA256"
  authn_context_class_ref  = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
}
`.replace("${user", "$${user")),
];

const appOf = (n: number): string => (n % 150 < 90 ? `okta_app_oauth.a${n % 150}` : `okta_app_saml.s${(n % 150) - 90}`);

const assignments = (): string[] =>
  times(2000, (n) => `resource "okta_app_group_assignment" "x${n}" {
  app_id   = ${appOf(n)}.id
  group_id = okta_group.g${(n + Math.floor(n / 150) * 7) % 200}.id
}
`);

const authorizationServers = (): string[] => [
  ...times(3, (n) => `resource "okta_auth_server" "s${n}" {\n  name      = "Server ${n}"\n  audiences = ["api://s${n}"]\n}\n`),
  ...times(5, (n) => `resource "okta_auth_server_policy" "p${n}" {
  auth_server_id   = okta_auth_server.s${n % 3}.id
  name             = "Clients ${n}"
  description      = "Who may ask"
  priority         = ${Math.floor(n / 3) + 1}
  client_whitelist = ["ALL_CLIENTS"]
}
`),
  ...times(8, (n) => `resource "okta_auth_server_policy_rule" "r${n}" {
  auth_server_id       = okta_auth_server.s${(n % 5) % 3}.id
  policy_id            = okta_auth_server_policy.p${n % 5}.id
  name                 = "Rule ${n}"
  priority             = ${Math.floor(n / 5) + 1}
  grant_type_whitelist = ["authorization_code"]
  group_whitelist      = ["EVERYONE"]
  scope_whitelist      = ["*"]
}
`),
  ...times(12, (n) => `resource "okta_auth_server_scope" "c${n}" {\n  auth_server_id = okta_auth_server.s${n % 3}.id\n  name           = "scope:${n}"\n}\n`),
  ...times(12, (n) => `resource "okta_auth_server_claim" "m${n}" {
  auth_server_id = okta_auth_server.s${n % 3}.id
  name           = "claim${n}"
  value          = "user.login"
  claim_type     = "RESOURCE"
}
`),
];

const policies = (): string[] => [
  ...times(6, (n) => `resource "okta_policy_signon" "s${n}" {\n  name            = "Sign-on ${n}"\n  groups_included = [okta_group.g${n}.id]\n}\n`),
  ...times(10, (n) => `resource "okta_policy_rule_signon" "r${n}" {\n  policy_id = okta_policy_signon.s${n % 6}.id\n  name      = "Sign-on rule ${n}"\n}\n`),
  ...times(4, (n) => `resource "okta_policy_password" "p${n}" {\n  name            = "Password ${n}"\n  groups_included = [okta_group.g${n}.id]\n}\n`),
  ...times(4, (n) => `resource "okta_policy_mfa" "m${n}" {
  name            = "Enrollment ${n}"
  is_oie          = true
  groups_included = [okta_group.g${n}.id]
  okta_password   = { enroll = "REQUIRED" }
}
`),
  ...times(10, (n) => `resource "okta_app_signon_policy" "a${n}" {\n  name        = "App policy ${n}"\n  description = "How people sign in"\n}\n`),
  ...times(14, (n) => `resource "okta_app_signon_policy_rule" "a${n}" {\n  policy_id = okta_app_signon_policy.a${n % 10}.id\n  name      = "App rule ${n}"\n  priority  = ${Math.floor(n / 10) + 1}\n}\n`),
];

const users = (): string[] =>
  times(500, (n) => `resource "okta_user" "u${n}" {
  first_name = "First${n}"
  last_name  = "Last${n}"
  login      = "user${n}@example.com"
  email      = "user${n}@example.com"
}
`);
