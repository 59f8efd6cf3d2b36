resource "okta_policy_device_assurance_chromeos" "example" {
  name                   = "Chromebooks" # then "Books"
  tpsp_allow_screen_lock = true
  # then tpsp_browser_version = "15393.27.0"
  # then tpsp_builtin_dns_client_enabled = true
  # then tpsp_chrome_remote_desktop_app_blocked = true
  # then tpsp_device_enrollment_domain = "example.com"
  # then tpsp_disk_encrypted = true
  # then tpsp_key_trust_level = "CHROME_OS_VERIFIED_MODE"
  # then tpsp_os_firewall = true
  # then tpsp_os_version = "10.0.19041.1110"
  # then tpsp_realtime_url_check_mode = true
  # then tpsp_screen_lock_secured = true
  # then tpsp_site_isolation_enabled = true
  # then tpsp_site_isolation_enabled = null
}
