resource "okta_group" "staff" {
  name = "Staff"
}

resource "okta_policy_mfa" "example" {
  name            = "Staff" # then "All staff"
  is_oie          = true
  groups_included = [okta_group.staff.id]
  okta_password   = { enroll = "REQUIRED" }
  okta_email      = { enroll = "OPTIONAL" } # then { enroll = "REQUIRED" }
  # then description       = "People who work here"
  # then security_question = { enroll = "OPTIONAL" }
  # then phone_number      = { enroll = "OPTIONAL" }
  # then okta_verify       = { enroll = "OPTIONAL" }
  # then status            = "INACTIVE"
  # then status            = "ACTIVE"
}
