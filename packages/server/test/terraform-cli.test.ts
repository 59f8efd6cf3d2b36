// The real Terraform command line with a `cloud` block: everything that plans or applies.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mistakesIn } from "./terraform-cli-documents.ts";
import { cloud, terraformIsHere, terraformServer, until, type TerraformServer } from "./terraform-cli.ts";

const here = terraformIsHere();
let lockstep: TerraformServer;
beforeAll(async () => {
  if (here) lockstep = await terraformServer({ LOCKSTEP_ALLOW_PROVISIONERS: "true" });
});
afterAll(async () => lockstep?.stop());

const one = (input: string): string => `
resource "terraform_data" "a" {
  input = ${input}
}
output "said" {
  value = terraform_data.a.output
}
`;

/** The newest run of a workspace, plan-only ones among them. */
async function newestRun(name: string): Promise<{ readonly id: string; readonly status: string; readonly [name: string]: unknown }> {
  const { id } = await lockstep.workspace(name);
  const operations = "plan_only,plan_and_apply,save_plan,refresh_only,destroy,empty_apply";
  const { data } = await lockstep.ask("GET", `/api/v2/workspaces/${id}/runs?filter[operation]=${operations}`);
  const attributes = data?.[0]?.["attributes"] ?? {};
  return { ...attributes, id: String(data?.[0]?.["id"]), status: String(attributes["status"]) };
}

describe.skipIf(!here)("terraform with a cloud block", { timeout: 300_000 }, () => {
  describe.concurrent("runs", () => {
    test("init makes the workspace; plan says what it would do; apply asks first and takes no for an answer, and yes", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "life") + one('"hello"') });
      expect(await folder.ok(["init"])).toMatch(/HCP Terraform has been successfully initialized!/);
      expect((await lockstep.workspace("life")).attributes).toMatchObject({ name: "life", "terraform-version": expect.stringMatching(/^1\.11\.\d+$/), "execution-mode": "remote" });
      expect(await folder.ok(["init", "-input=false"])).toMatch(/successfully initialized/);
      const planned = await folder.ok(["plan", "-detailed-exitcode"], { code: 2 });
      expect(planned).toMatch(/# terraform_data\.a will be created/);
      expect(planned).toMatch(/Plan: 1 to add, 0 to change, 0 to destroy\./);
      expect(planned).toContain(`https://${lockstep.host}/app/acme/life/runs/run-`);
      expect(await newestRun("life")).toMatchObject({ status: "planned_and_finished", "plan-only": true });
      expect(await folder.ok(["apply"], { input: "no", code: 1 })).toMatch(/Apply discarded\./);
      expect(await newestRun("life")).toMatchObject({ status: "discarded" });
      const applied = await folder.ok(["apply"], { input: "yes" });
      expect(applied).toMatch(/Do you want to perform these actions in workspace "life"\?/);
      expect(applied).toMatch(/terraform_data\.a: Creating\.\.\.\n(.*\n)*terraform_data\.a: Creation complete after/);
      expect(applied).toMatch(/Apply complete! Resources: 1 added, 0 changed, 0 destroyed\./);
      expect(applied).toMatch(/Outputs:\s+said = "hello"/);
      expect(await folder.ok(["plan", "-detailed-exitcode"])).toMatch(/No changes\. Your infrastructure matches the configuration\./);
      expect(await folder.ok(["apply"])).toMatch(/No changes\./);
      const destroyed = await folder.ok(["destroy"], { input: "yes" });
      expect(destroyed).toMatch(/Do you really want to destroy all resources in workspace "life"\?/);
      expect(destroyed).toMatch(/Destroy complete! Resources: 1 destroyed\./);
      expect(await newestRun("life")).toMatchObject({ status: "applied", "is-destroy": true });
      expect(await folder.ok(["state", "list"])).toBe("");
    });

    test("a saved plan is shown, shown as JSON, applied once, and is worth nothing when the state has moved on", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "saved") + one('"kept"') });
      await folder.ok(["init"]);
      expect(await folder.ok(["plan", "-out=saved.plan"])).toMatch(/terraform apply "saved\.plan"/);
      await folder.ok(["plan", "-out=later.plan"]);
      expect(JSON.parse(folder.read("saved.plan"))).toMatchObject({ remote_plan_format: 1, hostname: lockstep.host, run_id: expect.stringMatching(/^run-/) });
      const shown = await folder.ok(["show", "saved.plan"]);
      expect(shown).toMatch(/# terraform_data\.a will be created/);
      expect(shown).toMatch(/Run status: planned and saved/);
      expect(JSON.parse(await folder.output(["show", "-json", "saved.plan"]))).toMatchObject({ resource_changes: [{ address: "terraform_data.a", change: { actions: ["create"], after: { input: "kept" } } }] });
      expect(await folder.ok(["apply", "saved.plan"])).toMatch(/Apply complete! Resources: 1 added/);
      expect(await folder.ok(["apply", "saved.plan"], { code: 1 })).toMatch(/Error: Saved plan/);
      expect(await folder.ok(["apply", "later.plan"], { code: 1 })).toMatch(/Error: /);
      expect(await folder.output(["output", "-raw", "said"])).toBe("kept");
    });

    test("without a question: -auto-approve applies, -input=false alone leaves a plan that waits", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "auto") + one('"first"') });
      await folder.ok(["init"]);
      const waits = await folder.ok(["apply", "-input=false"], { code: 1 });
      expect(waits).toMatch(/Plan: 1 to add/);
      const waiting = await newestRun("auto");
      expect(waiting).toMatchObject({ status: "planned", "auto-apply": false });
      await lockstep.ask("POST", `/api/v2/runs/${waiting.id}/actions/discard`, { comment: "nobody wants it" }, 202);
      expect(await folder.ok(["apply", "-auto-approve"])).toMatch(/Apply complete! Resources: 1 added/);
      expect(await newestRun("auto")).toMatchObject({ status: "applied", "auto-apply": true });
      const replaced = await folder.ok(["apply", "-auto-approve", "-replace=terraform_data.a"]);
      expect(replaced).toMatch(/# terraform_data\.a will be replaced, as requested/);
      expect(replaced).toMatch(/Apply complete! Resources: 1 added, 0 changed, 1 destroyed\./);
      expect(await folder.ok(["destroy", "-auto-approve"])).toMatch(/Destroy complete! Resources: 1 destroyed\./);
    });

    test("variables come from -var, a file, the environment and the folder; -target plans a part", async () => {
      const folder = lockstep.folder({
        "main.tf": `${cloud(lockstep, "inputs")}
variable "word" {
  type      = string
  sensitive = true
}
variable "list" { type = list(string) }
variable "number" { type = number }
variable "folder" { type = string }
resource "terraform_data" "a" { input = var.word }
resource "terraform_data" "b" { input = "\${var.folder} \${join("-", var.list)} \${var.number}" }
output "a" {
  value     = var.word
  sensitive = true
}
output "b" { value = terraform_data.b.output }
`,
        "terraform.tfvars": 'folder = "from the folder"\n',
        "more.tfvars": "number = 12.5\n",
      });
      await folder.ok(["init"]);
      const given = ["-var", 'word=a "quoted" word', "-var-file=more.tfvars"];
      const environment = { TF_VAR_list: '["x", "y"]' };
      const part = await folder.ok(["apply", "-auto-approve", "-target=terraform_data.a", ...given], { environment });
      expect(part).toMatch(/Apply complete! Resources: 1 added/);
      expect(part).toMatch(/Resource targeting is in effect/);
      await folder.ok(["apply", "-auto-approve", ...given], { environment });
      expect(JSON.parse(await folder.output(["output", "-json"]))).toMatchObject({ a: { value: 'a "quoted" word' }, b: { value: "from the folder x-y 12.5" } });
      const changed = await folder.ok(["plan", "-var", "word=another", "-var-file=more.tfvars"], { environment });
      expect(changed).toMatch(/~ input\s+= \(sensitive value\)/);
      expect(changed).toMatch(/~ a\s+= \(sensitive value\)/);
      expect(changed).not.toContain("another");
      expect(await folder.ok(["plan"], { code: 1 })).toMatch(/Error: No value for required variable/);
    });

    test("refresh-only, refresh, and a plan that does not look", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "refreshed") + one('"same"') });
      await folder.ok(["init"]);
      await folder.ok(["apply", "-auto-approve"]);
      expect(await folder.ok(["plan", "-refresh-only"])).toMatch(/No changes\. Your infrastructure still matches the configuration\./);
      expect(await newestRun("refreshed")).toMatchObject({ "refresh-only": true, "plan-only": true });
      folder.write({ "main.tf": `${cloud(lockstep, "refreshed")}${one('"same"')}output "more" {\n  value = "new"\n}\n` });
      expect(await folder.ok(["refresh"])).toMatch(/Apply complete!|new/);
      expect(await newestRun("refreshed")).toMatchObject({ "refresh-only": true, "auto-apply": true });
      expect(await folder.output(["output", "-raw", "more"])).toBe("new");
      const unseen = await folder.ok(["plan", "-refresh=false"]);
      expect(unseen).not.toMatch(/Refreshing state/);
      expect(unseen).toMatch(/No changes\./);
      expect(await folder.ok(["plan", "-destroy"])).toMatch(/Plan: 0 to add, 0 to change, 1 to destroy\./);
    });

    test("errors are shown as diagnostics with their place, in a plan and in an apply; failed checks are warnings", async () => {
      const folder = lockstep.folder({ "main.tf": `${cloud(lockstep, "wrong")}resource "terraform_data" "a" {\n  input = var.missing\n}\n` });
      await folder.ok(["init"]);
      const wrong = await folder.ok(["plan"], { code: 1 });
      expect(wrong).toMatch(/Error: Reference to undeclared input variable/);
      expect(wrong).toMatch(/on main\.tf line \d+, in resource "terraform_data" "a":/);
      expect(wrong).toMatch(/input = var\.missing/);
      expect(await newestRun("wrong")).toMatchObject({ status: "errored" });
      folder.write({
        "main.tf": `${cloud(lockstep, "wrong")}
resource "terraform_data" "a" {
  input = "x"
  lifecycle {
    postcondition {
      condition     = self.id == "never"
      error_message = "The id is not what it should be."
    }
  }
}
check "word" {
  assert {
    condition     = terraform_data.a.input == "y"
    error_message = "The word is not y."
  }
}
`,
      });
      const failed = await folder.ok(["apply", "-auto-approve"], { code: 1 });
      expect(failed).toMatch(/Warning: Check block assertion failed/);
      expect(failed).toMatch(/The word is not y\./);
      expect(failed).toMatch(/Error: Resource postcondition failed/);
      expect(failed).toMatch(/The id is not what it should be\./);
      expect(await newestRun("wrong")).toMatchObject({ status: "errored" });
      expect(await folder.ok(["state", "list"])).toBe("terraform_data.a\n");
    });

    test("Ctrl-C cancels a run that is under way; what came of it is in the state", async () => {
      const folder = lockstep.folder({
        "main.tf": `${cloud(lockstep, "canceled")}
resource "terraform_data" "quick" {}
resource "terraform_data" "slow" {
  depends_on = [terraform_data.quick]
  provisioner "local-exec" {
    command = "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do echo tick $i; sleep 1; done"
  }
}
`,
      });
      await folder.ok(["init"]);
      const talk = folder.start(["apply", "-auto-approve"]);
      await talk.until(/tick 2/);
      talk.interrupt();
      expect((await talk.ended).text).toMatch(/The remote operation was successfully cancelled\./);
      await until("the run is canceled", async () => (await newestRun("canceled")).status === "canceled");
      expect(await folder.ok(["state", "list"])).toContain("terraform_data.quick");
      expect((await lockstep.workspace("canceled")).attributes).toMatchObject({ locked: false });
    });
  });

  test("and all that it was given on the way can be decoded strictly", () => {
    expect(lockstep.exchanges.flatMap(({ document, path }) => (document ? mistakesIn(document).map((mistake) => `${path}: ${mistake}`) : []))).toEqual([]);
  });
});
