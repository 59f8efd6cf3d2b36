resource "okta_user_base_schema_property" "example" {
  index       = "login"
  title       = "Username"
  type        = "string"
  required    = true
  master      = "PROFILE_MASTER"
  permissions = "READ_ONLY" # then "HIDE"
  # then pattern = "[a-z]+"
  # then pattern = null
}
