module "applications" {
  source   = ".//modules/applications"
  everyone = data.okta_group.everyone.id
}

module "auth-servers" {
  source        = ".//modules/auth-servers"
  web_client_id = module.applications.web_client_id
}
