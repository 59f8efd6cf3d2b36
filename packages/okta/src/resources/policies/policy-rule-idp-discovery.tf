data "okta_policy" "routing" {
  name = "Idp Discovery Policy"
  type = "IDP_DISCOVERY"
}

resource "okta_app_oauth" "portal" {
  label         = "Portal"
  type          = "web"
  redirect_uris = ["https://portal.example.com/callback"]
}

resource "okta_policy_rule_idp_discovery" "example" {
  policy_id                 = data.okta_policy.routing.id
  name                      = "Ours" # then "Ours alone"
  user_identifier_type      = "ATTRIBUTE"
  user_identifier_attribute = "company" # then "division"
  idp_providers {
    type = "OKTA"
  }
  user_identifier_patterns {
    match_type = "EQUALS"
    value      = "Articulate"
  }
  app_include {
    type = "APP"
    id   = okta_app_oauth.portal.id
  }
  platform_include {
    type    = "MOBILE"
    os_type = "IOS"
  }
  # then status = "INACTIVE"
  # then status = "ACTIVE"
}
