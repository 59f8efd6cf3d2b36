resource "okta_group" "staff" {
  name = "Staff"
}

resource "okta_network_zone" "office" {
  name     = "Office"
  type     = "IP"
  gateways = ["1.2.3.0/24"]
}

resource "okta_app_signon_policy" "customers" {
  name        = "Customers"
  description = "Who buys"
}

resource "okta_app_oauth" "example" {
  label          = "Portal" # then "Customer portal"
  type           = "web"
  grant_types    = ["authorization_code"] # then ["authorization_code", "refresh_token"]
  response_types = ["code"]
  redirect_uris  = ["https://portal.example.com/callback"] # then ["https://portal.example.com/callback", "https://portal.example.com/back"]
  # then refresh_token_rotation               = "ROTATE"
  # then refresh_token_leeway                 = 10
  # then post_logout_redirect_uris            = ["https://portal.example.com"]
  # then login_uri                            = "https://portal.example.com/login"
  # then login_mode                           = "SPEC"
  # then login_scopes                         = ["openid"]
  # then client_uri                           = "https://portal.example.com"
  # then logo_uri                             = "https://portal.example.com/logo.png"
  # then policy_uri                           = "https://portal.example.com/policy"
  # then tos_uri                              = "https://portal.example.com/terms"
  # then consent_method                       = "REQUIRED"
  # then issuer_mode                          = "DYNAMIC"
  # then wildcard_redirect                    = "SUBDOMAIN"
  # then hide_ios                             = false
  # then hide_web                             = false
  # then auto_submit_toolbar                  = true
  # then admin_note                           = "Ours"
  # then enduser_note                         = "Yours"
  # then admin_note                           = null
  # then accessibility_self_service           = true
  # then accessibility_error_redirect_url     = "https://portal.example.com/error"
  # then accessibility_login_redirect_url     = "https://portal.example.com/login"
  # then implicit_assignment                  = true
  # then token_endpoint_auth_method           = "client_secret_post"
  # then auto_key_rotation                    = false
  # then pkce_required                        = true
  # then frontchannel_logout_uri              = "https://portal.example.com/out"
  # then participate_slo                      = true
  # then frontchannel_logout_session_required = true
  # then user_name_template_type              = "CUSTOM"
  # then user_name_template                   = "$${source.email}"
  # then user_name_template_suffix            = "@example.com"
  # then user_name_template_push_status       = "PUSH"
  # then profile                              = jsonencode({ label = "a", kind = { of = 1 } })
  # then profile                              = jsonencode({ label = "b" })
  # then profile                              = null
  # then app_links_json                       = jsonencode({ oidc_client_link = false })
  # then authentication_policy                = okta_app_signon_policy.customers.id
  # then status                               = "INACTIVE"
  # then status                               = "ACTIVE"
}

resource "okta_app_oauth" "with_network" {
  label         = "At the office"
  type          = "native"
  redirect_uris = ["com.example.portal:/callback"]
  network {
    connection = "ZONE"
    include    = [okta_network_zone.office.id]
  }
}

resource "okta_app_oauth" "with_keys" {
  label                      = "Worker"
  type                       = "service"
  grant_types                = ["client_credentials"]
  response_types             = ["token"]
  token_endpoint_auth_method = "private_key_jwt"
  jwks {
    kid = "first"
    kty = "RSA"
    e   = "AQAB"
    n   = "owfoXNHcAlAVpIO41840ZU2tZraLGw3yEr3xZvAti7oEZPUKCytk88IDgH7440JOuz8GC"
  }
}

resource "okta_app_oauth" "with_secret" {
  label               = "Old portal"
  type                = "web"
  redirect_uris       = ["https://old.example.com/callback"]
  client_id           = "old-portal"
  client_basic_secret = "correct-horse-battery-staple" # then "staple-battery-horse-correct"
  # then omit_secret = true
}

resource "okta_app_oauth" "browser" {
  label                      = "Page"
  type                       = "browser"
  grant_types                = ["authorization_code"]
  response_types             = ["code"]
  token_endpoint_auth_method = "none"
  redirect_uris              = ["https://page.example.com/callback"]
  groups_claim {
    type        = "FILTER"
    filter_type = "STARTS_WITH"
    name        = "groups"
    value       = "Portal"
  }
}
