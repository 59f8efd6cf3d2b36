resource "okta_behavior" "example" {
  name                      = "New place" # then "New town"
  type                      = "ANOMALOUS_LOCATION"
  number_of_authentications = 50         # then 20
  location_granularity_type = "LAT_LONG"
  radius_from_location      = 20         # then 30
  # then status = "INACTIVE"
  # then status = "ACTIVE"
}

resource "okta_behavior" "fast" {
  name     = "Too fast"
  type     = "VELOCITY"
  velocity = 800 # then 600
}
