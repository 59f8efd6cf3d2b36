resource "okta_group" "partners" {
  name = "Partners"
}

resource "okta_idp_saml_key" "partner" {
  x5c = ["MIICEjCCAXugAwIBAgIUFEO4yOcrwNCiptweO9WKvi2ZRD0wDQYJKoZIhvcNAQELBQAwGjEYMBYGA1UEAwwPaWRwLmV4YW1wbGUuY29tMCAXDTI2MTEyMzAzMDgxOFoYDzIxMjYxMDMwMDMwODE4WjAaMRgwFgYDVQQDDA9pZHAuZXhhbXBsZS5jb20wgZ8wDQYJKoZIhvcNAQEBBQADgY0AMIGJAoGBANm/Ga5c9BFXDXLrzsgmXJgPh9xDNdyKjm9/3ChoMpZpbpSsl9PRMEHqMmu4xQotglxM1Si0XSW2eT8vbGs9F//wW+DYxDYptaQQfu0vA/4J9N6Ju/wqp+/M8vo81tTfB/TE6yu50UmgLCZGEFyWymDxpVvObL15WKhdKS1ndUDlAgMBAAGjUzBRMB0GA1UdDgQWBBRMwOzR0t+6Ac7z7iDoHhTx0rcwrDAfBgNVHSMEGDAWgBRMwOzR0t+6Ac7z7iDoHhTx0rcwrDAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4GBAFuyf/TcAUpAnjzf20T7qbR7okelogg0zSs6ndSfKS+/LNnXx9Tz89o5n7FzofUbGNWJUYfqVEWuw0PIqWmg68YHbHKnY9mvFCDYyrbbBWcX8/7I6jb1oV7Zq2TQ8gRz/x1Idrs9YI6aqZ4/NOx0mFaufCpw3P9muUeIs5+xQ6xW"]
}

resource "okta_idp_saml" "example" {
  name    = "Partner" # then "Partners"
  issuer  = "https://idp.example.com" # then "https://idp2.example.com"
  sso_url = "https://idp.example.com/sso" # then "https://idp.example.com/sso2"
  kid     = okta_idp_saml_key.partner.kid
  # then sso_binding                = "HTTP-REDIRECT"
  # then acs_type                   = "ORG"
  # then request_signature_scope    = "NONE"
  # then response_signature_scope   = "ASSERTION"
  # then name_format                = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
  # then honor_persistent_name_id   = true
  # then subject_filter             = ".*@example.com"
  # then trust_claims               = true
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
