resource "okta_policy_password_default" "example" {
  password_min_length = 10 # then 12
  # then password_history_count         = 8
  # then password_exclude_username      = false
  # then password_exclude_first_name    = true
  # then password_max_age_days          = 90
  # then password_max_lockout_attempts  = 5
  # then password_show_lockout_failures = true
  # then sms_recovery                   = "ACTIVE"
  # then skip_unlock                    = true
}
