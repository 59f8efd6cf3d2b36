resource "okta_policy_mfa_default" "example" {
  is_oie        = true
  okta_password = { enroll = "REQUIRED" }
  okta_email    = { enroll = "OPTIONAL" } # then { enroll = "REQUIRED" }
  # then security_question = { enroll = "OPTIONAL" }
}
