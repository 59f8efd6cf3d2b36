import { expect, test } from "vitest";
import { writeJson } from "@lockstep/hcl";
import { applyOf, objectsIn, planOf } from "../../test/check-plan.ts";
import { providersWith } from "../../test/check-config.ts";
import { Shelf } from "../../test/shelf.ts";
import { planJson } from "../render/plan-json.ts";
import { schemasOf } from "../render/schemas.ts";
import type { Plan } from "./plan.ts";
import { parsePlanFile, printPlanFile } from "./plan-file.ts";

const source = {
  "main.tf": `
    variable "secret" {
      type      = object({ a = string, n = list(number) })
      sensitive = true
      default   = { a = "x", n = [0.1, 123456789012345678901234567890] }
    }
    resource "shelf_box" "a" {
      name   = "a"
      secret = var.secret.a
      tags   = ["p", "q"]
      part {
        kind = "lid"
      }
    }
    resource "terraform_data" "d" {
      input            = { id = shelf_box.a.id, secret = var.secret, list = [1, shelf_box.a.label], nothing = null }
      triggers_replace = toset(["x", shelf_box.a.id])
    }
    module "m" {
      source = "./m"
      id     = shelf_box.a.id
    }
    output "o" {
      value     = { id = shelf_box.a.id, known = "k", secret = var.secret.a }
      sensitive = true
    }
    check "c" {
      assert {
        condition     = shelf_box.a.id != ""
        error_message = "no id"
      }
    }`,
  "m/main.tf": 'variable "id" {}\nresource "shelf_box" "b" {\n  count = 2\n  name = "b${count.index}"\n  label = var.id\n}',
};

const shown = (plan: Plan): string => writeJson(planJson(plan, { ...schemasOf(providersWith(new Shelf().factory)), terraformVersion: "1" }));

async function made(options = {}): Promise<Plan> {
  const { plan } = await planOf(source, new Shelf(), options);
  if (!plan) throw new Error("there is no plan");
  return plan;
}

/** What is said about a file that is no plan of ours. */
const checkRefused = (file: string | Uint8Array): string => {
  const { value, diagnostics } = parsePlanFile(file);
  expect(value).toBeUndefined();
  return diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`).join("\n");
};

test("a plan comes back from its file as it was", async () => {
  const plan = await made();
  const { value, diagnostics } = parsePlanFile(new TextEncoder().encode(printPlanFile(plan)));
  expect(diagnostics).toEqual([]);
  expect(value && shown(value)).toBe(shown(plan));
  expect(value && printPlanFile(value)).toBe(printPlanFile(plan));
});

test("what was saved is what is carried out", async () => {
  const shelf = new Shelf();
  const { plan } = await planOf(source, shelf);
  const { value } = parsePlanFile(printPlanFile(plan ?? (await made())));
  const { state, said } = await applyOf(source, shelf, value ? { plan: value } : {});
  expect(said).toEqual([]);
  expect(objectsIn(state)).toEqual(["shelf_box.a", "terraform_data.d", "module.m.shelf_box.b[0]", "module.m.shelf_box.b[1]"]);
});

test("plans of replacements, moves and imports come back too", async () => {
  const shelf = new Shelf();
  const { state } = await applyOf(source, shelf);
  const { plan } = await planOf(source, shelf, { state, forceReplace: ["shelf_box.a"] });
  const { plan: destroying } = await planOf(source, shelf, { state, mode: "destroy", targets: ["module.m"] });
  for (const one of [plan, destroying]) {
    const { value } = parsePlanFile(one ? printPlanFile(one) : "");
    expect(value && shown(value)).toBe(one && shown(one));
  }
});

test("a file that is no plan is refused with what to do", async () => {
  const text = printPlanFile(await made());
  expect(checkRefused("")).toContain("not a plan that Lockstep saved");
  expect(checkRefused(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]))).toContain("Plans of Terraform itself cannot be carried out");
  for (const part of [0.1, 0.5, 0.9, 0.999]) expect(checkRefused(text.slice(0, Math.floor(text.length * part)))).toContain("cut off while it was being written");
  expect(checkRefused(text.replace('"lockstep_plan":1', '"lockstep_plan":2'))).toContain("saved in format 2, by a newer version");
});
