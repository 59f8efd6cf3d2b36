resource "okta_group" "staff" {
  name = "Staff"
}

resource "okta_group" "guests" {
  name = "Guests"
}

resource "okta_policy_signon" "example" {
  name            = "Staff" # then "Staff and guests"
  description     = "People who work here" # then null
  groups_included = [okta_group.staff.id]  # then [okta_group.staff.id, okta_group.guests.id]
  # then status = "INACTIVE"
  # then status = "ACTIVE"
  # then priority = 1
}
