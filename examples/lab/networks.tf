resource "okta_network_zone" "anonymizers" {
  name               = "Anonymizers"
  type               = "DYNAMIC"
  usage              = "BLOCKLIST"
  dynamic_proxy_type = "TorAnonymizer"
  dynamic_locations  = ["AQ", "BV"]
}

resource "okta_network_zone" "offices" {
  name     = "Offices"
  type     = "IP"
  gateways = ["192.0.2.0/24", "198.51.100.7-198.51.100.9"]
  proxies  = ["203.0.113.4/32"]
}
