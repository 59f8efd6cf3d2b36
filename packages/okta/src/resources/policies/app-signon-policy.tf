resource "okta_app_signon_policy" "example" {
  name        = "Customers" # then "All customers"
  description = "Who buys"  # then "Who buys or looks"
  # then catch_all = false
  # then catch_all = true
}
