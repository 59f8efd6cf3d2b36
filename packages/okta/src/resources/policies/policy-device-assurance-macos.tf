resource "okta_policy_device_assurance_macos" "example" {
  name                         = "Macs"   # then "Apples"
  os_version                   = "12.4.5" # then "12.4.6"
  disk_encryption_type         = ["ALL_INTERNAL_VOLUMES"] # then null
  secure_hardware_present      = true     # then null
  screenlock_type              = ["BIOMETRIC", "PASSCODE"] # then ["BIOMETRIC"]
  third_party_signal_providers = true
  tpsp_browser_version         = "15393.27.0" # then "15393.28.0"
  tpsp_os_firewall             = true         # then null
  # then tpsp_disk_encrypted = true
  # then tpsp_key_trust_level = "CHROME_BROWSER_HW_KEY"
  # then tpsp_password_proctection_warning_trigger = "PASSWORD_PROTECTION_OFF"
  # then tpsp_safe_browsing_protection_level = "ENHANCED_PROTECTION"
  # then third_party_signal_providers = false
}
