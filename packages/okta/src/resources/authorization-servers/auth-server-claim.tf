resource "okta_auth_server" "orders" {
  name      = "Orders"
  audiences = ["api://orders"]
}

resource "okta_auth_server_scope" "read" {
  auth_server_id = okta_auth_server.orders.id
  name           = "orders:read"
}

resource "okta_auth_server_claim" "example" {
  auth_server_id = okta_auth_server.orders.id
  name           = "department"      # then "division"
  claim_type     = "IDENTITY"        # then "RESOURCE"
  value          = "user.department" # then "user.division"
  scopes         = [okta_auth_server_scope.read.name] # then null
  # then status                  = "INACTIVE"
  # then always_include_in_token = false
}

resource "okta_auth_server_claim" "groups" {
  auth_server_id    = okta_auth_server.orders.id
  name              = "groups"
  claim_type        = "RESOURCE"
  value_type        = "GROUPS"
  group_filter_type = "STARTS_WITH" # then "EQUALS"
  value             = "Orders"
}
