// The real Terraform command line when it is not alone: queues, locks, somebody who decides through the API meanwhile; and logs.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mistakesIn } from "./terraform-cli-documents.ts";
import { cloud, terraformIsHere, terraformServer, until, type TerraformServer } from "./terraform-cli.ts";

const here = terraformIsHere();
let lockstep: TerraformServer;
beforeAll(async () => {
  if (here) lockstep = await terraformServer({ LOCKSTEP_ALLOW_PROVISIONERS: "true" });
});
afterAll(async () => lockstep?.stop());

const one = (input: string): string => `resource "terraform_data" "a" { input = "${input}" }\n`;

async function runs(name: string): Promise<readonly { readonly id: string; readonly status: string }[]> {
  const { id } = await lockstep.workspace(name);
  const { data } = await lockstep.ask("GET", `/api/v2/workspaces/${id}/runs`);
  return Array.from({ length: Number(data?.["length"] ?? 0) }, (_, at) => ({ id: String(data?.[at]?.["id"]), status: String(data?.[at]?.["attributes"]?.["status"]) }));
}

const act = async (run: { readonly id: string } | undefined, action: string): Promise<unknown> => lockstep.ask("POST", `/api/v2/runs/${run?.id ?? ""}/actions/${action}`, {}, 202);

/** The log of a phase, read in pieces of this many bytes. */
async function log(run: { readonly id: string }, phase: "plan" | "apply", piece: number, most = Infinity): Promise<string> {
  const { data } = await lockstep.ask("GET", `/api/v2/runs/${run.id}/${phase}`);
  const { pathname } = new URL(String(data?.["attributes"]?.["log-read-url"]));
  const parts: Buffer[] = [];
  for (let offset = 0; ; ) {
    const { rawPayload, statusCode } = await lockstep.app.inject({ method: "GET", url: `${pathname}?limit=${piece}&offset=${offset}` });
    expect(statusCode).toBe(200);
    expect(rawPayload.length).toBeLessThanOrEqual(piece);
    if (rawPayload.length === 0 || offset >= most) return Buffer.concat(parts).toString("utf8");
    parts.push(rawPayload);
    offset += rawPayload.length;
  }
}

describe.skipIf(!here)("terraform, not alone", { timeout: 300_000 }, () => {
  describe.concurrent("in a queue", () => {
    test("a second apply waits for the first, and says so; discarded through the API, the first stops asking", async () => {
      const [first, second] = ["first", "second"].map((word) => lockstep.folder({ "main.tf": cloud(lockstep, "queue") + one(word) }));
      if (!first || !second) throw new Error("Two folders.");
      await first.ok(["init"]);
      await second.ok(["init"]);
      const asking = first.start(["apply"]);
      await asking.until(/Enter a value:/);
      const waiting = second.start(["apply", "-auto-approve"]);
      await waiting.until(/Waiting for 1 run\(s\) to finish before being queued\.\.\./);
      expect((await runs("queue")).map(({ status }) => status)).toEqual(["pending", "planned"]);
      expect(await second.ok(["state", "rm", "terraform_data.a"], { code: 1 })).toMatch(/workspace already locked/);
      expect(await second.ok(["plan"])).toMatch(/Plan: 1 to add/);
      await act((await runs("queue"))[1], "discard");
      const stopped = await asking.ended;
      expect(stopped.text).toMatch(/[Dd]iscarded/);
      const { code, text } = await waiting.ended;
      expect(code, text).toBe(0);
      expect(text).toMatch(/input\s+= "second"[\s\S]*Apply complete! Resources: 1 added/);
    });

    test("a plan that is confirmed through the API goes on without an answer", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "confirmed") + one("x") });
      await folder.ok(["init"]);
      const talk = folder.start(["apply"]);
      await talk.until(/Enter a value:/);
      await act((await runs("confirmed"))[0], "apply");
      const { code, text } = await talk.ended;
      expect(code, text).toBe(0);
      expect(text).toMatch(/approved using the UI or API/);
      expect(text).toMatch(/Apply complete! Resources: 1 added/);
    });

    test("a lock by hand keeps a run pending, until it is gone or the patience of the one who waits ends", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "by-hand") + one("x") });
      await folder.ok(["init"]);
      const { id } = await lockstep.workspace("by-hand");
      await lockstep.ask("POST", `/api/v2/workspaces/${id}/actions/lock`, { reason: "a freeze" });
      const impatient = await folder.run(["apply", "-auto-approve", "-lock-timeout=4s"]);
      expect(impatient.text).toMatch(/Lock timeout exceeded/);
      expect((await runs("by-hand"))[0]).toMatchObject({ status: "canceled" });
      const patient = folder.start(["apply", "-auto-approve"]);
      await patient.until(/Waiting for the manually locked workspace to be unlocked\.\.\.|Waiting for the plan to start/);
      expect((await runs("by-hand"))[0]).toMatchObject({ status: "pending" });
      await lockstep.ask("POST", `/api/v2/workspaces/${id}/actions/unlock`);
      const { code, text } = await patient.ended;
      expect(code, text).toBe(0);
    });

    test("a pending run is canceled by Ctrl-C, and one that is canceled through the API ends the command", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "pending") + one("x") });
      await folder.ok(["init"]);
      const { id } = await lockstep.workspace("pending");
      await lockstep.ask("POST", `/api/v2/workspaces/${id}/actions/lock`, { reason: "a freeze" });
      const talk = folder.start(["apply"]);
      await talk.until(/Waiting for/);
      talk.interrupt();
      await talk.until(/Do you want to cancel the remote operation\?/);
      talk.type("yes");
      expect((await talk.ended).text).toMatch(/The remote operation was successfully cancelled\./);
      expect((await runs("pending"))[0]).toMatchObject({ status: "canceled" });
      const other = folder.start(["apply"]);
      await other.until(/Waiting for/);
      await until("the second run is there", async () => (await runs("pending")).length === 2);
      await act((await runs("pending"))[0], "cancel");
      expect((await other.ended).code).toBe(1);
    });
  });

  describe.concurrent("reads logs", () => {
    test("that are long, slow, and not in ASCII, whole and in order; by single bytes too", async () => {
      const command = `i=0; while [ $i -lt 1200 ]; do echo "line $i äöü → ✓ ${"x".repeat(40)}"; i=$((i+1)); done; sleep 3; echo "the last word ✓"`;
      const folder = lockstep.folder({ "main.tf": `${cloud(lockstep, "long")}resource "terraform_data" "a" {\n  provisioner "local-exec" {\n    command = ${JSON.stringify(command)}\n  }\n}\n` });
      await folder.ok(["init"]);
      const text = await folder.ok(["apply", "-auto-approve"]);
      const lines = [...text.matchAll(/\(local-exec\): line (\d+) äöü → ✓ x{40}$/gm)].map(([, number]) => Number(number));
      expect(lines).toEqual(Array.from({ length: 1200 }, (_, number) => number));
      expect(text).toMatch(/the last word ✓[\s\S]*Apply complete!/);
      const [run] = await runs("long");
      if (!run) throw new Error("No run.");
      const whole = await log(run, "plan", 65_536);
      expect(whole.startsWith("\u0002")).toBe(true);
      expect(whole.endsWith("\u0003")).toBe(true);
      expect(await log(run, "plan", 1, 200)).toBe(whole.slice(0, 200));
      expect(await log(run, "apply", 5000)).toBe(await log(run, "apply", 65_536));
    });

    test("that are empty while nothing has been written, and end when their run is turned down", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "short") + one("x") });
      await folder.ok(["init"]);
      await folder.ok(["apply"], { input: "no", code: 1 });
      const [run] = await runs("short");
      if (!run) throw new Error("No run.");
      expect((await lockstep.ask("GET", `/api/v2/runs/${run.id}/apply`)).data).toMatchObject({ attributes: { status: "unreachable" } });
      expect(await log(run, "apply", 100)).toBe("");
    });
  });

  test("and all that it was given on the way can be decoded strictly", () => {
    expect(lockstep.exchanges.flatMap(({ document, path }) => (document ? mistakesIn(document).map((mistake) => `${path}: ${mistake}`) : []))).toEqual([]);
  });
});
