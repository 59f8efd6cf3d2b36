// Every document that our form of HCP Terraform's API gives, held against the types that its clients decode.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { domains } from "../src/app.ts";
import { mistakesIn } from "./terraform-cli-documents.ts";
import { testServer, type Answer, type TestServer } from "./test-server.ts";

let lockstep: TestServer;
beforeAll(async () => {
  lockstep = await testServer();
});
afterAll(() => lockstep.stop());

const make = async (path: string, type: string, attributes: object, relationships: object = {}): Promise<string> => {
  const { body, status } = await lockstep.call("POST", `/api/v2${path}`, { data: { type, attributes, relationships } });
  expect(status, `${path}: ${JSON.stringify(body)}`).toBeLessThan(300);
  expect(mistakesIn(body), path).toEqual([]);
  return String(body.data?.["id"]);
};

test("each of them can be decoded, whichever route gives it", async () => {
  const filled = await fill();
  const asked = new Map<string, number>();
  const mistakes: string[] = [];
  for (const { method, path, capability } of domains.flatMap(({ tfe }) => tfe?.(lockstep.server) ?? [])) {
    if (method !== "GET" || capability) continue;
    const address = `/api/v2${path.replaceAll(/\/([\w-]+)\/:(\w+)|:(\w+)/g, (_text, parent: string | undefined, name: string | undefined, alone: string | undefined) => `${parent === undefined ? "" : `/${parent}/`}${filled.get(`${parent ?? ""}/${name ?? ""}`) ?? filled.get(name ?? alone ?? "") ?? "none"}`)}`;
    for (const more of ["", "?include=workspace,plan,apply,created_by,configuration_version,organization,current_run,outputs,project,readme&page[size]=3"]) {
      const { status, body } = await lockstep.call("GET", `${address}${more}`);
      asked.set(`${path}${more === "" ? "" : " with includes"}`, status);
      if (typeof body === "object" && body !== null) mistakes.push(...mistakesIn(body as Answer).map((mistake) => `${path}: ${mistake}`));
    }
  }
  expect(mistakes).toEqual([]);
  expect([...asked].filter(([, status]) => status >= 500)).toEqual([]);
  const given = [...asked].filter(([, status]) => status === 200).map(([path]) => path);
  // The routes that the command line cannot do without all answered with something.
  expect(given).toEqual(expect.arrayContaining(["/organizations/:organization/entitlement-set", "/organizations/:organization/workspaces", "/organizations/:organization/workspaces/:name", "/workspaces/:id", "/workspaces/:id/runs", "/runs/:id", "/runs/:id/run-events", "/plans/:id", "/applies/:id", "/workspaces/:id/current-state-version", "/workspaces/:id/current-state-version-outputs", "/state-versions/:id", "/configuration-versions/:id"]));
});

/** Makes one of each thing; gives what stands for the parameters of the routes, by the word before them. */
async function fill(): Promise<ReadonlyMap<string, string>> {
  const workspace = await make("/organizations/acme/workspaces", "workspaces", { name: "first", description: "d" }, { "tag-bindings": { data: [{ type: "tag-bindings", attributes: { key: "env", value: "dev" } }] } });
  const stateVersion = await makeState(workspace);
  const outputs = await lockstep.call("GET", `/api/v2/workspaces/${workspace}/current-state-version-outputs`);
  const version = await make(`/workspaces/${workspace}/configuration-versions`, "configuration-versions", { "auto-queue-runs": false });
  // A run needs a configuration that was uploaded; nobody works on it here.
  await lockstep.server.db.updateTable("configurationVersions").set({ status: "uploaded", uploadedAt: new Date(), ingress: JSON.stringify(ingress) }).where("id", "=", version).execute();
  const run = await make("/runs", "runs", { message: "m", "target-addrs": ["a.b"] }, { workspace: related("workspaces", workspace), "configuration-version": related("configuration-versions", version) });
  const comment = await make(`/runs/${run}/comments`, "comments", { body: "hm" });
  const team = await make("/organizations/acme/teams", "teams", { name: "readers" });
  const teamWorkspace = await make("/team-workspaces", "team-workspaces", { access: "read" }, { team: related("teams", team), workspace: related("workspaces", workspace) });
  const token = await make(`/teams/${team}/authentication-tokens`, "authentication-tokens", { description: "for a script" });
  const notification = await make(`/workspaces/${workspace}/notification-configurations`, "notification-configurations", { name: "n", "destination-type": "generic", url: "https://hooks.example.com/x", enabled: false, triggers: ["run:created"] });
  const variable = await make(`/workspaces/${workspace}/vars`, "vars", { key: "secret", value: "x", category: "env", sensitive: true });
  const set = await make("/organizations/acme/varsets", "varsets", { name: "set", global: true });
  return new Map([
    ["organization", "acme"], ["name", "first"], ["id", workspace], ["workspaces/id", workspace], ["runs/id", run], ["plans/id", run.replace("run-", "plan-")], ["applies/id", run.replace("run-", "apply-")], ["configuration-versions/id", version],
    ["state-versions/id", stateVersion], ["state-version-outputs/id", String(outputs.body.data?.[1]?.["id"])], ["comments/id", comment], ["teams/id", team], ["team-workspaces/id", teamWorkspace], ["authentication-tokens/id", token], ["users/id", lockstep.owner.id],
    ["notification-configurations/id", notification], ["vars/variable", variable], ["vars/id", variable], ["varsets/id", set],
  ]);
}

const related = (type: string, id: string): object => ({ data: { type, id } });
const ingress = { branch: "main", commitSha: "0123456789abcdef", commitMessage: "m", cloneUrl: "https://git.example.com/a", commitUrl: null, compareUrl: null, identifier: "a/b", isPullRequest: true, onDefaultBranch: true, pullRequestNumber: 7, pullRequestUrl: null, pullRequestTitle: "t", tag: null, senderUsername: "alex", senderAvatarUrl: null };

async function makeState(workspace: string): Promise<string> {
  const resources = [{ mode: "managed", type: "okta_group", name: "g", provider: 'provider["registry.terraform.io/okta/okta"]', instances: [{ schema_version: 0, attributes: { id: "00g1" } }] }];
  const state = Buffer.from(JSON.stringify({ version: 4, terraform_version: "1.11.4", serial: 1, lineage: "l", outputs: { a: { value: "x", type: "string" }, s: { value: [1], type: ["list", "number"], sensitive: true } }, resources }));
  await lockstep.call("POST", `/api/v2/workspaces/${workspace}/actions/lock`, { reason: "r" });
  const id = await make(`/workspaces/${workspace}/state-versions`, "state-versions", { serial: 1, lineage: "l", md5: createHash("md5").update(state).digest("hex"), state: state.toString("base64") });
  await lockstep.call("POST", `/api/v2/workspaces/${workspace}/actions/unlock`);
  return id;
}
