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

resource "okta_network_zone" "home" {
  name     = "Home"
  type     = "IP"
  gateways = ["4.5.6.0/24"]
}

resource "okta_app_signon_policy" "customers" {
  name        = "Customers"
  description = "Who buys"
}

resource "okta_app_signon_policy_rule" "example" {
  policy_id                   = okta_app_signon_policy.customers.id
  name                        = "Two factors" # then "Two of them"
  factor_mode                 = "2FA"         # then "1FA"
  re_authentication_frequency = "PT43800H"    # then "PT0S"
  groups_included             = [okta_group.staff.id]  # then null
  groups_excluded             = [okta_group.guests.id] # then null
  constraints = [jsonencode({ knowledge = { types = ["password"], reauthenticateIn = "PT2H" } })] # then [jsonencode({ possession = { deviceBound = "REQUIRED" } })]
  platform_include {
    type    = "DESKTOP"
    os_type = "MACOS"
  }
  # then users_included             = [okta_user.ada.id]
  # then users_included             = null
  # then users_excluded             = [okta_user.ada.id]
  # then device_is_registered       = true
  # then device_is_managed          = true
  # then custom_expression          = "user.profile.department == \"Sales\""
  # then inactivity_period          = "PT1H"
  # then risk_score                 = "HIGH"
  # then priority                   = 3
  # then access                     = "DENY"
  # then status                     = "INACTIVE"
  # then status                     = "ACTIVE"
}

resource "okta_app_signon_policy_rule" "chain" {
  policy_id = okta_app_signon_policy.customers.id
  name      = "Password, then phone"
  priority  = 5
  type      = "AUTH_METHOD_CHAIN"
  chains = [
    jsonencode({
      authenticationMethods = [{ key = "okta_password", method = "password" }]
      next                  = [{ authenticationMethods = [{ key = "phone_number", method = "sms" }] }]
    }),
  ]
}

resource "okta_app_signon_policy_rule" "inside" {
  policy_id          = okta_app_signon_policy.customers.id
  name               = "Inside"
  priority           = 7
  network_connection = "ZONE"
  network_includes   = [okta_network_zone.office.id] # then [okta_network_zone.office.id, okta_network_zone.home.id]
}

resource "okta_app_signon_policy_rule" "outside" {
  policy_id          = okta_app_signon_policy.customers.id
  name               = "Outside"
  priority           = 9
  network_connection = "ZONE"
  network_excludes   = [okta_network_zone.office.id] # then [okta_network_zone.home.id]
  keep_me_signed_in {
    post_auth                  = "ALLOWED"
    post_auth_prompt_frequency = "PT168H"
  }
}

# The rule that the policy ends with is there already.
resource "okta_app_signon_policy_rule" "catch_all" {
  policy_id = okta_app_signon_policy.customers.id
  name      = "Catch-all Rule"
  access    = "DENY" # then "ALLOW"
}
