import { describe, expect, test } from "vitest";
import { scratch } from "./run.ts";

const configuration = `
resource "terraform_data" "a" {
  input = "x"
}

resource "terraform_data" "counted" {
  count = 2
}
`;

describe("the state commands", () => {
  test("list, show, move and forget; each change keeps the state before it as a backup", async () => {
    const folder = scratch({ "main.tf": configuration });
    await folder.lockstep("apply", "-auto-approve");
    expect((await folder.lockstep("state", "list")).out).toBe("terraform_data.a\nterraform_data.counted[0]\nterraform_data.counted[1]\n");
    expect((await folder.lockstep("state", "show", "terraform_data.a")).out).toMatch(/^# terraform_data\.a:\nresource "terraform_data" "a" \{\n {4}id {5}= "[0-9a-f-]{36}"\n {4}input {2}= "x"\n {4}output = "x"\n\}\n$/);

    const before = folder.read("terraform.tfstate");
    expect(await folder.lockstep("state", "mv", "-dry-run", "terraform_data.a", "terraform_data.b")).toMatchObject({ code: 0, out: 'Would move "terraform_data.a" to "terraform_data.b"\n' });
    expect(folder.read("terraform.tfstate")).toBe(before);
    expect(await folder.lockstep("state", "mv", "terraform_data.a", "terraform_data.b")).toMatchObject({ code: 0, out: 'Move "terraform_data.a" to "terraform_data.b"\nSuccessfully moved 1 object(s).\n' });
    expect(folder.read("terraform.tfstate.backup")).toBe(before);

    expect(await folder.lockstep("state", "rm", "terraform_data.counted")).toMatchObject({ code: 0, out: "Removed terraform_data.counted[0]\nRemoved terraform_data.counted[1]\nSuccessfully removed 2 resource instance(s).\n" });
    expect((await folder.lockstep("state", "list")).out).toBe("terraform_data.b\n");
    const pulled = await folder.lockstep("state", "pull");
    expect(pulled.out).toBe(folder.read("terraform.tfstate"));
  });
});
