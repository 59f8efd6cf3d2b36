resource "okta_app_oauth" "example" {
  label          = "Orders"
  type           = "web"
  grant_types    = ["authorization_code"]
  redirect_uris  = ["https://orders.example.com/callback"]
  response_types = ["code"]
}

resource "okta_app_user_schema_property" "example" {
  app_id      = okta_app_oauth.example.id
  index       = "region"
  title       = "Region" # then "Regions"
  type        = "string"
  description = "Where orders come from" # then "Where"
  master      = "PROFILE_MASTER" # then "OKTA"
  permissions = "READ_ONLY" # then "HIDE"
  enum        = ["north", "south"] # then null
  # then required = true
  # then scope = "SELF"
  # then external_name = "reg"
}

resource "okta_app_user_schema_property" "list" {
  app_id      = okta_app_oauth.example.id
  index       = "regions"
  title       = "Regions"
  type        = "array"
  array_type  = "integer"
  array_enum  = ["1", "2"]
  union       = true # then false
}
