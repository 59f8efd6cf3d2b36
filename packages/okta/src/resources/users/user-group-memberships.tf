resource "okta_user" "ada" {
  first_name = "Ada"
  last_name  = "Byron"
  login      = "ada@example.com"
  email      = "ada@example.com"
}

resource "okta_group" "staff" {
  name = "Staff"
}

resource "okta_group" "guests" {
  name = "Guests"
}

resource "okta_user_group_memberships" "example" {
  user_id = okta_user.ada.id
  groups  = [okta_group.staff.id] # then [okta_group.staff.id, okta_group.guests.id]
}
