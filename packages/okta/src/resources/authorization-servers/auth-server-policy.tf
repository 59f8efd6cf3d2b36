resource "okta_auth_server" "orders" {
  name      = "Orders"
  audiences = ["api://orders"]
}

resource "okta_app_oauth" "shop" {
  label         = "Shop"
  type          = "web"
  redirect_uris = ["https://shop.example.com/callback"]
}

resource "okta_auth_server_policy" "example" {
  auth_server_id   = okta_auth_server.orders.id
  name             = "Everyone"    # then "All clients"
  description      = "Any client"  # then "Each client there is"
  priority         = 1
  client_whitelist = ["ALL_CLIENTS"] # then [okta_app_oauth.shop.client_id]
  # then status = "INACTIVE"
  # then status = "ACTIVE"
}
