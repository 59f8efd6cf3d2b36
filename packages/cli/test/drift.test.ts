import { describe, expect, test } from "vitest";
import { idOf, orgFor, scratch, type Scratch, type TestOrg } from "./run.ts";

const groups = `
resource "okta_group" "admins" {
  name        = "Administrators"
  description = "People who can change this org"
}

resource "okta_group" "guests" {
  name = "Guests"
}
`;

async function applied(configuration = groups): Promise<{ folder: Scratch; org: TestOrg; state: string }> {
  const folder = scratch({ "main.tf": configuration });
  const org = await orgFor(folder);
  const { code, err } = await folder.lockstep("apply", "-auto-approve");
  expect(err).toBe("");
  expect(code).toBe(0);
  return { folder, org, state: folder.read("terraform.tfstate") };
}

/** What differs from run to run: moments and the ids of events. */
const steady = (text: string): string => text.replace(/It took .*\./, "It took <requests>.").replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, "<moment>").replace(/event [0-9a-f-]{36}/g, "event <uuid>");

describe("drift", () => {
  test("an org that is as the state has it has none", async () => {
    const { folder, state } = await applied();
    const { code, out, err } = await folder.lockstep("drift");
    expect({ code, out: steady(out), err }).toEqual({ code: 0, out: "All 2 objects are as the state has them.\n\nDrift: 0 changed, 0 missing.\nIt took <requests>.\n", err: "" });
    expect(folder.read("terraform.tfstate")).toBe(state);
  });

  test("a group renamed by hand and one deleted with a token are named, with whose hand it was", async () => {
    const { folder, org, state } = await applied();
    await org.sandbox("POST", "/admins", { login: "casey@example.com", firstName: "Casey", lastName: "Rivers" });
    await org.byHand("casey@example.com", "PUT", `/api/v1/groups/${idOf(folder, "okta_group", "admins")}`, { profile: { name: "Root", description: "People who can change this org" } });
    await org.ask("DELETE", `/api/v1/groups/${idOf(folder, "okta_group", "guests")}`);
    const { code, out, err } = await folder.lockstep("drift");
    expect(err).toBe("");
    expect(code).toBe(2);
    expect(steady(out)).toMatchInlineSnapshot(`
      "okta_group.admins has drifted
        ~ name = "Administrators" -> "Root"
          by Casey Rivers (casey@example.com) in the Admin Console, <moment>, event <uuid>

      okta_group.guests is gone
          by Ada Admin (admin@dev.example.com) with the API token "Sandbox", <moment>, event <uuid>

      Drift: 1 changed, 1 missing.
      It took <requests>.
      "
    `);
    expect(folder.read("terraform.tfstate")).toBe(state);
  });

  test("programs get the same as JSON", async () => {
    const { folder, org } = await applied();
    await org.byHand(org.admin, "PUT", `/api/v1/groups/${idOf(folder, "okta_group", "admins")}`, { profile: { name: "Root", description: "People who can change this org" } });
    const { code, out } = await folder.lockstep("drift", "-json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      format_version: "1.0",
      drifted: true,
      complete: true,
      scanned: 2,
      changed: [
        {
          address: "okta_group.admins",
          type: "okta_group",
          name: "admins",
          id: idOf(folder, "okta_group", "admins"),
          differences: [{ path: ["name"], before: "Administrators", after: "Root" }],
          attribution: { event_type: "group.profile.update", by: "console", actor: { login: org.admin } },
        },
      ],
      missing: [],
      diagnostics: [],
    });
  });

  test("no configuration is needed, and no variable that the provider's block does not use", async () => {
    const { folder } = await applied();
    folder.write({ "main.tf": 'variable "unrelated" {}\n' });
    expect(await folder.lockstep("drift", "-input=false")).toMatchObject({ code: 0, err: "" });
  });

  test("the provider's block counts where there is one", async () => {
    const { folder } = await applied();
    const { OKTA_API_TOKEN: token = "", OKTA_BASE_URL: url = "" } = folder.environment;
    delete folder.environment["OKTA_API_TOKEN"];
    delete folder.environment["OKTA_BASE_URL"];
    folder.write({ "main.tf": 'variable "token" {}\nlocals {\n  token = var.token\n}\nprovider "okta" {\n  base_url  = "' + url + '"\n  api_token = local.token\n}\n' });
    expect(await folder.lockstep("drift", `-var=token=${token}`)).toMatchObject({ code: 0, err: "" });
    const without = await folder.lockstep("drift");
    expect(without).toMatchObject({ code: 1, out: "" });
    expect(without.err).toContain("Error: No value for required variable");
  });

  test("sensitive values are not shown", async () => {
    const { folder, org } = await applied('resource "okta_event_hook" "a" {\n  name   = "Hook"\n  events = ["group.user_membership.add"]\n  channel = {\n    type    = "HTTP"\n    version = "1.0.0"\n    uri     = "https://hook.example.com"\n  }\n  auth = {\n    type  = "HEADER"\n    key   = "Authorization"\n    value = "hush"\n  }\n}\n');
    const hook = `/api/v1/eventHooks/${idOf(folder, "okta_event_hook", "a")}`;
    await org.ask("PUT", hook, { name: "Renamed", events: { type: "EVENT_TYPE", items: ["group.user_membership.add"] }, channel: { type: "HTTP", version: "1.0.0", config: { uri: "https://hook.example.com", authScheme: { type: "HEADER", key: "Authorization", value: "other" } } } });
    const { out } = await folder.lockstep("drift");
    expect(out).toContain("okta_event_hook.a has drifted");
    expect(out).not.toContain("hush");
    expect(out).not.toContain("other");
  });

  test("without a state there is nothing to look at", async () => {
    const { code, err } = await scratch({ "main.tf": groups }).lockstep("drift");
    expect(code).toBe(1);
    expect(err).toContain("No state file was found!");
  });
});
