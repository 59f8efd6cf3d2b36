resource "okta_group" "staff" {
  name = "Staff"
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

resource "okta_policy_signon" "staff" {
  name            = "Staff"
  groups_included = [okta_group.staff.id]
}

resource "okta_policy_rule_signon" "example" {
  policy_id        = okta_policy_signon.staff.id
  name             = "Office" # then "At the office"
  session_lifetime = 240      # then 0
  session_idle     = 60       # then 30
  # then session_persistent    = true
  # then users_excluded        = [okta_user.ada.id]
  # then mfa_required          = true
  # then mfa_prompt            = "SESSION"
  # then mfa_lifetime          = 60
  # then mfa_remember_device   = true
  # then authtype              = "RADIUS"
  # then identity_provider     = "OKTA"
  # then primary_factor        = "PASSWORD_IDP"
  # then risk_level            = "HIGH"
  # then risk_level            = null
  # then risc_level            = "LOW"
  # then risc_level            = null
  # then access                = "DENY"
  # then status                = "INACTIVE"
  # then status                = "ACTIVE"
  # then priority              = 1
}

resource "okta_policy_rule_signon" "inside" {
  policy_id          = okta_policy_signon.staff.id
  name               = "Inside"
  network_connection = "ZONE"
  network_includes   = [okta_network_zone.office.id] # then [okta_network_zone.office.id, okta_network_zone.home.id]
}

resource "okta_policy_rule_signon" "outside" {
  policy_id          = okta_policy_signon.staff.id
  name               = "Outside"
  network_connection = "ZONE"
  network_excludes   = [okta_network_zone.office.id] # then [okta_network_zone.home.id]
}

resource "okta_policy_rule_signon" "chain" {
  policy_id = okta_policy_signon.staff.id
  name      = "Step by step"
  access    = "CHALLENGE"
  factor_sequence {
    primary_criteria_factor_type = "password"
    primary_criteria_provider    = "OKTA"
    secondary_criteria {
      factor_type = "push"
      provider    = "OKTA"
    }
  }
}
