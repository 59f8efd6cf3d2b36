resource "okta_trusted_origin" "portal" {
  name   = "Customer portal"
  origin = "https://portal.example.com"
  scopes = ["CORS", "REDIRECT"]
}
