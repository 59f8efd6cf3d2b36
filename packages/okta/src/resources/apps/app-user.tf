resource "okta_user" "ada" {
  first_name = "Ada"
  last_name  = "Byron"
  login      = "ada@example.com"
  email      = "ada@example.com"
}

resource "okta_app_oauth" "portal" {
  label         = "Portal"
  type          = "web"
  redirect_uris = ["https://portal.example.com/callback"]
}

resource "okta_app_user" "example" {
  app_id   = okta_app_oauth.portal.id
  user_id  = okta_user.ada.id
  username = "ada" # then "augusta"
  # then profile = jsonencode({ role = "reader" })
  # then profile = null
}
