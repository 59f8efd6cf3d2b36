terraform {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
}

variable "everyone" {}

resource "okta_app_oauth" "intranet" {
  label                      = "Intranet"
  type                       = "web"
  grant_types                = ["authorization_code", "refresh_token"]
  response_types             = ["code"]
  redirect_uris              = ["https://intranet.example.com/callback"]
  post_logout_redirect_uris  = ["https://intranet.example.com"]
  login_uri                  = "https://intranet.example.com/login"
  consent_method             = "REQUIRED"
  refresh_token_rotation     = "ROTATE"
  refresh_token_leeway       = 30
  skip_users                 = true
  skip_groups                = true
}

resource "okta_app_group_assignment" "intranet_everyone" {
  app_id   = resource.okta_app_oauth.intranet.id
  group_id = var.everyone
}
