import { describe, expect, test } from "vitest";
import { flat, idOf, orgFor, scratch } from "./run.ts";

describe("import", () => {
  test("an object that exists is taken into the state, also for a block without arguments", async () => {
    const folder = scratch({ "main.tf": 'variable "unused" {\n  default = 1\n}\n\nresource "okta_group" "a" {\n}\n' });
    const org = await orgFor(folder);
    const { json } = await org.ask("POST", "/api/v1/groups", { profile: { name: "Old hands", description: "There before" } });
    const { id } = json as { id: string };
    const { code, out, err } = await folder.lockstep("import", "okta_group.a", id);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.replaceAll(id, "<id>")).toMatchInlineSnapshot(`
      "okta_group.a: Importing from ID "<id>"...
      okta_group.a: Import prepared!
        Prepared okta_group for import
      okta_group.a: Refreshing state... [id=<id>]

      Import successful!

      The resources that were imported are shown above. These resources are now in
      your Lockstep state and will henceforth be managed by Lockstep.

      "
    `);
    expect(idOf(folder, "okta_group", "a")).toBe(id);

    folder.write({ "main.tf": 'resource "okta_group" "a" {\n  name        = "Old hands"\n  description = "There before"\n}\n' });
    const plan = await folder.lockstep("plan", "-detailed-exitcode");
    expect(plan.out).toContain("No changes.");
    expect(plan.code).toBe(0);

    const again = await folder.lockstep("import", "okta_group.a", id);
    expect(again.code).toBe(1);
    expect(again.err).toContain("Error: Resource already managed by Lockstep");
  });

  test("the outputs go with the state as it is then, without what is not there yet", async () => {
    const folder = scratch({
      "main.tf": 'resource "terraform_data" "a" {}\nresource "terraform_data" "b" {}\nlocals {\n  id = terraform_data.a.id\n}\noutput "one" {\n  value = local.id\n}\noutput "both" {\n  value = [terraform_data.a.id, terraform_data.b.id]\n}\noutput "none" {\n  value = null\n}\noutput "hidden" {\n  value     = "x"\n  sensitive = true\n}\n',
    });
    expect(await folder.lockstep("import", "terraform_data.a", "first")).toMatchObject({ code: 0, err: "" });
    expect((JSON.parse(folder.read("terraform.tfstate")) as { outputs: unknown }).outputs).toEqual({
      both: { value: ["first", null], type: ["tuple", ["string", "string"]] },
      hidden: { value: "x", type: "string", sensitive: true },
      one: { value: "first", type: "string" },
    });
  });

  test("an output that has no right value keeps the state as it was", async () => {
    const folder = scratch({ "main.tf": 'resource "terraform_data" "a" {}\noutput "bad" {\n  value = terraform_data.a.id + 1\n}\n' });
    const { code, err } = await folder.lockstep("import", "terraform_data.a", "first");
    expect([code, err]).toEqual([1, expect.stringContaining("Error: Invalid operand")]);
    expect(() => folder.read("terraform.tfstate")).toThrow();
  });

  test("an address that is none is said before a variable is asked for", async () => {
    const folder = scratch({ "main.tf": 'variable "needed" {}\nresource "terraform_data" "a" {}\n' });
    const unknown = await folder.lockstep("import", "terraform_data.none", "x");
    expect(unknown.err).toContain("Error: Configuration for import target does not exist");
    expect(unknown.err).not.toContain("No value for required variable");
    expect((await folder.lockstep("import", "terraform_data.a", "x")).err).toContain("Error: No value for required variable");
  });

  test("an object that does not exist is not, and the state stays away", async () => {
    const folder = scratch({ "main.tf": 'resource "okta_group" "a" {\n  name = "A"\n}\n' });
    await orgFor(folder);
    const { code, err } = await folder.lockstep("import", "okta_group.a", "00gnothingofthekind0");
    expect(code).toBe(1);
    expect(err).toContain("Cannot import non-existent remote object");
    expect(() => folder.read("terraform.tfstate")).toThrow();
  });

  test("instances of modules, of count and for_each are found by their keys", async () => {
    const folder = scratch({
      "main.tf": 'variable "n" {}\nmodule "m" {\n  source = "./m"\n  count  = var.n\n}\nresource "terraform_data" "each" {\n  for_each = toset(["a"])\n}\n',
      "m/main.tf": 'resource "terraform_data" "in" {}\n',
    });
    expect(await folder.lockstep("import", "-var", "n=2", "module.m[1].terraform_data.in", "one")).toMatchObject({ code: 0, err: "" });
    expect(await folder.lockstep("import", "-var", "n=2", 'terraform_data.each["a"]', "two")).toMatchObject({ code: 0, err: "" });
    expect((await folder.lockstep("state", "list")).out).toBe('terraform_data.each["a"]\nmodule.m[1].terraform_data.in\n');
    const beyond = await folder.lockstep("import", "-var", "n=2", "module.m[2].terraform_data.in", "three");
    expect(flat(beyond.err)).toContain("Error: Configuration for import target does not exist The configuration for the given import target module.m[2].terraform_data.in");
  });

  test.each([
    ["terraform_data.none", "Configuration for import target does not exist"],
    ["module.none.terraform_data.a", "Import to non-existent module"],
    ["data.okta_group.a", "A managed resource address is required"],
    ["module.m", "A resource instance address is required here"],
    ["a b", "Expected an attribute access or an index operator"],
  ])("%s cannot be imported into", async (address, message) => {
    const { code, err } = await scratch({ "main.tf": 'resource "terraform_data" "a" {}\n' }).lockstep("import", address, "id");
    expect(code).toBe(1);
    expect(flat(err)).toContain(message);
  });
});
