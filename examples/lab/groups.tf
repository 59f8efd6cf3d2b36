# The group that every org has.
data "okta_group" "everyone" {
  name = "Everyone"
}

resource "okta_group" "helpdesk" {
	name        = "Helpdesk"
	description = "People who answer the phone – “first line”"
}
