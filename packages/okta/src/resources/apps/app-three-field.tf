resource "okta_app_three_field" "example" {
  label                = "Bank" # then "Banks"
  url                  = "https://example.com/login.html" # then "https://example.com/signin.html"
  username_selector    = "#user"  # then "#name"
  password_selector    = "#pass"  # then "#password"
  button_selector      = "#go"    # then "#enter"
  extra_field_selector = "#branch" # then "#office"
  extra_field_value    = "12"      # then "34"
  # then url_regex                        = "https://example.com/.*"
  # then reveal_password                  = true
  # then credentials_scheme               = "SHARED_USERNAME_AND_PASSWORD"
  # then shared_username                  = "portal"
  # then shared_password                  = "correct-horse"
  # then user_name_template_type          = "CUSTOM"
  # then user_name_template               = "$${source.email}"
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
