resource "okta_app_signon_policy" "customers" {
  name        = "Customers"
  description = "Who buys"
}

resource "okta_app_bookmark" "example" {
  label = "Handbook"                   # then "Handbooks"
  url   = "https://example.com/handbook" # then "https://example.com/handbooks"
  # then request_integration              = true
  # then authentication_policy            = okta_app_signon_policy.customers.id
  # then hide_ios                         = true
  # then hide_web                         = true
  # then auto_submit_toolbar              = true
  # then admin_note                       = "Ours"
  # then enduser_note                     = "Yours"
  # then accessibility_self_service       = true
  # then accessibility_error_redirect_url = "https://example.com/error"
  # then status                           = "INACTIVE"
  # then status                           = "ACTIVE"
}
