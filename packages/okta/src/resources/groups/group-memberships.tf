resource "okta_group" "example" {
  name = "Engineering"
}

resource "okta_user" "ada" {
  first_name = "Ada"
  last_name  = "Byron"
  login      = "ada@example.com"
  email      = "ada@example.com"
}

resource "okta_user" "grace" {
  first_name = "Grace"
  last_name  = "Hopper"
  login      = "grace@example.com"
  email      = "grace@example.com"
}

resource "okta_group_memberships" "example" {
  group_id = okta_group.example.id
  users    = [okta_user.ada.id] # then [okta_user.ada.id, okta_user.grace.id]
  # then users = [okta_user.grace.id]
  # then track_all_users = true
}
