resource "okta_group" "staff" {
  name = "Staff"
}

resource "okta_group" "guests" {
  name = "Guests"
}

resource "okta_user" "ada" {
  first_name = "Ada"
  last_name  = "Byron"
  login      = "ada@example.com"
  email      = "ada@example.com"
}

resource "okta_network_zone" "office" {
  name     = "Office"
  type     = "IP"
  gateways = ["1.2.3.0/24"]
}

resource "okta_policy_password" "staff" {
  name            = "Staff"
  groups_included = [okta_group.staff.id]
}

resource "okta_policy_rule_password" "example" {
  policy_id       = okta_policy_password.staff.id
  name            = "Office" # then "At the office"
  password_change = "ALLOW"  # then "DENY"
  password_reset  = "ALLOW"  # then "DENY"
  password_unlock = "ALLOW"  # then "DENY"
  # then users_excluded  = [okta_user.ada.id]
  # then users_included  = [okta_user.ada.id]
  # then groups_included = [okta_group.staff.id]
  # then groups_excluded = [okta_group.guests.id]
  # then password_reset_access_control = "AUTH_POLICY"
  # then status          = "INACTIVE"
  # then status          = "ACTIVE"
}

resource "okta_policy_rule_password" "inside" {
  policy_id                     = okta_policy_password.staff.id
  name                          = "Inside"
  network_connection            = "ZONE"
  network_includes              = [okta_network_zone.office.id]
  password_reset_access_control = "LEGACY"
  password_reset_requirement {
    primary_methods = ["otp", "email"]
    step_up_enabled = true
    step_up_methods = ["security_question"]
    method_constraints {
      method                 = "otp"
      allowed_authenticators = ["google_otp"]
    }
  }
}
