resource "okta_app_signon_policy" "customers" {
  name        = "Customers"
  description = "Who buys"
}

resource "okta_inline_hook" "assertions" {
  name    = "Assertions"
  version = "1.0.2"
  type    = "com.okta.saml.tokens.transform"
  channel = {
    version = "1.0.2"
    uri     = "https://example.com/assertions"
    method  = "POST"
  }
}

resource "okta_app_saml" "example" {
  label                    = "Intranet" # then "Intranet of old"
  sso_url                  = "https://intranet.example.com/acs" # then "https://intranet.example.com/acs2"
  recipient                = "https://intranet.example.com/acs" # then "https://intranet.example.com/acs2"
  destination              = "https://intranet.example.com/acs" # then "https://intranet.example.com/acs2"
  audience                 = "https://intranet.example.com"     # then "https://intranet2.example.com"
  subject_name_id_template = "$${user.userName}" # then "$${user.email}"
  subject_name_id_format   = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress" # then "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
  response_signed          = true
  signature_algorithm      = "RSA_SHA256" # then "RSA_SHA1"
  digest_algorithm         = "SHA256"     # then "SHA1"
  authn_context_class_ref  = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
  attribute_statements {
    name   = "department"
    values = ["user.department"]
  }
  attribute_statements {
    name         = "groups"
    type         = "GROUP"
    filter_type  = "REGEX"
    filter_value = "Intranet.*"
  }
  # then assertion_signed               = true
  # then request_compressed             = true
  # then honor_force_authn              = true
  # then saml_signed_request_enabled    = true
  # then default_relay_state            = "https://intranet.example.com/start"
  # then default_relay_state            = null
  # then idp_issuer                     = "https://issuer.example.com"
  # then idp_issuer                     = null
  # then sp_issuer                      = "https://sp.example.com"
  # then acs_endpoints                  = ["https://b.example.com", "https://a.example.com"]
  # then acs_endpoints                  = ["https://a.example.com"]
  # then acs_endpoints                  = null
  # then inline_hook_id                 = okta_inline_hook.assertions.id
  # then inline_hook_id                 = null
  # then implicit_assignment            = true
  # then hide_web                       = true
  # then hide_ios                       = true
  # then admin_note                     = "Ours"
  # then enduser_note                   = "Yours"
  # then accessibility_self_service     = true
  # then auto_submit_toolbar            = true
  # then user_name_template_type        = "CUSTOM"
  # then user_name_template             = "$${source.email}"
  # then authentication_policy          = okta_app_signon_policy.customers.id
  # then status                         = "INACTIVE"
  # then status                         = "ACTIVE"
}

resource "okta_app_saml" "of_the_catalogue" {
  label             = "Slack"
  preconfigured_app = "slack"
  app_settings_json = jsonencode({ domain = "acme" }) # then jsonencode({ domain = "acme2" })
}

resource "okta_app_saml" "with_logout" {
  label                     = "Door"
  sso_url                   = "https://door.example.com/acs"
  recipient                 = "https://door.example.com/acs"
  destination               = "https://door.example.com/acs"
  audience                  = "https://door.example.com"
  subject_name_id_template  = "$${user.userName}"
  subject_name_id_format    = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
  signature_algorithm       = "RSA_SHA256"
  digest_algorithm          = "SHA256"
  authn_context_class_ref   = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
  single_logout_url         = "https://door.example.com/out" # then "https://door.example.com/out2"
  single_logout_issuer      = "https://door.example.com"     # then "https://door2.example.com"
  single_logout_certificate = "MIIFnDCCA4QCCQDBSLbiON2T1zANBgkqhkiG9w0BAQsFADCBjzELMAkGA1UEBhMCVVMx"
  key_name                  = "2026" # then "2027"
  key_years_valid           = 3
}

resource "okta_app_saml" "with_indices" {
  label                    = "Many doors"
  sso_url                  = "https://doors.example.com/acs"
  recipient                = "https://doors.example.com/acs"
  destination              = "https://doors.example.com/acs"
  audience                 = "https://doors.example.com"
  subject_name_id_template = "$${user.userName}"
  subject_name_id_format   = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
  signature_algorithm      = "RSA_SHA256"
  digest_algorithm         = "SHA256"
  authn_context_class_ref  = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport"
  acs_endpoints_indices {
    index = 7
    url   = "https://doors.example.com/seven"
  }
  acs_endpoints_indices {
    index = 2
    url   = "https://doors.example.com/two"
  }
}
