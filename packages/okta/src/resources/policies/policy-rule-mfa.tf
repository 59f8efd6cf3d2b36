resource "okta_group" "staff" {
  name = "Staff"
}

resource "okta_user" "ada" {
  first_name = "Ada"
  last_name  = "Byron"
  login      = "ada@example.com"
  email      = "ada@example.com"
}

resource "okta_app_oauth" "portal" {
  label         = "Portal"
  type          = "web"
  redirect_uris = ["https://portal.example.com/callback"]
}

resource "okta_policy_mfa" "staff" {
  name            = "Staff"
  is_oie          = true
  groups_included = [okta_group.staff.id]
  okta_password   = { enroll = "REQUIRED" }
}

resource "okta_policy_rule_mfa" "example" {
  policy_id = okta_policy_mfa.staff.id
  name      = "Always" # then "Each time"
  enroll    = "LOGIN"  # then "CHALLENGE"
  app_include {
    type = "APP"
    id   = okta_app_oauth.portal.id
  }
  # then users_excluded = [okta_user.ada.id]
  # then status         = "INACTIVE"
  # then status         = "ACTIVE"
}
