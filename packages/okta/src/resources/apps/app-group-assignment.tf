resource "okta_group" "staff" {
  name = "Staff"
}

resource "okta_app_oauth" "portal" {
  label         = "Portal"
  type          = "web"
  redirect_uris = ["https://portal.example.com/callback"]
}

resource "okta_app_group_assignment" "example" {
  app_id   = okta_app_oauth.portal.id
  group_id = okta_group.staff.id
  # then priority = 0
  # then profile  = jsonencode({ role = "reader" })
  # then profile  = jsonencode({ role = "writer" })
}
