import { describe, expect, test } from "vitest";
import { scratch } from "./run.ts";

const configuration = `
resource "terraform_data" "a" {
  input = { name = "x", secret = sensitive("hush") }
}

output "o" {
  value = terraform_data.a.input.name
}
`;

describe("show", () => {
  test("the state, a plan by its file and another state by its file can be shown", async () => {
    const folder = scratch({ "main.tf": configuration });
    expect(await folder.lockstep("show")).toMatchObject({ code: 0, out: "No state.\n" });
    expect(JSON.parse((await folder.lockstep("show", "-json")).out)).toEqual({ format_version: "1.0" });

    await folder.lockstep("plan", "-out=p");
    const plan = await folder.lockstep("show", "p");
    expect(plan).toMatchObject({ code: 0, err: "" });
    expect(plan.out).toContain('+ resource "terraform_data" "a" {');
    expect(plan.out).toContain("+ secret = (sensitive value)");
    expect(JSON.parse((await folder.lockstep("show", "-json", "p")).out)).toMatchObject({ format_version: "1.2", resource_changes: [{ address: "terraform_data.a", change: { actions: ["create"] } }] });

    await folder.lockstep("apply", "p");
    const { out } = await folder.lockstep("show");
    expect(out.replace(/[0-9a-f-]{36}/, "<uuid>")).toMatchInlineSnapshot(`
      "# terraform_data.a:
      resource "terraform_data" "a" {
          id     = "<uuid>"
          input  = {
              name   = "x"
              secret = (sensitive value)
          }
          output = {
              name   = "x"
              secret = "hush"
          }
      }


      Outputs:

      o = "x"
      "
    `);
    folder.write({ "elsewhere/copy": folder.read("terraform.tfstate") });
    expect((await folder.lockstep("show", "elsewhere/copy")).out).toBe(out);
    expect(JSON.parse((await folder.lockstep("show", "-json")).out)).toMatchObject({ format_version: "1.0", values: { outputs: { o: { value: "x" } }, root_module: { resources: [{ address: "terraform_data.a" }] } } });
  });
});
