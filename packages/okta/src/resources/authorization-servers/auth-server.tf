resource "okta_auth_server" "example" {
  name      = "Orders"         # then "Orders and returns"
  audiences = ["api://orders"] # then ["api://shop"]
  # then description               = "Tokens for the shop"
  # then credentials_rotation_mode = "MANUAL"
  # then issuer_mode               = "DYNAMIC"
  # then status                    = "INACTIVE"
  # then status                    = "ACTIVE"
}

resource "okta_auth_server" "by_hand" {
  name                      = "Archive"
  audiences                 = ["api://archive"]
  description               = "Rarely used" # then null
  credentials_rotation_mode = "MANUAL"      # then "AUTO"
  status                    = "INACTIVE"
}
