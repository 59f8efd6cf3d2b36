resource "okta_group" "staff" {
  name = "Staff"
}

resource "okta_group" "guests" {
  name = "Guests"
}

resource "okta_policy_password" "example" {
  name                   = "Staff" # then "Staff and guests"
  description            = "People who work here" # then null
  groups_included        = [okta_group.staff.id]  # then [okta_group.staff.id, okta_group.guests.id]
  password_history_count = 4 # then 8
  # then password_min_length                     = 12
  # then password_min_lowercase                  = 0
  # then password_min_uppercase                  = 0
  # then password_min_number                     = 0
  # then password_min_symbol                     = 1
  # then password_exclude_username               = true
  # then password_exclude_first_name             = true
  # then password_exclude_last_name              = true
  # then password_exclude_first_name             = null
  # then password_dictionary_lookup              = true
  # then password_max_age_days                   = 90
  # then password_expire_warn_days               = 10
  # then password_min_age_minutes                = 5
  # then password_max_lockout_attempts           = 5
  # then password_auto_unlock_minutes            = 30
  # then password_show_lockout_failures          = true
  # then password_lockout_notification_channels  = ["EMAIL"]
  # then breached_password_logout_enabled        = true
  # then breached_password_expire_after_days     = 3
  # then breached_password_delegated_workflow_id = "wf1"
  # then question_min_length                     = 6
  # then question_recovery                       = "INACTIVE"
  # then recovery_email_token                    = 120
  # then sms_recovery                            = "ACTIVE"
  # then call_recovery                           = "ACTIVE"
  # then email_recovery                          = "INACTIVE"
  # then skip_unlock                             = true
  # then status                                  = "INACTIVE"
}
