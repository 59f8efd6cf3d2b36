// Rules put people into groups while an expression about them is true.
resource "okta_group_rule" "helpdesk" {
  name              = "Helpdesk by department"
  status            = "ACTIVE"
  group_assignments = ["${okta_group.helpdesk.id}"]
  expression_type   = "urn:okta:expression:1.0"
  expression_value  = "user.department==\"Support\""
}