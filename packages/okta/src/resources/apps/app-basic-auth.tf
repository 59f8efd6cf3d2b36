resource "okta_app_basic_auth" "example" {
  label    = "Wiki" # then "Wikis"
  url      = "https://example.com/login.html" # then "https://example.com/signin.html"
  auth_url = "https://example.com/auth.html"  # then "https://example.com/auth2.html"
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
