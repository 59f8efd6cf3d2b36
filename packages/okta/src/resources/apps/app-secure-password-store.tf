resource "okta_app_secure_password_store" "example" {
  label          = "Forum" # then "Forums"
  url            = "https://example.com/login.html" # then "https://example.com/signin.html"
  username_field = "user" # then "name"
  password_field = "pass" # then "password"
  # then optional_field1                  = "one"
  # then optional_field1_value            = "1"
  # then optional_field2                  = "two"
  # then optional_field2_value            = "2"
  # then optional_field3                  = "three"
  # then optional_field3_value            = "3"
  # then optional_field3_value            = null
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
