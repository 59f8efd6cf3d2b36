// The real Terraform command line and workspaces: by tags, by tags with values in a project, made, chosen and deleted.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mistakesIn } from "./terraform-cli-documents.ts";
import { cloud, terraformIsHere, terraformServer, type TerraformServer } from "./terraform-cli.ts";

const here = terraformIsHere();
let lockstep: TerraformServer;
beforeAll(async () => {
  if (here) lockstep = await terraformServer();
});
afterAll(async () => lockstep?.stop());

const one = 'resource "terraform_data" "a" { input = terraform.workspace }\noutput "where" { value = terraform_data.a.output }\n';

describe.skipIf(!here)("terraform and workspaces", { timeout: 300_000 }, () => {
  describe.concurrent("of a cloud block", () => {
    test("by tags: the first is made by init, others by name; one that manages something is deleted by force only", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, 'tags = ["app", "net"]') + one });
      await folder.ok(["init"], { input: "first" });
      expect((await lockstep.workspace("first")).attributes).toMatchObject({ "tag-names": ["app", "net"], "terraform-version": expect.stringMatching(/^1\.11\./) });
      expect(await folder.ok(["workspace", "new", "second"])).toMatch(/Created and switched to workspace "second"!/);
      expect(await folder.output(["workspace", "show"])).toBe("second\n");
      expect(await folder.output(["workspace", "list"])).toMatch(/^ {2}first\n\* second\n/);
      await folder.ok(["apply", "-auto-approve"]);
      expect(await folder.output(["output", "-raw", "where"])).toBe("second");
      expect(await folder.ok(["workspace", "select", "first"])).toMatch(/Switched to workspace "first"\./);
      expect(await folder.ok(["plan"], { environment: { TF_WORKSPACE: "second" } })).toMatch(/No changes\./);
      expect(await folder.ok(["plan"], { environment: { TF_WORKSPACE: "none" }, code: 1 })).toMatch(/Error:/);
      await folder.ok(["workspace", "new", "third"]);
      await folder.ok(["workspace", "select", "first"]);
      expect(await folder.ok(["workspace", "delete", "third"])).toMatch(/Deleted workspace "third"!/);
      expect(await folder.ok(["workspace", "delete", "second"], { code: 1 })).toMatch(/Error: |not empty|currently tracking/);
      expect(await folder.ok(["workspace", "delete", "-force", "second"])).toMatch(/Deleted workspace "second"!/);
      expect(await folder.output(["workspace", "list"])).toBe("* first\n\n");
      // Another configuration with the same tags finds the workspace that is there, and one with more tags does not.
      const other = lockstep.folder({ "main.tf": cloud(lockstep, 'tags = ["app"]') + one });
      await other.ok(["init", "-input=false"]);
      expect(await other.output(["workspace", "show"])).toBe("first\n");
    });

    test("by tags with values in a project: the project is made with the first workspace", async () => {
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, 'project = "Proj X"\n      tags = { env = "dev", team = "id" }') + one });
      await folder.ok(["init"], { input: "kvfirst" });
      const { id, attributes, relationships } = await lockstep.workspace("kvfirst");
      expect(attributes["tag-names"]).toEqual(["env:dev", "team:id"]);
      expect((await lockstep.ask("GET", `/api/v2/workspaces/${id}/tag-bindings`)).data).toMatchObject([{ type: "tag-bindings", attributes: { key: "env", value: "dev" } }, { attributes: { key: "team", value: "id" } }]);
      const projects = await lockstep.ask("GET", "/api/v2/organizations/acme/projects?filter[names]=Proj+X");
      expect(projects.data).toMatchObject([{ id: relationships["project"]?.["data"]?.["id"], attributes: { name: "Proj X" } }]);
      await folder.ok(["workspace", "new", "kvsecond"]);
      expect(await folder.output(["workspace", "list"])).toMatch(/^ {2}kvfirst\n\* kvsecond\n/);
      expect(await folder.ok(["plan"])).toMatch(/Plan: 1 to add/);
      folder.write({ "main.tf": cloud(lockstep, 'project = "Proj X"\n      tags = { env = "prod" }') + one });
      await folder.ok(["init"], { input: "kvthird" });
      expect(await folder.output(["workspace", "list"])).toBe("* kvthird\n\n");
    });

    test("by name: there is one, and commands about others say so; a folder of the workspace is planned in", async () => {
      const folder = lockstep.folder({ "environments/prod/main.tf": cloud(lockstep, "named") + `module "m" {\n  source = "../../module"\n}\noutput "word" {\n  value = module.m.word\n}\n`, "module/main.tf": 'output "word" {\n  value = "from above"\n}\n' });
      await folder.ok(["-chdir=environments/prod", "init"]);
      const { id } = await lockstep.workspace("named");
      await lockstep.ask("PATCH", `/api/v2/workspaces/${id}`, { data: { type: "workspaces", attributes: { "working-directory": "environments/prod" } } });
      expect(await folder.output(["-chdir=environments/prod", "workspace", "list"])).toMatch(/\* named/);
      expect(await folder.ok(["-chdir=environments/prod", "workspace", "new", "other"], { code: 1 })).toMatch(/workspaces not supported/i);
      expect(await folder.ok(["-chdir=environments/prod", "apply", "-auto-approve"])).toMatch(/word = "from above"/);
    });

    test("what cannot be is told in words: an unknown organization, a wrong token, a workspace with a repository", async () => {
      const stranger = lockstep.folder({ "main.tf": cloud(lockstep, "x").replace('"acme"', '"nobody"') });
      expect(await stranger.ok(["init"], { code: 1 })).toMatch(/organization "nobody" at host/);
      const wrong = lockstep.folder({ "main.tf": cloud(lockstep, "x") });
      wrong.write({ "wrong.tfrc": `credentials "${lockstep.host}" {\n  token = "wrong"\n}\n` });
      expect(await wrong.ok(["init"], { code: 1, environment: { TF_CLI_CONFIG_FILE: `${wrong.path}/wrong.tfrc` } })).toMatch(/[Uu]nauthorized|does not have permission|credentials/);
      const folder = lockstep.folder({ "main.tf": cloud(lockstep, "connected") + one });
      await folder.ok(["init"]);
      const { id } = await lockstep.workspace("connected");
      const { organizationId } = await lockstep.server.db.selectFrom("workspaces").select("organizationId").where("id", "=", id).executeTakeFirstOrThrow();
      await lockstep.server.db.insertInto("vcsConnections").values({ id: "vcs-terraform00001", organizationId, kind: "git", name: "plain", httpUrl: "https://git.example.com" }).execute();
      await lockstep.server.db.updateTable("workspaces").set({ vcsConnectionId: "vcs-terraform00001", vcsRepository: "acme/orgs" }).where("id", "=", id).execute();
      expect(await folder.ok(["apply", "-auto-approve"], { code: 1 })).toMatch(/Apply not allowed for workspaces with a VCS connection/);
      expect(await folder.ok(["plan"])).toMatch(/Plan: 1 to add/);
    });
  });

  test("and all that it was given on the way can be decoded strictly", () => {
    expect(lockstep.exchanges.flatMap(({ document, path }) => (document ? mistakesIn(document).map((mistake) => `${path}: ${mistake}`) : []))).toEqual([]);
  });
});
