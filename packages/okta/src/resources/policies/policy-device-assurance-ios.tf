resource "okta_policy_device_assurance_ios" "example" {
  name            = "iPhones" # then "Phones"
  os_version      = "12.4.5"  # then "12.4.6"
  jailbreak       = false     # then null
  screenlock_type = ["BIOMETRIC"] # then ["BIOMETRIC", "PASSCODE"]
}
