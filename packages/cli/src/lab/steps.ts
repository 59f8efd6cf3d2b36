/** One change that a person makes to the repository, and what Lockstep must show for it. */
export interface Step {
  readonly title: string;
  /** Text put at the end of files (made when missing), or one text in place of another. */
  readonly edits: readonly Edit[];
  readonly expect: Counts;
}

export type Edit = { readonly file: string; readonly append: string } | { readonly file: string; readonly replace: string; readonly by: string };

export interface Counts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
}

const adds = (add: number): Counts => ({ add, change: 0, destroy: 0 });

/** Tutorial 2: resources, one commit after another. */
export const additions: readonly Step[] = [
  {
    title: "add a property to the user profile",
    edits: [{ file: "userschema.tf", append: `
resource "okta_user_schema_property" "customer_reference_number" {
  index  = "customer_reference_number"
  title  = "Customer reference number"
  type   = "string"
  master = "PROFILE_MASTER"
}
` }],
    expect: adds(1),
  },
  {
    title: "add a group",
    edits: [{ file: "groups.tf", append: `
resource "okta_group" "test_group" {
  name        = "Test Group"
  description = "Made by code"
}
` }],
    expect: adds(1),
  },
  {
    title: "add a rule that fills the group",
    edits: [{ file: "grouprules.tf", append: `

resource "okta_group_rule" "test_group" {
  name              = "Test group by first name"
  status            = "ACTIVE"
  group_assignments = ["\${okta_group.test_group.id}"]
  expression_type   = "urn:okta:expression:1.0"
  expression_value  = "String.startsWith(user.firstName,\\"somename\\")"
}
` }],
    expect: adds(1),
  },
  {
    title: "add an OIDC web app",
    edits: [{ file: "modules/applications/main.tf", append: `
resource "okta_app_oauth" "example_portal" {
  label          = "Example Portal"
  type           = "web"
  grant_types    = ["authorization_code"]
  response_types = ["code"]
  redirect_uris  = ["https://portal.example.com/authorization-code/callback"]
}
` }],
    expect: adds(1),
  },
  {
    title: "add an app with its own sign-on policy",
    edits: [{ file: "modules/applications/main.tf", append: `
resource "okta_app_signon_policy" "my_app" {
  name        = "My App Sign-On Policy"
  description = "Who may sign in to My App, and how"
}

resource "okta_app_oauth" "my_app" {
  label                 = "My App"
  type                  = "web"
  grant_types           = ["authorization_code"]
  response_types        = ["code"]
  redirect_uris         = ["https://my-app.example.com/callback"]
  authentication_policy = okta_app_signon_policy.my_app.id
}
` }],
    expect: adds(2),
  },
  {
    title: "add an authorization server",
    edits: [{ file: "modules/auth-servers/main.tf", append: `
resource "okta_auth_server" "orders" {
  name        = "Orders API"
  description = "Tokens for the orders service"
  audiences   = ["api://orders"]
}
` }],
    expect: adds(1),
  },
  {
    title: "add a scope to the authorization server",
    edits: [{ file: "modules/auth-servers/main.tf", append: `
resource "okta_auth_server_scope" "orders_read" {
  auth_server_id   = okta_auth_server.orders.id
  name             = "orders:read"
  description      = "Look at orders"
  consent          = "IMPLICIT"
  metadata_publish = "NO_CLIENTS"
}
` }],
    expect: adds(1),
  },
  {
    title: "add a claim that goes with the scope",
    edits: [{ file: "modules/auth-servers/main.tf", append: `
resource "okta_auth_server_claim" "customer" {
  auth_server_id = okta_auth_server.orders.id
  name           = "customer"
  value          = "user.customer_reference_number"
  claim_type     = "RESOURCE"
  scopes         = ["\${okta_auth_server_scope.orders_read.name}"]
}
` }],
    expect: adds(1),
  },
];

/** Tutorial 3: the group gets another name. */
export const rename: Step = {
  title: "rename the test group",
  edits: [{ file: "groups.tf", replace: `name        = "Test Group"`, by: `name        = "Renamed Test Group"` }],
  expect: { add: 0, change: 1, destroy: 0 },
};

/** Tutorial 5: what an admin does by hand in production. */
export const consoleName = "Newly Renamed Test Group";
