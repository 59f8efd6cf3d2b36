// The real Terraform command line and the states and locks that the server keeps.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mistakesIn } from "./terraform-cli-documents.ts";
import { cloud, terraformIsHere, terraformServer, until, type TerraformServer } from "./terraform-cli.ts";

const here = terraformIsHere();
let lockstep: TerraformServer;
beforeAll(async () => {
  if (here) lockstep = await terraformServer();
});
afterAll(async () => lockstep?.stop());

const three = `
resource "terraform_data" "a" { input = "one" }
resource "terraform_data" "b" {
  count = 2
  input = { number = count.index, words = ["x", "y"] }
}
output "plain" { value = terraform_data.a.output }
output "object" { value = terraform_data.b[1].output }
output "secret" {
  value     = "hidden \${coalesce(terraform_data.a.output, "nothing")}"
  sensitive = true
}
`;

const act = async (name: string, action: string, body?: unknown): Promise<void> => {
  await lockstep.ask("POST", `/api/v2/workspaces/${(await lockstep.workspace(name)).id}/actions/${action}`, body, 200);
};

describe.skipIf(!here)("terraform and states", { timeout: 300_000 }, () => {
  describe.concurrent("of a workspace", () => {
    test("are listed, shown, pulled, and their outputs read, sensitive ones by name only", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "read") + three });
      await folder.ok(["init"]);
      expect(await folder.ok(["output"])).toMatch(/No outputs found/);
      await folder.ok(["apply", "-auto-approve"]);
      expect(await folder.output(["state", "list"])).toBe("terraform_data.a\nterraform_data.b[0]\nterraform_data.b[1]\n");
      expect(await folder.output(["state", "show", "terraform_data.b[1]"])).toMatch(/input\s+= \{\n\s+number = 1/);
      expect(await folder.output(["show"])).toMatch(/# terraform_data\.a:[\s\S]*Outputs:[\s\S]*secret = \(sensitive value\)/);
      expect(JSON.parse(await folder.output(["show", "-json"]))).toMatchObject({ values: { outputs: { plain: { value: "one", type: "string" } } } });
      expect(JSON.parse(await folder.output(["state", "pull"]))).toMatchObject({ version: 4, outputs: { secret: { value: "hidden one", sensitive: true } } });
      expect(await folder.output(["output"])).toMatch(/secret = <sensitive>/);
      expect(JSON.parse(await folder.output(["output", "-json"]))).toMatchObject({ plain: { value: "one" }, object: { value: { number: 1, words: ["x", "y"] } }, secret: { value: "hidden one", sensitive: true } });
      expect(await folder.output(["output", "-raw", "secret"])).toBe("hidden one");
      const talk = folder.start(["console"]);
      talk.type('"${terraform_data.a.output} ${length(terraform_data.b)}"');
      talk.close();
      expect((await talk.ended).out).toContain('"one 2"');
    });

    test("are changed by mv, rm, taint, untaint, import and push, under a lock that is given back", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "write") + three });
      await folder.ok(["init"]);
      await folder.ok(["apply", "-auto-approve"]);
      expect(await folder.ok(["state", "mv", "terraform_data.a", "terraform_data.c"])).toMatch(/Successfully moved 1 object/);
      expect(await folder.output(["state", "list"])).toBe("terraform_data.b[0]\nterraform_data.b[1]\nterraform_data.c\n");
      await folder.ok(["state", "mv", "terraform_data.c", "terraform_data.a"]);
      expect(await folder.ok(["taint", "terraform_data.a"])).toMatch(/has been marked as tainted/);
      expect(await folder.ok(["plan"])).toMatch(/# terraform_data\.a is tainted, so must be replaced/);
      expect(await folder.ok(["untaint", "terraform_data.a"])).toMatch(/has been successfully untainted/);
      expect(await folder.ok(["state", "rm", "terraform_data.a"])).toMatch(/Successfully removed 1 resource instance/);
      expect(await folder.ok(["import", "terraform_data.a", "brought-in"])).toMatch(/Import successful!/);
      expect(await folder.output(["state", "show", "terraform_data.a"])).toMatch(/id\s+= "brought-in"/);
      const pulled = await folder.output(["state", "pull"]);
      const { serial } = JSON.parse(pulled) as { serial: number };
      folder.write({ "later.tfstate": pulled.replace(`"serial": ${serial}`, `"serial": ${serial + 10}`) });
      await folder.ok(["state", "push", "later.tfstate"]);
      expect(JSON.parse(await folder.output(["state", "pull"]))).toMatchObject({ serial: expect.toSatisfy((now: number) => now >= serial + 10) });
      const { attributes, id } = await lockstep.workspace("write");
      expect(attributes).toMatchObject({ locked: false, "resource-count": 3 });
      const versions = await lockstep.ask("GET", `/api/v2/workspaces/${id}/state-versions?page[size]=100`);
      expect(versions.data).toMatchObject({ length: expect.toSatisfy((count: number) => count >= 8) });
    });

    test("an older state is refused, -force or not, and leaves the workspace locked until somebody forces it open", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "older") + three });
      await folder.ok(["init"]);
      await folder.ok(["apply", "-auto-approve"]);
      const old = await folder.output(["state", "pull"]);
      folder.write({ "old.tfstate": old });
      await folder.ok(["state", "mv", "terraform_data.a", "terraform_data.c"]);
      await folder.ok(["state", "mv", "terraform_data.c", "terraform_data.a"]);
      expect(await folder.ok(["state", "push", "old.tfstate"], { code: 1 })).toMatch(/cannot import state with serial \d+ over newer state with serial \d+/);
      // This release says "force: false" even then: it is refused as HCP Terraform does, and says what else can be done.
      expect(await folder.ok(["state", "push", "-force", "old.tfstate"], { code: 1 })).toMatch(/serial/);
      expect((await lockstep.workspace("older")).attributes).toMatchObject({ locked: true });
      expect(await folder.ok(["state", "rm", "terraform_data.a"], { code: 1 })).toMatch(/workspace already locked/);
      expect(await folder.ok(["force-unlock", "-force", "something"], { code: 1 })).toMatch(/lock/i);
      expect(await folder.ok(["force-unlock", "-force", "acme/older"])).toMatch(/successfully unlocked/);
      expect(await folder.ok(["force-unlock", "-force", "acme/older"], { code: 1 })).toMatch(/already unlocked/);
      expect(await folder.ok(["state", "rm", "-lock=false", "terraform_data.a"], { code: 1 })).toMatch(/lock/i);
    });

    test("a lock of somebody keeps commands from writing, and those that may wait go on when it is gone", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "locked") + three });
      await folder.ok(["init"]);
      await folder.ok(["apply", "-auto-approve"]);
      await act("locked", "lock", { reason: "looking" });
      expect(await folder.ok(["taint", "terraform_data.a"], { code: 1 })).toMatch(/workspace already locked/);
      const waiting = folder.start(["state", "rm", "-lock-timeout=60s", "terraform_data.a"]);
      const { id } = await lockstep.workspace("locked");
      await until("the lock is refused twice", () => lockstep.exchanges.filter(({ status, path }) => status === 409 && path.endsWith(`${id}/actions/lock`)).length > 2);
      await act("locked", "unlock");
      expect((await waiting.ended).text).toMatch(/Successfully removed 1 resource instance/);
    });

    test("a state on disk moves in when a cloud block is put into the folder", async () => {
      const folder = lockstep.folder({ "main.tf": three });
      await folder.ok(["init"]);
      await folder.ok(["apply", "-auto-approve"]);
      const { resources } = JSON.parse(folder.read("terraform.tfstate")) as { resources: unknown };
      folder.write({ "main.tf": cloud(lockstep, "moved-in") + three });
      expect(await folder.ok(["init"], { input: "yes" })).toMatch(/HCP Terraform has been successfully initialized!/);
      expect(JSON.parse(await folder.output(["state", "pull"]))).toMatchObject({ resources });
      expect(await folder.ok(["plan"])).toMatch(/No changes\./);
    });

    test("a workspace with local execution keeps the state while the machine does the work", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "local") + three });
      await folder.ok(["init"]);
      const { id } = await lockstep.workspace("local");
      await lockstep.ask("PATCH", `/api/v2/workspaces/${id}`, { data: { type: "workspaces", attributes: { "execution-mode": "local" } } });
      expect(await folder.ok(["plan"])).toMatch(/Plan: 3 to add/);
      const applied = await folder.ok(["apply", "-auto-approve"]);
      expect(applied).not.toMatch(/Running apply in/);
      expect(applied).toMatch(/Apply complete! Resources: 3 added/);
      expect(await folder.output(["output", "-raw", "plain"])).toBe("one");
      expect(await folder.ok(["destroy", "-auto-approve"])).toMatch(/Destroy complete! Resources: 3 destroyed/);
      expect((await lockstep.ask("GET", `/api/v2/workspaces/${id}/runs`)).data).toEqual([]);
      expect((await lockstep.workspace("local")).attributes).toMatchObject({ locked: false, "resource-count": 0 });
    });
  });

  test("and all that it was given on the way can be decoded strictly", () => {
    expect(lockstep.exchanges.flatMap(({ document, path }) => (document ? mistakesIn(document).map((mistake) => `${path}: ${mistake}`) : []))).toEqual([]);
  });
});
