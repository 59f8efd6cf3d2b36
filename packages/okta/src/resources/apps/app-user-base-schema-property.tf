resource "okta_app_oauth" "example" {
  label          = "Orders"
  type           = "web"
  grant_types    = ["authorization_code"]
  redirect_uris  = ["https://orders.example.com/callback"]
  response_types = ["code"]
}

resource "okta_app_user_base_schema_property" "example" {
  app_id      = okta_app_oauth.example.id
  index       = "name"
  title       = "Name" # then "Whole name"
  type        = "string"
  master      = "PROFILE_MASTER"
  permissions = "READ_ONLY" # then "HIDE"
  # then required = true
}
