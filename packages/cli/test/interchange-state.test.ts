import { describe, expect, test } from "vitest";
import { shared, terraformIsHere, type Shared } from "./terraform.ts";

const configuration = `
resource "terraform_data" "a" { input = "x" }
resource "terraform_data" "many" {
  count = 11
  input = terraform_data.a.id
}
resource "terraform_data" "each" {
  for_each = toset(["k", "l m"])
  input    = { from = terraform_data.a.output, secret = sensitive(each.key) }
}
output "o" { value = terraform_data.a.id }
`;

/** Two folders with the same applied state. */
async function twins(): Promise<{ ours: Shared; theirs: Shared; state: string }> {
  const [ours, theirs] = [shared(), shared()];
  await ours.configure(configuration);
  await theirs.configure(configuration);
  expect(await ours.lockstep("apply", "-auto-approve", "-input=false")).toMatchObject({ code: 0 });
  const state = ours.folder.read("terraform.tfstate");
  theirs.folder.write({ "terraform.tfstate": state });
  return { ours, theirs, state };
}

const serialOf = (state: string): number => (JSON.parse(state) as { serial: number }).serial;

describe.skipIf(!terraformIsHere())("a state that is changed by hand", () => {
  test.each([
    [["mv", "terraform_data.a", "terraform_data.b"]],
    [["mv", "terraform_data.many[3]", "terraform_data.single"]],
    [["mv", "terraform_data.each", "module.m.terraform_data.each"]],
    [["mv", 'terraform_data.each["l m"]', "terraform_data.many[11]"]],
    [["mv", "terraform_data.missing", "terraform_data.b"]],
    [["rm", "terraform_data.many"]],
    [["rm", "terraform_data.many[10]", 'terraform_data.each["k"]']],
    [["rm", "terraform_data.missing"]],
  ])("with %j is the same to the last sign, whoever does it", async (words) => {
    const { ours, theirs, state } = await twins();
    const [a, b] = await Promise.all([ours.lockstep("state", ...words), theirs.terraform("state", ...words)]);
    expect(a.code).toBe(b.code);
    expect(ours.folder.read("terraform.tfstate")).toBe(theirs.folder.read("terraform.tfstate"));
    expect(serialOf(ours.folder.read("terraform.tfstate"))).toBe(serialOf(state) + (a.code === 0 ? 1 : 0));
    expect((await ours.lockstep("state", "list")).out).toBe((await ours.terraform("state", "list")).out);
  });

  test("is taken when it is newer, and refused when it is older or another's", async () => {
    const { ours, theirs, state } = await twins();
    const pushed = async (change: object): Promise<(number | string)[]> => {
      const text = JSON.stringify({ ...(JSON.parse(state) as object), ...change });
      ours.folder.write({ "terraform.tfstate": state, "pushed.json": text });
      theirs.folder.write({ "terraform.tfstate": state, "pushed.json": text });
      const ended = await Promise.all([ours.lockstep("state", "push", "pushed.json"), theirs.terraform("state", "push", "pushed.json")]);
      expect(ended[0].code, `${ended[0].err} and ${ended[1].err}`).toBe(ended[1].code);
      expect(ours.folder.read("terraform.tfstate")).toBe(theirs.folder.read("terraform.tfstate"));
      return [ended[0].code, serialOf(ours.folder.read("terraform.tfstate")) - serialOf(state)];
    };
    expect(await pushed({ serial: serialOf(state) + 5, outputs: {} })).toEqual([0, 6]);
    expect(await pushed({ serial: serialOf(state) + 5 })).toEqual([0, 5]);
    expect(await pushed({ serial: serialOf(state) - 1 })).toEqual([1, 0]);
    expect(await pushed({ lineage: "00000000-0000-4000-8000-000000000000", serial: 90 })).toEqual([1, 0]);
    expect(await pushed({})).toEqual([0, 0]);
    expect(await pushed({ outputs: {} })).toEqual([1, 0]);
  });

  test("tainted by Terraform, is replaced by Lockstep; untainted, it is left alone", async () => {
    const { ours } = await twins();
    expect(await ours.terraform("taint", "terraform_data.a")).toMatchObject({ code: 0 });
    expect(await ours.terraform("taint", "terraform_data.many[2]")).toMatchObject({ code: 0 });
    await ours.stateAgrees({ quiet: false });
    expect(await ours.terraform("untaint", "terraform_data.many[2]")).toMatchObject({ code: 0 });
    expect(await ours.plansAgree()).toBe(2);
    expect(await ours.lockstep("apply", "-auto-approve", "-input=false")).toMatchObject({ code: 0 });
    await ours.stateAgrees();
  });

  test("has its lineage kept and its serial raised only when something changed", async () => {
    const { ours, state } = await twins();
    const lineage = (text: string): unknown => (JSON.parse(text) as { lineage: unknown }).lineage;
    for (const tool of ["terraform", "lockstep"] as const) {
      expect(await ours[tool]("apply", "-auto-approve", "-input=false")).toMatchObject({ code: 0 });
      expect(ours.folder.read("terraform.tfstate")).toBe(state);
    }
    await ours.configure(configuration.replace('"x"', '"y"'));
    expect(await ours.terraform("apply", "-auto-approve", "-input=false")).toMatchObject({ code: 0 });
    const next = ours.folder.read("terraform.tfstate");
    expect([lineage(next), serialOf(next) > serialOf(state)]).toEqual([lineage(state), true]);
  });
});
