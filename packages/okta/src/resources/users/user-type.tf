resource "okta_user_type" "example" {
  name         = "contractor"
  display_name = "Contractor" # then "Contractors"
  description  = "People who work for us by the day" # then "People who work for us by the hour"
}
