resource "okta_auth_server" "orders" {
  name      = "Orders"
  audiences = ["api://orders"]
}

resource "okta_auth_server_claim_default" "example" {
  auth_server_id = okta_auth_server.orders.id
  name           = "email"
  # then always_include_in_token = true
}

resource "okta_auth_server_claim_default" "subject" {
  auth_server_id = okta_auth_server.orders.id
  name           = "sub"
  value          = "(appuser != null) ? appuser.userName : app.clientId" # then "user.email"
}
