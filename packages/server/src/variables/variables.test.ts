import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";
import { getWorkspace } from "../workspaces/service.ts";
import { resolveInputs } from "./resolve.ts";

let lockstep: TestServer;
let workspaceId: string;
beforeAll(async () => {
  lockstep = await testServer();
  workspaceId = await workspace("values");
});
afterAll(() => lockstep.stop());

async function workspace(name: string): Promise<string> {
  const { body } = await lockstep.call("POST", "/api/v2/organizations/acme/workspaces", { data: { type: "workspaces", attributes: { name } } });
  return String(body.data?.id);
}

const own = (path = ""): string => `/api/v1/workspaces/${workspaceId}/variables${path}`;
const tfe = (path = ""): string => `/api/v2/workspaces/${workspaceId}/vars${path}`;
const vars = (attributes: object) => ({ data: { type: "vars", attributes } });

async function made(body: object): Promise<string> {
  const answer = await lockstep.call("POST", own(), body);
  expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ id: expect.stringMatching(/^var-/) })]);
  return String(answer.body.id);
}

/** What a request that must be refused says. */
async function refusal(method: "POST" | "PATCH", path: string, body: object): Promise<string> {
  const answer = await lockstep.call(method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(422);
  return String(answer.body.errors?.[0]?.detail);
}

describe("a variable", () => {
  test("is made, listed, changed and deleted, in both interfaces", async () => {
    const first = await lockstep.call("POST", tfe(), vars({ key: "region", value: "eu", category: "terraform", description: "where" }));
    expect([first.status, first.body.data]).toMatchObject([201, { type: "vars", attributes: { key: "region", value: "eu", hcl: false, sensitive: false, category: "terraform" }, relationships: { configurable: { data: { type: "workspaces", id: workspaceId } } } }]);
    const id = String(first.body.data?.id);
    expect((await lockstep.call("PATCH", own(`/${id}`), { value: "us" })).body).toMatchObject({ value: "us", description: "where" });
    const shown = (await lockstep.call("GET", tfe(`/${id}`))).body.data;
    expect(shown).toMatchObject({ attributes: { value: "us" } });
    expect(shown?.attributes?.["version-id"]).not.toBe(first.body.data?.attributes?.["version-id"]);
    expect(await refusal("POST", own(), { key: "region", value: "x" })).toContain("already a variable named \"region\"");
    expect((await lockstep.call("DELETE", tfe(`/${id}`))).status).toBe(204);
    expect((await lockstep.call("GET", tfe(`/${id}`))).status).toBe(404);
  });

  test("that is sensitive is never given out, takes a new value, and nothing else", async () => {
    const id = await made({ key: "token", value: "canary-one", sensitive: true });
    expect((await lockstep.call("PATCH", tfe(`/${id}`), vars({ key: "token", sensitive: true, value: "canary-two" }))).body.data).toMatchObject({ attributes: { value: null } });
    expect(await refusal("PATCH", tfe(`/${id}`), vars({ sensitive: false }))).toContain("only its value can be replaced");
    expect(await refusal("PATCH", own(`/${id}`), { key: "shown" })).toContain("only its value can be replaced");
    const answers = [await lockstep.call("GET", tfe()), await lockstep.call("GET", own()), await lockstep.call("GET", `/api/v2/workspaces/${workspaceId}/all-vars`), await lockstep.call("GET", "/api/v1/organizations/acme/audit-log")];
    expect(JSON.stringify(answers)).not.toContain("canary");
    const { inputs } = await inputsOf();
    expect([inputs.variables.find(({ key }) => key === "token")?.value, inputs.secrets]).toEqual(["canary-two", ["canary-two"]]);
  });

  test("becomes sensitive with the value it has", async () => {
    const id = await made({ key: "later", value: "kept" });
    expect((await lockstep.call("PATCH", own(`/${id}`), { sensitive: true })).body).toMatchObject({ value: null, sensitive: true });
    expect((await inputsOf()).inputs.secrets).toContain("kept");
  });

  test("that is HCL must be a literal, and nothing of a sensitive one is quoted", async () => {
    await made({ key: "list", value: `["a", { b = 1 }]`, hcl: true });
    expect(await refusal("POST", own(), { key: "broken", value: `["a"`, hcl: true })).toMatch(/^The value is not an HCL literal: \w/);
    expect(await refusal("POST", own(), { key: "named", value: "var.other", hcl: true })).toContain("not an HCL literal");
    expect(await refusal("POST", own(), { key: "secret", value: "canary-hcl-", hcl: true, sensitive: true })).not.toContain("canary");
    expect(await refusal("POST", own(), { key: "ENV", value: "[]", hcl: true, category: "env" })).toContain("only Terraform variables can be HCL");
  });

  test.each([
    [{ key: "" }, "must have a name"],
    [{ key: "1st" }, "begins with a letter"],
    [{ key: "with-dash", category: "env" }, "letters, digits and underscores"],
    [{ key: "large", value: "x".repeat((256 << 10) + 1) }, "larger than 256 KB"],
  ])("is refused where it cannot be one: %o", async (body, says) => {
    expect(await refusal("POST", own(), body)).toContain(says);
  });

  test("may have a value of exactly 256 KB", async () => {
    await made({ key: "just-so-large", value: "x".repeat(256 << 10) });
  });

  test("is not seen by those who do not see the workspace", async () => {
    expect((await lockstep.call("GET", own(), undefined, null)).status).toBe(401);
    expect((await lockstep.call("POST", `/api/v1/workspaces/ws-nowhere/variables`, { key: "a" })).status).toBe(404);
  });
});

async function inputsOf(id = workspaceId) {
  const { workspace: found } = await getWorkspace(lockstep.server, lockstep.owner, id);
  return { inputs: await resolveInputs(lockstep.server, found, []), found };
}

describe("variable sets", () => {
  const sets = "/api/v1/organizations/acme/variable-sets";

  /** A set with the variable "who" that has its name as value. */
  async function set(name: string, attributes: object = {}): Promise<string> {
    const { status, body } = await lockstep.call("POST", sets, { name, ...attributes });
    expect([status, body]).toEqual([201, expect.objectContaining({ name })]);
    expect((await lockstep.call("POST", `/api/v1/variable-sets/${String(body.id)}/variables`, { key: "who", value: name })).status).toBe(201);
    return String(body.id);
  }

  test("win in the order that HCP Terraform documents; of two as wide the first name", async () => {
    const id = await workspace("ranked");
    const { workspace: ranked } = await getWorkspace(lockstep.server, lockstep.owner, id);
    const inWorkspace = async (name: string, more: object = {}) => lockstep.call("PUT", `/api/v1/variable-sets/${await set(name, more)}/workspaces/${id}`);
    const inProject = async (name: string, more: object = {}) => lockstep.call("PUT", `/api/v1/variable-sets/${await set(name, more)}/projects/${ranked.projectId}`);
    const owned = { projectId: ranked.projectId };
    await set("global-b", { global: true });
    await set("global-a", { global: true });
    await inProject("project-a");
    await inWorkspace("workspace-b");
    await inWorkspace("workspace-a");
    await inProject("owned-project", owned);
    await inWorkspace("owned-workspace", owned);
    await inWorkspace("priority-owned-workspace", { ...owned, priority: true });
    await inProject("priority-owned-project", { ...owned, priority: true });
    await inWorkspace("priority-workspace", { priority: true });
    await inProject("priority-project", { priority: true });
    await set("priority-global-b", { global: true, priority: true });
    await set("priority-global-a", { global: true, priority: true });
    await lockstep.call("POST", `/api/v1/workspaces/${id}/variables`, { key: "who", value: "mine" });
    const { variables } = await resolveInputs(lockstep.server, ranked, [{ key: "who", value: "of the run", hcl: false }]);
    const expected = [
      ["priority-global-a", "priority-global-b", "priority-project", "priority-workspace", "priority-owned-project", "priority-owned-workspace"],
      ["of the run", "mine"],
      ["owned-workspace", "owned-project", "workspace-a", "workspace-b", "project-a", "global-a", "global-b"],
    ].flat();
    expect(variables.filter(({ key }) => key === "who").map(({ value }) => value).toReversed()).toEqual(expected);
    const { body } = await lockstep.call("GET", `/api/v1/workspaces/${id}/variables`);
    const listed = body["items"] as unknown as readonly { key: string; value: string; overriddenBy: string | null }[];
    expect(listed.filter(({ overriddenBy }) => overriddenBy === null).map(({ value }) => value)).toEqual(["priority-global-a"]);
    const all = await lockstep.call("GET", `/api/v2/workspaces/${id}/all-vars`);
    expect((all.body.data as unknown as readonly Answer[]).map(({ attributes }) => attributes?.["value"])).toEqual(["priority-global-a"]);
    for (const each of (await lockstep.call("GET", `${sets}?size=100`)).body["items"] as unknown as readonly { id: string }[]) expect((await lockstep.call("DELETE", `/api/v1/variable-sets/${each.id}`)).status).toBe(204);
  });

  test("say how many workspaces they reach, each counted once", async () => {
    const { body } = await lockstep.call("POST", "/api/v1/organizations/acme/projects", { name: "Reached" });
    const projectId = String(body.id);
    const inside = await Promise.all(["reached-1", "reached-2"].map(async (name) => lockstep.call("POST", "/api/v1/organizations/acme/workspaces", { name, projectId })));
    const outside = await workspace("not-of-the-project");
    const reaches = async (id: string) => (await lockstep.call("GET", `/api/v1/variable-sets/${id}`)).body.reaches;
    const shared = await set("reaching");
    expect(await reaches(shared)).toBe(0);
    for (const [kind, id] of [["workspaces", inside[0]?.body.id], ["projects", projectId], ["workspaces", outside]] as const) expect((await lockstep.call("PUT", `/api/v1/variable-sets/${shared}/${kind}/${String(id)}`)).status).toBe(204);
    expect(await reaches(shared)).toBe(3);
    expect(await reaches(await set("reaching-all", { global: true }))).toBe((await lockstep.call("GET", "/api/v1/organizations/acme/workspaces")).body.total);
    const owned = await set("reaching-owned", { projectId });
    expect((await lockstep.call("PUT", `/api/v1/variable-sets/${owned}/projects/${projectId}`)).status).toBe(204);
    expect(await reaches(owned)).toBe(2);
    for (const each of (await lockstep.call("GET", `${sets}?search=reaching`)).body["items"] as unknown as readonly { id: string }[]) expect((await lockstep.call("DELETE", `/api/v1/variable-sets/${each.id}`)).status).toBe(204);
  });

  test("speak HCP Terraform's interface, too", async () => {
    const other = await workspace("uses-sets");
    const created = await lockstep.call("POST", "/api/v2/organizations/acme/varsets", { data: { type: "varsets", attributes: { name: "shared", global: false }, relationships: { workspaces: { data: [{ id: other, type: "workspaces" }] } } } });
    expect([created.status, created.body.data]).toMatchObject([201, { type: "varsets", attributes: { name: "shared", "workspace-count": 1 }, relationships: { parent: { data: { type: "organizations", id: "acme" } } } }]);
    const path = `/api/v2/varsets/${String(created.body.data?.id)}`;
    expect((await lockstep.call("POST", `${path}/relationships/vars`, vars({ key: "A", value: "1", category: "env" }))).status).toBe(201);
    expect((await lockstep.call("GET", `${path}/relationships/vars`)).body.data?.[0 as never]).toMatchObject({ attributes: { key: "A" }, relationships: { varset: { data: { type: "varsets" } } } });
    expect((await lockstep.call("GET", `/api/v2/workspaces/${other}/varsets`)).body["meta"]).toMatchObject({ pagination: { "total-count": 1 } });
    expect((await inputsOf(other)).inputs.environment).toEqual({ A: "1" });
    expect((await lockstep.call("DELETE", `${path}/relationships/workspaces`, { data: [{ type: "workspaces", id: other }] })).status).toBe(204);
    expect((await inputsOf(other)).inputs.environment).toEqual({});
    expect((await lockstep.call("PATCH", path, { data: { type: "varsets", attributes: { global: true } } })).body.data).toMatchObject({ attributes: { name: "shared", global: true } });
    expect((await inputsOf(other)).inputs.environment).toEqual({ A: "1" });
    expect((await lockstep.call("POST", "/api/v2/organizations/acme/varsets", { data: { type: "varsets", attributes: { name: "shared" } } })).status).toBe(422);
    expect((await lockstep.call("DELETE", path)).status).toBe(204);
  });

  test("of another organization's workspaces cannot be used", async () => {
    await lockstep.call("POST", "/api/v2/organizations", { data: { type: "organizations", attributes: { name: "other", email: "o@example.com" } } });
    const { body } = await lockstep.call("POST", "/api/v2/organizations/other/workspaces", { data: { type: "workspaces", attributes: { name: "theirs" } } });
    expect((await lockstep.call("PUT", `/api/v1/variable-sets/${await set("ours")}/workspaces/${String(body.data?.id)}`)).status).toBe(404);
  });
});
