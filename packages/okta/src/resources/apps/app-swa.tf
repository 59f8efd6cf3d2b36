resource "okta_app_swa" "example" {
  label          = "Old portal" # then "Older portal"
  url            = "https://example.com/login.html" # then "https://example.com/signin.html"
  username_field = "user" # then "name"
  password_field = "pass" # then "password"
  button_field   = "go"   # then "enter"
  # then checkbox                         = "terms"
  # then redirect_url                     = "https://example.com/after"
  # then url_regex                        = "https://example.com/.*"
  # then checkbox                         = null
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
