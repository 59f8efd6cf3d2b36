resource "okta_user_schema_property" "example" {
  index       = "customerReferenceNumber"
  title       = "Customer reference number" # then "Reference number"
  type        = "string"
  description = "How the shop knows the customer" # then "How the shop knows them"
  master      = "PROFILE_MASTER" # then "OKTA"
  min_length  = 1  # then 2
  max_length  = 20 # then null
  permissions = "READ_ONLY" # then "HIDE"
  # then scope = "SELF"
  # then required = true
  # then required = null
  # then pattern = "[a-z]+"
  # then unique = "UNIQUE_VALIDATED"
  # then external_name = "ref"
}
