// The real Terraform command line with the older `backend "remote"`, signing in, and the plain requests that scripts make.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mistakesIn } from "./terraform-cli-documents.ts";
import { cloud, terraformIsHere, terraformServer, until, type TerraformServer } from "./terraform-cli.ts";

const here = terraformIsHere();
let lockstep: TerraformServer;
beforeAll(async () => {
  if (here) lockstep = await terraformServer();
});
afterAll(async () => lockstep?.stop());

const remote = (workspaces: string): string => `terraform {
  backend "remote" {
    hostname     = "${lockstep.host}"
    organization = "acme"
    workspaces {
      ${workspaces}
    }
  }
}
`;
const one = 'resource "terraform_data" "a" { input = "hello" }\noutput "said" { value = terraform_data.a.output }\n';

describe.skipIf(!here)("terraform", { timeout: 300_000 }, () => {
  describe.concurrent('with a backend "remote"', () => {
    test("plans and applies with a log in words, and reads and writes the state", async () => {
      const folder = lockstep.folder({ "main.tf": remote('name = "older"') + one });
      expect(await folder.ok(["init"])).toMatch(/Successfully configured the backend "remote"!/);
      const planned = await folder.ok(["plan"]);
      expect(planned).toMatch(/# terraform_data\.a will be created/);
      expect(planned).toMatch(/Plan: 1 to add, 0 to change, 0 to destroy\./);
      expect(planned).not.toMatch(/"@level"|"@message"/);
      expect(await folder.ok(["plan", "-out=x"], { code: 1 })).toMatch(/Saving a generated plan is currently not supported/);
      expect(await folder.ok(["apply"], { input: "no", code: 1 })).toMatch(/Apply discarded\./);
      const applied = await folder.ok(["apply"], { input: "yes" });
      expect(applied).toMatch(/terraform_data\.a: Creation complete after/);
      expect(applied).toMatch(/Apply complete! Resources: 1 added, 0 changed, 0 destroyed\./);
      expect(await folder.output(["output", "-raw", "said"])).toBe("hello");
      expect(await folder.output(["state", "list"])).toBe("terraform_data.a\n");
      const pulled = await folder.output(["state", "pull"]);
      await folder.ok(["state", "rm", "terraform_data.a"]);
      folder.write({ "old.tfstate": pulled });
      expect(await folder.ok(["state", "push", "old.tfstate"], { code: 1 })).toMatch(/serial/);
      await folder.ok(["state", "push", "-force", "old.tfstate"]);
      expect(await folder.output(["state", "list"])).toBe("terraform_data.a\n");
      expect(await folder.ok(["destroy", "-auto-approve"])).toMatch(/Destroy complete! Resources: 1 destroyed\./);
    });

    test("a prefix gives several workspaces short names, and a workspace that applies by itself asks nobody", async () => {
      const folder = lockstep.folder({ "main.tf": remote('prefix = "app-"') + one });
      await folder.ok(["init"], { input: "1", code: 0 }).catch(() => "");
      await folder.ok(["workspace", "new", "dev"]);
      await folder.ok(["workspace", "new", "prod"]);
      expect(await folder.output(["workspace", "list"])).toMatch(/^ {2}dev\n\* prod\n/);
      await folder.ok(["workspace", "select", "dev"]);
      const { id } = await lockstep.workspace("app-dev");
      await lockstep.ask("PATCH", `/api/v2/workspaces/${id}`, { data: { type: "workspaces", attributes: { "auto-apply": true } } });
      const applied = await folder.ok(["apply"]);
      expect(applied).not.toMatch(/Enter a value/);
      expect(applied).toMatch(/Apply complete! Resources: 1 added/);
    });
  });

  describe.concurrent("signs in", () => {
    test("not when it is told no", async () => {
      const said = await withoutCredentials().ok(["login", lockstep.host], { input: "no", code: 1 });
      expect(said).toMatch(/Login cancelled/);
    });

    test("through the browser", async () => {
      const folder = withoutCredentials();
      const talk = folder.start(["login", lockstep.host]);
      await talk.until(/Enter a value:/);
      talk.type("yes");
      // Where there is an opener of browsers that fails, it has named the address before, in quotes: the line of its own counts.
      const ownLine = /^ +https:\/\/localhost:\d+(\/oauth\/authorize\?\S+)$\n/m;
      const address = ownLine.exec(await talk.until(ownLine))?.[1] ?? "";
      const session = await signIn();
      const page = await lockstep.app.inject({ method: "GET", url: address, headers: { cookie: session } });
      const fields = [...page.body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = "", value = ""]): [string, string] => [name, value.replaceAll("&amp;", "&")]);
      const answer = await lockstep.app.inject({ method: "POST", url: "/oauth/authorize", headers: { cookie: session, "content-type": "application/x-www-form-urlencoded", origin: `https://${lockstep.host}`, "sec-fetch-site": "same-origin" }, payload: new URLSearchParams([...fields, ["decision", "allow"]]).toString() });
      expect(answer.statusCode, answer.body).toBe(303);
      const callback = await fetch(String(answer.headers["location"]));
      expect(callback.status).toBe(200);
      const { code, text } = await talk.ended;
      expect(code, text).toBe(0);
      expect(text).toMatch(/has obtained and saved an API token/);
      folder.write({ "main.tf": cloud(lockstep, "signed-in") });
      expect(await folder.ok(["init"])).toMatch(/successfully initialized/);
    });
  });

  test("a script goes the whole way with curl", async () => {
    const curl = async (method: string, path: string, ...more: string[]): Promise<{ data?: { id: string; attributes: Record<string, unknown> }; errors?: unknown; status: number }> => {
      const { stdout } = await promisify(execFile)("curl", ["-sS", "--cacert", lockstep.certificate, "-w", "\n%{http_code}", "-X", method, "-H", `Authorization: Bearer ${lockstep.token}`, "-H", "Content-Type: application/vnd.api+json", ...more, path.startsWith("https:") ? path : `https://${lockstep.host}/api/v2${path}`]);
      const [, body = "", status = ""] = /^([\s\S]*)\n(\d+)$/.exec(stdout) ?? [];
      return { ...(body === "" ? {} : (JSON.parse(body) as object)), status: Number(status) };
    };
    const made = await curl("POST", "/organizations/acme/workspaces", "-d", JSON.stringify({ data: { type: "workspaces", attributes: { name: "scripted" } } }));
    const id = made.data?.id ?? "";
    expect((await curl("GET", "/organizations/acme/workspaces/scripted")).data?.id).toBe(id);
    const version = await curl("POST", `/workspaces/${id}/configuration-versions`, "-d", JSON.stringify({ data: { type: "configuration-versions", attributes: { "auto-queue-runs": false } } }));
    const folder = lockstep.folder({ "main.tf": one });
    await promisify(execFile)("tar", ["-czf", `${folder.path}/../archive.tar.gz`, "-C", folder.path, "."]);
    const upload = await promisify(execFile)("curl", ["-sS", "--cacert", lockstep.certificate, "-w", "%{http_code}", "-X", "PUT", "-H", "Content-Type: application/octet-stream", "--data-binary", `@${folder.path}/../archive.tar.gz`, String(version.data?.attributes["upload-url"])]);
    expect(upload.stdout).toBe("200");
    const run = await curl("POST", "/runs", "-d", JSON.stringify({ data: { type: "runs", attributes: { message: "by script" }, relationships: { workspace: { data: { type: "workspaces", id } } } } }));
    const status = async (): Promise<unknown> => (await curl("GET", `/runs/${run.data?.id ?? ""}`)).data?.attributes["status"];
    await until("the plan is there", async () => (await status()) === "planned");
    expect((await curl("GET", `/runs/${run.data?.id ?? ""}/plan`)).data?.attributes).toMatchObject({ status: "finished", "has-changes": true, "resource-additions": 1 });
    expect((await curl("POST", `/runs/${run.data?.id ?? ""}/actions/apply`, "-d", JSON.stringify({ comment: "go" }))).status).toBe(202);
    await until("the plan is applied", async () => (await status()) === "applied");
    expect((await curl("POST", `/runs/${run.data?.id ?? ""}/actions/apply`)).status).toBe(409);
    const unread = await promisify(execFile)("curl", ["-sS", "--cacert", lockstep.certificate, "-w", "%{http_code}", "-o", "/dev/null", `https://${lockstep.host}/api/v2/runs/${run.data?.id ?? ""}`]);
    expect(unread.stdout).toBe("401");
  });

  test("and all that it was given on the way can be decoded strictly", () => {
    expect(lockstep.exchanges.flatMap(({ document, path }) => (document ? mistakesIn(document).map((mistake) => `${path}: ${mistake}`) : []))).toEqual([]);
  });
});

/** A folder of somebody who has not signed in yet; credentials go to the home folder. */
function withoutCredentials(): ReturnType<TerraformServer["folder"]> {
  const folder = lockstep.folder({});
  delete folder.environment["TF_CLI_CONFIG_FILE"];
  // No browser is on this machine: the address is printed.
  folder.environment["BROWSER"] = "false";
  return folder;
}

/** A session of the first account, as its cookie. */
async function signIn(): Promise<string> {
  const answer = await lockstep.app.inject({ method: "POST", url: "/api/v1/session", payload: { name: "alex", password: "correct horse battery" } });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return [answer.headers["set-cookie"]].flat().map((cookie) => String(cookie).split(";")[0]).join("; ");
}
