resource "okta_user_schema_property" "cost_center_code" {
  index       = "cost_center_code"
  title       = "Cost center code"
  type        = "string"
  description = "Where the person is booked"
  master      = "PROFILE_MASTER"
  permissions = "READ_ONLY"
  min_length  = 2
  max_length  = 12
}
