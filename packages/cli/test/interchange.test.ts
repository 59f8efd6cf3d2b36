import { describe, expect, test } from "vitest";
import { relay, terraformIsHere, withoutChance, type Step } from "./terraform.ts";

const cases: Readonly<Record<string, readonly Step[]>> = {
  "count and for_each": [
    { main: `
resource "terraform_data" "a" {
  count = 3
  input = { at = count.index, list = [true, null], text = "é\\u2028<&>" }
}
resource "terraform_data" "b" {
  for_each = toset(["x", "y z", "ü\\"q"])
  input    = each.key
  triggers_replace = terraform_data.a[0].id
}
output "x" { value = terraform_data.a[*].output }
` },
    { main: `
resource "terraform_data" "a" {
  count = 2
  input = { at = count.index + 1, list = [true, null, "z"] }
}
resource "terraform_data" "b" {
  for_each = { x = 1, "y z" = [2] }
  input    = each.value
  triggers_replace = terraform_data.a[1].id
}
output "x" { value = terraform_data.b }
` },
    { main: `` },
  ],
  "what is ignored keeps the marks that it has": [
    { main: `
resource "terraform_data" "plain" { input = 2 }
resource "terraform_data" "secret" { input = sensitive(2) }
resource "terraform_data" "part" { input = { x = 1, y = 2 } }
resource "terraform_data" "all" { input = 2 }
resource "terraform_data" "anew" { input = sensitive(2) }
` },
    { main: `
resource "terraform_data" "plain" {
  input = sensitive("hush")
  lifecycle { ignore_changes = [input] }
}
resource "terraform_data" "secret" {
  input = 3
  lifecycle { ignore_changes = [input] }
}
resource "terraform_data" "part" {
  input = { x = sensitive(3), y = sensitive(4) }
  lifecycle { ignore_changes = [input.x] }
}
resource "terraform_data" "all" {
  input            = sensitive(3)
  triggers_replace = sensitive(1)
  lifecycle { ignore_changes = all }
}
resource "terraform_data" "anew" {
  input            = 3
  triggers_replace = 1
  lifecycle { ignore_changes = [input] }
}
` },
    { main: `` },
  ],
  "outputs of all types": [
    { main: `
output "s" { value = "text" }
output "n" { value = 1.5 }
output "big" { value = 123456789012345678901234567890.5 }
output "huge" { value = 1e300 }
output "tiny" { value = 1 / 3 }
output "neg" { value = -0 }
output "int64" { value = 9223372036854775807 }
output "uint64" { value = 18446744073709551615 }
output "b" { value = false }
output "nul" { value = null }
output "nulstr" { value = tostring(null) }
output "l" { value = tolist(["a", "b"]) }
output "ls" { value = toset([3, 1, 2]) }
output "m" { value = tomap({ b = 1, a = 2 }) }
output "t" { value = ["a", 1, true, null, {}] }
output "o" { value = { z = null, a = [], m = tomap({}), l = tolist([]), s = toset([]) } }
output "secret" {
  value     = "hush"
  sensitive = true
}
output "secret_part" {
  value     = { a = sensitive("x"), b = 1 }
  sensitive = true
}
output "uni" { value = "𝒳 e\\u0301 \\u0000 \\t \\u007f" }
output "described" {
 description = "text"
 value = { "key with \\"quotes\\"" = 1 , "\${1+1}" = 2}
}
` },
    { main: `
output "s" { value = ["now a list"] }
output "secret" { value = "public" }
output "n" {
 value = 1.5
 sensitive = true
}
` },
  ],
  "values of input": [
    { main: `
variable "secret" {
 default = "pw"
 sensitive = true
}
resource "terraform_data" "nul" { input = null }
resource "terraform_data" "emptied" { input = [0, toset([])] }
resource "terraform_data" "none" {}
resource "terraform_data" "s" { input = toset(["b", "a"]) }
resource "terraform_data" "m" { input = tomap({ b = 1, a = 2 }) }
resource "terraform_data" "typed_null" { input = tolist(null) }
resource "terraform_data" "num" { input = [1e50, 123456789012345678901234567890.123, 1/3, -1, 0.1, 1e-10, 18446744073709551615] }
resource "terraform_data" "secret" {
 input = { pw = var.secret, pub = 1, l = [var.secret, "x"], m = tomap({ a = var.secret }) }
 triggers_replace = var.secret
}
resource "terraform_data" "secret_set" { input = toset([var.secret, "x"]) }
resource "terraform_data" "secret_whole" { input = sensitive({ a = 1 }) }
resource "terraform_data" "tuple" { input = [[], {}, [[1], "x"], null] }
resource "terraform_data" "chain" {
 input = terraform_data.secret.output
 triggers_replace = [terraform_data.m.id, terraform_data.num.output]
}
output "chained" {
 value = terraform_data.chain.output
 sensitive = true
}
` },
    { main: `
variable "secret" {
 default = "pw2"
 sensitive = true
}
resource "terraform_data" "nul" { input = 1 }
resource "terraform_data" "emptied" { input = [0, { k = ["a"] }] }
resource "terraform_data" "none" { input = "some" }
resource "terraform_data" "s" { input = ["b", "a"] }
resource "terraform_data" "m" { input = { b = 1, a = 2 } }
resource "terraform_data" "typed_null" { input = null }
resource "terraform_data" "num" { input = [1e50, 123456789012345678901234567890.124, 1/3] }
resource "terraform_data" "secret" {
 input = { pw = nonsensitive(var.secret), pub = 1, l = ["x", var.secret] }
 triggers_replace = nonsensitive(var.secret)
}
resource "terraform_data" "secret_set" { input = toset([var.secret, "x"]) }
resource "terraform_data" "chain" {
 input = terraform_data.secret.output
 triggers_replace = [terraform_data.m.id, terraform_data.num.output]
}
` },
    { main: "", words: ["destroy", "-auto-approve"], },
  ],
  "modules with count and for_each": [
    { main: `
module "one" {
  source = "./child"
  name   = "one"
}
module "many" {
  source = "./child"
  count  = 2
  name   = "many-\${count.index}"
}
module "each" {
  source   = "./child"
  for_each = { "a b" = "x", c = "y" }
  name     = each.value
  depends_on = [module.one]
}
output "ids" { value = { one = module.one.id, many = module.many[*].id, each = { for k, m in module.each : k => m.id } } }
`, more: { "child/main.tf": `
variable "name" { type = string }
resource "terraform_data" "this" { input = var.name }
module "inner" {
  source = "./inner"
  from   = terraform_data.this.id
}
output "id" { value = module.inner.id }
`, "child/inner/main.tf": `
variable "from" {}
resource "terraform_data" "deep" {
  for_each = toset(["p", "q"])
  input = { from = var.from, key = each.key }
}
output "id" { value = terraform_data.deep["p"].id }
` } },
    { main: `
module "one" {
  source = "./child"
  name   = "one!"
}
module "many" {
  source = "./child"
  count  = 1
  name   = "many"
}
module "each" {
  source   = "./child"
  for_each = { c = "y", d = "z" }
  name     = each.value
}
moved {
  from = module.each["a b"]
  to   = module.each["d"]
}
output "ids" { value = module.each }
`, planned: ["-refresh=false"] },
    { main: `
module "one" {
  source = "./child"
  name   = "one!"
}
`, words: ["destroy", "-auto-approve"], planned: ["-target=module.each"], quiet: false },
    { main: "" },
  ],
  "moved, removed and import blocks": [
    { main: `
resource "terraform_data" "a" { input = 1 }
resource "terraform_data" "b" {
  count = 2
  input = count.index
}
resource "terraform_data" "gone" { input = "gone" }
import {
  to = terraform_data.in
  id = "11111111-2222-3333-4444-555555555555"
}
resource "terraform_data" "in" {}
` },
    { main: `
resource "terraform_data" "a2" { input = 1 }
moved {
  from = terraform_data.a
  to   = terraform_data.a2
}
resource "terraform_data" "b" {
  for_each = toset(["x", "y"])
  input = each.key
}
moved {
  from = terraform_data.b[0]
  to   = terraform_data.b["x"]
}
removed {
  from = terraform_data.gone
  lifecycle { destroy = false }
}
import {
  for_each = { k = "k-id", l = "l-id" }
  to = terraform_data.ins[each.key]
  id = each.value
}
resource "terraform_data" "ins" {
  for_each = toset(["k", "l"])
  input = each.key
}
resource "terraform_data" "in" { input = "now set" }
` },
    { main: `
removed {
  from = terraform_data.ins
  lifecycle { destroy = true }
}
removed {
  from = terraform_data.b
  lifecycle { destroy = false }
}
resource "terraform_data" "in" { input = "now set" }
moved {
  from = terraform_data.a2
  to = module.m.terraform_data.a
}
module "m" { source = "./m" }
`, more: { "m/main.tf": 'resource "terraform_data" "a" { input = 1 }' } },
  ],
  "an apply that fails midway": [
    { main: `
resource "terraform_data" "ok" { input = "ok" }
resource "terraform_data" "cbd" {
  input            = terraform_data.ok.output
  triggers_replace = 1
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "user" { input = terraform_data.cbd.id }
` },
    { main: `
resource "terraform_data" "ok" { input = "ok" }
resource "terraform_data" "cbd" {
  input            = terraform_data.ok.output
  triggers_replace = 2
  lifecycle { create_before_destroy = true }
  provisioner "local-exec" { command = "exit 3" }
}
resource "terraform_data" "user" { input = terraform_data.cbd.id }
`, code: 1 },
    { main: `
resource "terraform_data" "ok" { input = "ok" }
resource "terraform_data" "cbd" {
  input            = terraform_data.ok.output
  triggers_replace = 2
  lifecycle { create_before_destroy = true }
  provisioner "local-exec" { command = "exit 4" }
}
resource "terraform_data" "user" { input = terraform_data.cbd.id }
`, code: 1 },
    { main: `
resource "terraform_data" "ok" { input = "ok2" }
resource "terraform_data" "cbd" {
  input            = terraform_data.ok.output
  triggers_replace = 3
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "user" { input = terraform_data.cbd.id }
resource "terraform_data" "fails" {
  input = 1
  provisioner "local-exec" { command = "exit 1" }
}
resource "terraform_data" "behind" {
  input = terraform_data.fails.id
}
resource "terraform_data" "goes_on" {
  input = 1
  provisioner "local-exec" {
    command = "exit 1"
    on_failure = continue
  }
}
output "o" { value = terraform_data.fails.id }
output "p" { value = terraform_data.user.id }
`, code: 1 },
    { main: `
resource "terraform_data" "fails" {
  input = 1
}
resource "terraform_data" "stays" {
  input = 1
  provisioner "local-exec" {
    when = destroy
    command = "exit 1"
  }
}
` },
    { main: `
resource "terraform_data" "stays" {
  count = 0
  provisioner "local-exec" {
    when = destroy
    command = "exit 1"
  }
}
`, code: 1 },
    { main: `` },
  ],
  "tainted objects": [
    { main: `
resource "terraform_data" "a" { input = 1 }
resource "terraform_data" "b" { input = terraform_data.a.id }
`, quiet: true },
    { main: `
resource "terraform_data" "a" { input = 1 }
resource "terraform_data" "b" {
 input = terraform_data.a.id
 lifecycle { replace_triggered_by = [terraform_data.a] }
}
`, planned: ["-replace=terraform_data.a"] },
  ],
  "checks and conditions": [
    { main: `
variable "limit" {
  type    = number
  default = 3
  validation {
    condition     = var.limit < 10
    error_message = "Too much."
  }
}
resource "terraform_data" "a" {
  count = 2
  input = count.index
  lifecycle {
    precondition {
      condition     = var.limit > 1
      error_message = "Too little."
    }
    postcondition {
      condition     = self.output < 2
      error_message = "Too big."
    }
  }
}
check "holds" {
  assert {
    condition     = terraform_data.a[0].output == 0
    error_message = "No."
  }
}
check "fails" {
  assert {
    condition     = terraform_data.a[0].output == 1
    error_message = "Is \${terraform_data.a[0].output}."
  }
  assert {
    condition     = terraform_data.a[0].output == 7
    error_message = "Never."
  }
}
output "o" {
  value = 1
  precondition {
    condition     = var.limit == 3
    error_message = "Not three."
  }
}
` },
    { main: `
resource "terraform_data" "a" {
  count = 1
  input = count.index
}
check "fails" {
  assert {
    condition     = terraform_data.a[0].id != ""
    error_message = "No."
  }
}
` },
    { main: `
resource "terraform_data" "a" {
  count = 1
  input = "x"
  lifecycle {
    postcondition {
      condition     = self.output == "y"
      error_message = "Not y."
    }
  }
}
`, code: 1 },
    { main: `` },
  ],
  "what is not known while planning": [
    { main: `
resource "terraform_data" "a" { input = { n = 2, when = "x" } }
resource "terraform_data" "b" {
  input            = [terraform_data.a.output.n, terraform_data.a.id]
  triggers_replace = terraform_data.a.output
}
locals { later = timestamp() }
resource "terraform_data" "c" {
  input = local.later
  lifecycle { ignore_changes = [input] }
}
output "known" { value = terraform_data.a.output.n }
output "obj" { value = { a = terraform_data.a.id, b = upper(terraform_data.b.id), c = "x-\${terraform_data.b.id}" } }
output "secret" {
  value     = sensitive(terraform_data.a.id)
  sensitive = true
}
` },
    { main: `
resource "terraform_data" "a" { input = { n = 3, when = "y" } }
resource "terraform_data" "b" {
  input            = [terraform_data.a.output.n, terraform_data.a.id]
  triggers_replace = terraform_data.a.output
}
resource "terraform_data" "c" {
  input = timestamp()
  lifecycle { ignore_changes = [input] }
}
output "known" { value = terraform_data.a.output.n }
output "obj" { value = terraform_data.b }
` },
    { main: "", words: ["destroy", "-auto-approve"] },
  ],
  "terraform_remote_state": [
    { main: `
resource "terraform_data" "a" { input = "x" }
output "a" { value = { id = terraform_data.a.id, n = 12345678901234567890, l = tolist(["x"]) } }
output "secret" {
  value     = "hush"
  sensitive = true
}
` },
    { main: `
resource "terraform_data" "a" { input = "x" }
output "a" { value = { id = terraform_data.a.id, n = 12345678901234567890, l = tolist(["x"]) } }
output "secret" {
  value     = "hush"
  sensitive = true
}
data "terraform_remote_state" "self" {
  backend  = "local"
  config   = { path = "\${path.module}/other.tfstate" }
  defaults = { extra = 1 }
}
resource "terraform_data" "reader" { input = data.terraform_remote_state.self.outputs.a }
output "read" {
  value     = data.terraform_remote_state.self.outputs
  sensitive = true
}
`, more: { "other.tfstate": `{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"x","outputs":{"a":{"value":{"n":12345678901234567890,"l":["x"]},"type":["object",{"n":"number","l":["list","string"]}]},"s":{"value":"hush","type":"string","sensitive":true}},"resources":[],"check_results":null}` } },
    { main: `
data "terraform_remote_state" "self" {
  count   = 2
  backend = "local"
  config  = { path = "other.tfstate" }
}
output "n" { value = data.terraform_remote_state.self[1].outputs.a.n }
` },
  ],
};

describe.skipIf(!terraformIsHere())("a state that one tool wrote is continued by the other", () => {
  test.each(Object.entries(cases))("%s", async (_, steps) => {
    const [ours, theirs] = await Promise.all([relay(steps, "lockstep"), relay(steps, "terraform")]);
    expect(withoutChance(ours)).toBe(withoutChance(theirs));
  });
});
