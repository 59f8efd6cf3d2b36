resource "okta_admin_role_custom" "example" {
  label       = "Helpdesk" # then "Help desk"
  description = "Helps people with their passwords" # then "Helps people"
  permissions = ["okta.users.read", "okta.users.credentials.resetPassword"] # then ["okta.users.read", "okta.groups.read"]
}
