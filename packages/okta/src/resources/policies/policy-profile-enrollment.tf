resource "okta_policy_profile_enrollment" "example" {
  name = "Customers" # then "All customers"
  # then status = "INACTIVE"
  # then status = "ACTIVE"
}
