resource "okta_policy_device_assurance_android" "example" {
  name                    = "Phones" # then "Android phones"
  os_version              = "12"     # then "13"
  disk_encryption_type    = ["FULL"] # then ["FULL", "USER"]
  jailbreak               = false    # then null
  secure_hardware_present = true     # then null
  screenlock_type         = ["BIOMETRIC"] # then ["BIOMETRIC", "PASSCODE"]
}
