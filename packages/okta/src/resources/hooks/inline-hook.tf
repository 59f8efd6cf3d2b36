resource "okta_inline_hook" "example" {
  name    = "Claims" # then "More claims"
  type    = "com.okta.oauth2.tokens.transform"
  version = "1.0.0"  # then "1.0.1"
  status  = "ACTIVE" # then "INACTIVE"

  channel = {
    version = "1.0.0"
    uri     = "https://example.com/claims" # then "https://example.com/more-claims"
    method  = "POST"
  }

  auth = {
    key   = "Authorization"
    type  = "HEADER"
    value = "a secret" # then "another secret"
  }

  headers {
    key   = "x-from"
    value = "okta" # then "the org"
  }
}

resource "okta_inline_hook" "oauth" {
  name    = "Registration"
  type    = "com.okta.user.pre-registration"
  version = "1.0.0"

  channel_json = jsonencode({
    type    = "OAUTH"
    version = "1.0.0"
    config = {
      method     = "POST"
      uri        = "https://example.com/registration" # then "https://example.com/register"
      authType   = "client_secret_post"
      clientId   = "hook"
      clientSecret = "a secret"
      tokenUrl   = "https://example.com/oauth2/token"
      scope      = "hooks"
    }
  })
}
