resource "okta_trusted_origin" "example" {
  name   = "Shop"                     # then "Web shop"
  origin = "https://shop.example.com" # then "https://www.example.com"
  scopes = ["CORS", "REDIRECT"]       # then ["CORS"]
  active = true                       # then false
  # then active = true
}
