resource "okta_group_schema_property" "example" {
  index       = "costCenter"
  title       = "Cost center" # then "Cost centre"
  type        = "string"
  description = "Who pays for it" # then "Who pays"
  master      = "PROFILE_MASTER" # then "OKTA"
  min_length  = 1  # then 2
  max_length  = 20 # then null
  permissions = "READ_ONLY" # then "HIDE"
  # then scope = "SELF"
  # then required = true
  # then required = null
  # then unique = "UNIQUE_VALIDATED"
  # then external_name = "cc"
}
