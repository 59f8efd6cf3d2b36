resource "okta_group" "example" {
  name        = "Engineering"           # then "Engineers"
  description = "People who build things" # then null
  # then description = "People who build and repair things"
}
