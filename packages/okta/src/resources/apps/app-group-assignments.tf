resource "okta_group" "staff" {
  name = "Staff"
}

resource "okta_group" "guests" {
  name = "Guests"
}

resource "okta_app_oauth" "portal" {
  label         = "Portal"
  type          = "web"
  redirect_uris = ["https://portal.example.com/callback"]
}

resource "okta_app_group_assignments" "example" {
  app_id = okta_app_oauth.portal.id
  group {
    id       = okta_group.staff.id
    priority = 0
  }
  group {
    id       = okta_group.guests.id
    priority = 1
    profile  = jsonencode({ role = "reader" })
  }
}
