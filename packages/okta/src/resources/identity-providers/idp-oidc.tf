resource "okta_group" "partners" {
  name = "Partners"
}

resource "okta_idp_oidc" "example" {
  name                  = "Partner" # then "Partners"
  client_id             = "okta"    # then "okta2"
  client_secret         = "correct-horse-battery-staple" # then "staple-battery-horse-correct"
  scopes                = ["openid"] # then ["openid", "email"]
  issuer_url            = "https://idp.example.com" # then "https://idp2.example.com"
  authorization_url     = "https://idp.example.com/authorize"
  authorization_binding = "HTTP-REDIRECT"
  token_url             = "https://idp.example.com/token"
  token_binding         = "HTTP-POST"
  jwks_url              = "https://idp.example.com/keys"
  jwks_binding          = "HTTP-REDIRECT"
  # then user_info_url              = "https://idp.example.com/userinfo"
  # then user_info_binding          = "HTTP-REDIRECT"
  # then pkce_required              = true
  # then trust_claims               = true
  # then filter                     = ".*@example.com"
  # then max_clock_skew             = 60000
  # then account_link_action        = "DISABLED"
  # then provisioning_action        = "DISABLED"
  # then provisioning_action        = "AUTO"
  # then deprovisioned_action       = "REACTIVATE"
  # then suspended_action           = "UNSUSPEND"
  # then profile_master             = true
  # then groups_assignment          = [okta_group.partners.id]
  # then groups_action              = "ASSIGN"
  # then subject_match_type         = "EMAIL"
  # then username_template          = "idpuser.userName"
  # then issuer_mode                = "DYNAMIC"
  # then status                     = "INACTIVE"
  # then status                     = "ACTIVE"
}
