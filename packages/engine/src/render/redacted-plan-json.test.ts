import { expect, test } from "vitest";
import { writeJson } from "@lockstep/hcl";
import { providersWith } from "../../test/check-config.ts";
import { applyOf, planOf } from "../../test/check-plan.ts";
import { Shelf } from "../../test/shelf.ts";
import { redactedPlanJson } from "./redacted-plan-json.ts";
import { schemasOf } from "./schemas.ts";

const box = (text: string, number: number): string => `
variable "text" {
  sensitive = true
  default   = "${text}"
}
variable "rest" {
  sensitive = true
  default   = { number = ${number}, yes = true, list = ["${text}"], kept = "same" }
}
resource "shelf_box" "a" {
  name   = "a"
  secret = var.text
}
resource "terraform_data" "d" {
  input = { shown = "x", number = var.rest.number, yes = var.rest.yes, list = var.rest.list, kept = var.rest.kept, nothing = sensitive(null) }
}
output "o" {
  value     = var.text
  sensitive = true
}
`;

/** The changes as they may be shown to everybody who may see the plan. */
async function shown(shelf: Shelf, source: string, options = {}) {
  const { plan } = await planOf(source, shelf, options);
  const providers = providersWith(shelf.factory);
  const text = plan ? writeJson(redactedPlanJson(plan, providers, { ...schemasOf(providers), terraformVersion: "1" })) : "";
  return { text, json: JSON.parse(text) as { resource_changes: readonly { change: { before: unknown; after: unknown } }[]; output_changes: unknown } };
}

test("what is sensitive has a stand-in of its kind, so that something is seen to be there", async () => {
  const { text, json } = await shown(new Shelf(), box("very secret", 7));
  expect(text).not.toContain("very secret");
  expect(json.resource_changes.map(({ change }) => change.after)).toMatchObject([{ name: "a", secret: "REDACTED" }, { input: { shown: "x", number: 0, yes: false, list: [], kept: "REDACTED", nothing: null } }]);
  expect(json.output_changes).toMatchObject({ o: { before: null, after: "REDACTED" } });
});

test("the stand-ins of both sides differ where the values do, and nowhere else", async () => {
  const shelf = new Shelf();
  const { state } = await applyOf(box("very secret", 7), shelf);
  const { json } = await shown(shelf, box("more secret", 8), { state });
  const [a, d] = json.resource_changes.map(({ change }) => change);
  expect(a).toMatchObject({ before: { secret: "REDACTED" }, after: { secret: "REDACTED (changed)" } });
  expect(d).toMatchObject({ before: { input: { shown: "x", number: 0, yes: false, list: null, kept: "REDACTED" } }, after: { input: { shown: "x", number: 1, yes: false, list: [], kept: "REDACTED" } } });
  expect(json.output_changes).toMatchObject({ o: { before: "REDACTED", after: "REDACTED (changed)" } });
});
