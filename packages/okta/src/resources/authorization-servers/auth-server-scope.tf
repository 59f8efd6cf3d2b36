resource "okta_auth_server" "orders" {
  name      = "Orders"
  audiences = ["api://orders"]
}

resource "okta_auth_server_scope" "example" {
  auth_server_id = okta_auth_server.orders.id
  name           = "orders:read"
  # then description      = "Reading orders"
  # then display_name     = "See your orders"
  # then consent          = "REQUIRED"
  # then optional         = true
  # then metadata_publish = "NO_CLIENTS"
  # then default          = true
}
