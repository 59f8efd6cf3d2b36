resource "okta_group" "helpers" {
  name = "Helpers"
}

resource "okta_group" "staff" {
  name = "Staff"
}

resource "okta_group" "guests" {
  name = "Guests"
}

resource "okta_group_role" "example" {
  group_id          = okta_group.helpers.id
  role_type         = "HELP_DESK_ADMIN"
  target_group_list = [okta_group.staff.id] # then [okta_group.guests.id]
  # then target_group_list = [okta_group.guests.id, okta_group.staff.id]
}

resource "okta_group_role" "reader" {
  group_id              = okta_group.helpers.id
  role_type             = "READ_ONLY_ADMIN"
  disable_notifications = true
}
