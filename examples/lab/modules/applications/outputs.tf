output "web_client_id" {
  value = resource.okta_app_oauth.intranet.client_id
}
