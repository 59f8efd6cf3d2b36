resource "okta_user" "ada" {
  first_name = "Ada"
  last_name  = "Meadow"
  login      = "ada.meadow@example.com"
  email      = "ada.meadow@example.com"
  department = "Support"
}

resource "okta_user" "ben" {
  first_name = "Ben"
  last_name  = "Hollow"
  login      = "ben.hollow@example.com"
  email      = "ben.hollow@example.com"
  depends_on = [okta_group.helpdesk]
}
