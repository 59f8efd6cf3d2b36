// Configurations for tests of the run page.

/** A configuration whose second version has every kind of change. */
export const rich = (version: 1 | 2): Readonly<Record<string, string>> => ({
  "main.tf": `
variable "secret" {
  default   = "hush-${version}-hush"
  sensitive = true
}
resource "terraform_data" "settings" {
  input = {
    json  = jsonencode({ compliance = { fips = "${version === 1 ? "OPTIONAL" : "REQUIRED"}" }, allowedFor = "any" })
    tags  = ${version === 1 ? '["a", "b", "c"]' : '["c", "a", "d"]'}
    text  = "first line\\nsecond line ${version}\\nlast line"
    same  = "stays"
  }
}
resource "terraform_data" "secret" {
  input = var.secret
}
resource "terraform_data" "replaced" {
  triggers_replace = ["v${version}"]
}
${version === 1 ? 'resource "terraform_data" "gone" {\n  input = { name = "Old object" }\n}' : 'resource "terraform_data" "fresh" {\n  input = { name = "New object", of = terraform_data.replaced.id }\n}'}
module "inner" {
  source = "./modules/inner"
  names  = ${version === 1 ? '["one"]' : '["one", "two"]'}
}
output "said" {
  value = ${version === 1 ? '"before"' : '"after"'}
}
`,
  "modules/inner/main.tf": 'variable "names" {}\nresource "terraform_data" "each" {\n  for_each = toset(var.names)\n  input    = each.key\n}\n',
});

/** Objects whose making takes some seconds each, one after the other. */
export const slowApply = (count: number, seconds: number): string =>
  Array.from({ length: count }, (_object, at) => `resource "terraform_data" "slow_${at}" {\n  input = "${at}"\n  provisioner "local-exec" {\n    command = "sleep ${seconds}"\n  }${at === 0 ? "" : `\n  depends_on = [terraform_data.slow_${at - 1}]`}\n}\n`).join("");

/** A configuration that asks the org for a group when it is planned. */
export const asksTheOrg = `
terraform {
  required_providers {
    okta = {
      source = "okta/okta"
    }
  }
}
data "okta_group" "everyone" {
  name = "Everyone"
}
resource "terraform_data" "a" {
  input = data.okta_group.everyone.name
}
`;

/** Ten thousand objects in two modules. */
export const many: Readonly<Record<string, string>> = {
  "main.tf": 'resource "terraform_data" "many" {\n  count = 9000\n  input = { name = "Object ${count.index}" }\n}\nmodule "keyed" {\n  source = "./keyed"\n}\n',
  "keyed/main.tf": 'resource "terraform_data" "each" {\n  for_each = toset([for n in range(1000) : "key-${n}"])\n  input    = each.key\n}\n',
};
