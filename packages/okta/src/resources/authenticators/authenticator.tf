resource "okta_authenticator" "example" {
  key      = "security_question"
  name     = "Security Question"
  settings = jsonencode({ allowedFor = "recovery" }) # then jsonencode({ allowedFor = "any" })
}

resource "okta_authenticator" "phone" {
  key    = "phone_number"
  name   = "Phone"
  status = "ACTIVE"
  # then settings = jsonencode({ allowedFor = "recovery" })
}
