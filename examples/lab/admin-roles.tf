resource "okta_admin_role_custom" "group_viewer" {
  label       = "Group viewer"
  description = "May look at users and groups"
  permissions = ["okta.groups.read", "okta.users.read"]
}
