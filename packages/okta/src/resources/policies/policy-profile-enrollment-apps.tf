resource "okta_policy_profile_enrollment" "customers" {
  name = "Customers"
}

resource "okta_app_oauth" "portal" {
  label         = "Portal"
  type          = "web"
  redirect_uris = ["https://portal.example.com/callback"]
}

resource "okta_app_bookmark" "handbook" {
  label = "Handbook"
  url   = "https://example.com/handbook"
}

resource "okta_policy_profile_enrollment_apps" "example" {
  policy_id = okta_policy_profile_enrollment.customers.id
  apps      = [okta_app_oauth.portal.id] # then [okta_app_oauth.portal.id, okta_app_bookmark.handbook.id]
  # then apps = [okta_app_bookmark.handbook.id]
}
