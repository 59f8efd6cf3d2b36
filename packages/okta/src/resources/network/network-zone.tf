resource "okta_network_zone" "example" {
  name     = "Office"      # then "Offices"
  type     = "IP"
  gateways = ["1.2.3.4/24", "2.3.4.5-2.3.4.15"] # then ["1.2.3.4/24", "5.6.7.8"]
  proxies  = ["2.2.3.4/24"] # then null
  usage    = "POLICY"      # then "BLOCKLIST"
  status   = "ACTIVE"      # then "INACTIVE"
}

resource "okta_network_zone" "places" {
  name              = "Far away" # then "Farther away"
  type              = "DYNAMIC"
  usage             = "BLOCKLIST" # then "POLICY"
  dynamic_locations = ["US", "AF-BGL"] # then ["US"]
  asns              = ["2232"] # then null
  # then dynamic_proxy_type = "TorAnonymizer"
}

resource "okta_network_zone" "services" {
  name                          = "Hidden"
  type                          = "DYNAMIC_V2"
  dynamic_locations             = ["US"] # then null
  dynamic_locations_exclude     = ["BE-VAN"] # then ["BE-VAN", "CN-BJ"]
  ip_service_categories_include = ["ALL_IP_SERVICES"] # then ["SYMANTEC_VPN", "GOOGLE_VPN"]
  ip_service_categories_exclude = ["SURFSHARK_VPN"] # then null
  # then asns = ["23457"]
}
