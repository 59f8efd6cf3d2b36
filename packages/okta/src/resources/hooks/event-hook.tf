resource "okta_event_hook" "example" {
  name   = "Directory" # then "Directories"
  events = ["user.lifecycle.create"] # then ["user.lifecycle.create", "user.lifecycle.delete.initiated"]
  status = "ACTIVE"    # then "INACTIVE"

  channel = {
    type    = "HTTP"
    version = "1.0.0"
    uri     = "https://example.com/events" # then "https://example.com/all-events"
  }

  auth = {
    type  = "HEADER"
    key   = "Authorization"
    value = "a secret" # then "another secret"
  }

  headers {
    key   = "x-from"
    value = "okta" # then "the org"
  }
}
