data "okta_user_type" "user" {
  name = "user"
}

resource "okta_app_oauth" "portal" {
  label         = "Portal"
  type          = "web"
  redirect_uris = ["https://portal.example.com/callback"]
}

resource "okta_profile_mapping" "example" {
  source_id = okta_app_oauth.portal.id
  target_id = data.okta_user_type.user.id
  mappings {
    id         = "firstName"
    expression = "appuser.givenName"
  }
  mappings {
    id          = "lastName"
    expression  = "appuser.familyName"
    push_status = "PUSH"
  }
  # then delete_when_absent = true
}
