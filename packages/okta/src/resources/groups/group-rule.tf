resource "okta_group" "engineering" {
  name = "Engineering"
}

resource "okta_group" "everybody_in_berlin" {
  name = "Berlin"
}

resource "okta_user" "never" {
  first_name = "Ada"
  last_name  = "Byron"
  login      = "ada@example.com"
  email      = "ada@example.com"
}

resource "okta_group_rule" "example" {
  name              = "Engineers" # then "Engineers of all kinds"
  status            = "ACTIVE"    # then "INACTIVE"
  group_assignments = [okta_group.engineering.id] # then [okta_group.engineering.id, okta_group.everybody_in_berlin.id]
  expression_type   = "urn:okta:expression:1.0"
  expression_value  = "String.startsWith(user.department, \"Eng\")" # then "user.department == \"Engineering\""
  users_excluded    = [okta_user.never.id] # then null
  # then status = "ACTIVE"
  # then remove_assigned_users = true
}
