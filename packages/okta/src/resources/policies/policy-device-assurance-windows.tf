resource "okta_policy_device_assurance_windows" "example" {
  name                         = "Laptops" # then "Windows laptops"
  os_version                   = "12.4.5"  # then "12.4.6"
  disk_encryption_type         = ["ALL_INTERNAL_VOLUMES"] # then null
  secure_hardware_present      = true      # then null
  screenlock_type              = ["BIOMETRIC", "PASSCODE"] # then ["BIOMETRIC"]
  third_party_signal_providers = true
  tpsp_windows_machine_domain  = "machines" # then "others"
  tpsp_windows_user_domain     = "users"    # then null
  tpsp_secure_boot_enabled     = true       # then null
  # then tpsp_crowd_strike_agent_id = "agent"
  # then tpsp_third_party_blocking_enabled = true
}
