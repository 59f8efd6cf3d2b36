resource "okta_group" "partners" {
  name = "Partners"
}

resource "okta_idp_social" "example" {
  name          = "Google" # then "Google accounts"
  type          = "GOOGLE"
  protocol_type = "OIDC"
  client_id     = "okta" # then "okta2"
  client_secret = "correct-horse-battery-staple" # then "staple-battery-horse-correct"
  scopes        = ["openid", "profile", "email"] # then ["openid", "email"]
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
