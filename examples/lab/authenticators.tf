resource "okta_authenticator" "verify" {
  name = "Okta Verify"
  key  = "okta_verify"
  settings = jsonencode (
    {
      "allowedFor" : "any"
      "compliance" : { "fips" : "OPTIONAL" }
      "userVerification" : "PREFERRED"
    }
  )
}
