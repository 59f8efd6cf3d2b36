terraform {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
}

variable "web_client_id" {
  description = "The client that may ask for tokens"
}

resource "okta_auth_server" "intranet" {
  name        = "Intranet API"
  description = "Tokens for the intranet"
  audiences   = ["api://intranet"]
  issuer_mode = "ORG_URL"
}

resource "okta_auth_server_policy" "intranet" {
  auth_server_id   = okta_auth_server.intranet.id
  name             = "Intranet clients"
  description      = "The intranet only"
  priority         = 1
  client_whitelist = ["${var.web_client_id}"]
}

resource "okta_auth_server_policy_rule" "intranet" {
  auth_server_id                 = okta_auth_server.intranet.id
  policy_id                      = okta_auth_server_policy.intranet.id
  name                           = "One hour"
  priority                       = 1
  grant_type_whitelist           = ["authorization_code"]
  scope_whitelist                = ["openid", "profile"]
  group_whitelist                = ["EVERYONE"]
  access_token_lifetime_minutes  = 60
  refresh_token_lifetime_minutes = 0
  refresh_token_window_minutes   = 10080
}
