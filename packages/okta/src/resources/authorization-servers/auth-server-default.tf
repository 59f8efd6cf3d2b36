resource "okta_auth_server_default" "example" {
  audiences = ["api://default"] # then ["api://shop"]
  # then description               = "For everything"
  # then credentials_rotation_mode = "AUTO"
  # then issuer_mode               = "DYNAMIC"
}
