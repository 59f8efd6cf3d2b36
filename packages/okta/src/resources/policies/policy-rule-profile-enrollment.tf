resource "okta_policy_profile_enrollment" "customers" {
  name = "Customers"
}

resource "okta_group" "customers" {
  name = "Customers"
}

resource "okta_inline_hook" "registration" {
  name    = "Registration"
  version = "1.0.2"
  type    = "com.okta.user.pre-registration"
  channel = {
    version = "1.0.0"
    uri     = "https://example.com/registration"
    method  = "POST"
  }
}

resource "okta_policy_rule_profile_enrollment" "example" {
  policy_id           = okta_policy_profile_enrollment.customers.id
  unknown_user_action = "REGISTER" # then "DENY"
  email_verification  = true # then false
  profile_attributes {
    name     = "email"
    label    = "E-mail"
    required = true
  }
  profile_attributes {
    name  = "lastName"
    label = "Last name"
  }
  # then inline_hook_id               = okta_inline_hook.registration.id
  # then inline_hook_id               = null
  # then target_group_id              = okta_group.customers.id
  # then progressive_profiling_action = "ENABLED"
  # then access                       = "DENY"
}
