resource "okta_auth_server" "orders" {
  name      = "Orders"
  audiences = ["api://orders"]
}

resource "okta_auth_server_policy" "everyone" {
  auth_server_id   = okta_auth_server.orders.id
  name             = "Everyone"
  description      = "Any client"
  priority         = 1
  client_whitelist = ["ALL_CLIENTS"]
}

resource "okta_group" "customers" {
  name = "Customers"
}

resource "okta_group" "blocked" {
  name = "Blocked"
}

resource "okta_user" "ada" {
  first_name = "Ada"
  last_name  = "Byron"
  login      = "ada@example.com"
  email      = "ada@example.com"
}

resource "okta_inline_hook" "tokens" {
  name    = "Tokens"
  version = "1.0.0"
  type    = "com.okta.oauth2.tokens.transform"
  channel = {
    version = "1.0.0"
    uri     = "https://example.com/tokens"
    method  = "POST"
  }
}

resource "okta_auth_server_policy_rule" "example" {
  auth_server_id       = okta_auth_server.orders.id
  policy_id            = okta_auth_server_policy.everyone.id
  name                 = "Sign-in" # then "Signing in"
  priority             = 1
  grant_type_whitelist = ["authorization_code"]     # then ["authorization_code", "implicit"]
  group_whitelist      = [okta_group.customers.id]  # then ["EVERYONE"]
  group_blacklist      = [okta_group.blocked.id]    # then null
  # then scope_whitelist                = ["*"]
  # then user_whitelist                 = [okta_user.ada.id]
  # then user_whitelist                 = null
  # then user_blacklist                 = [okta_user.ada.id]
  # then access_token_lifetime_minutes  = 30
  # then refresh_token_lifetime_minutes = 100
  # then refresh_token_window_minutes   = 50
  # then refresh_token_lifetime_minutes = null
  # then inline_hook_id                 = okta_inline_hook.tokens.id
  # then inline_hook_id                 = null
  # then status                         = "INACTIVE"
  # then status                         = "ACTIVE"
}
