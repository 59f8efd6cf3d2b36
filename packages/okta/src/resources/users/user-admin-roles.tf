resource "okta_user" "ada" {
  first_name = "Ada"
  last_name  = "Byron"
  login      = "ada@example.com"
  email      = "ada@example.com"
}

resource "okta_user_admin_roles" "example" {
  user_id     = okta_user.ada.id
  admin_roles = ["APP_ADMIN"] # then ["APP_ADMIN", "READ_ONLY_ADMIN"]
  # then admin_roles = ["READ_ONLY_ADMIN"]
}
