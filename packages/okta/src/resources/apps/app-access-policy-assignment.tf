resource "okta_app_bookmark" "handbook" {
  label = "Handbook"
  url   = "https://example.com/handbook"
}

resource "okta_app_signon_policy" "customers" {
  name        = "Customers"
  description = "Who buys"
}

resource "okta_app_signon_policy" "staff" {
  name        = "Staff"
  description = "Who sells"
}

resource "okta_app_access_policy_assignment" "example" {
  app_id    = okta_app_bookmark.handbook.id
  policy_id = okta_app_signon_policy.customers.id # then okta_app_signon_policy.staff.id
}
