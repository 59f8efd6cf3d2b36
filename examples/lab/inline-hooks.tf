resource "okta_inline_hook" "registration" {
  name    = "Registration check"
  version = "1.0.0"
  type    = "com.okta.user.pre-registration"

  channel = {
    version = "1.0.0"
    uri     = "https://hooks.example.com/registration"
    method  = "POST"
  }

  auth = {
    key   = "Authorization"
    type  = "HEADER"
    value = "placeholder"
  }
}
