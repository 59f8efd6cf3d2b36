import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";
import { newId } from "../ids.ts";

let lockstep: TestServer;
beforeAll(async () => {
  lockstep = await testServer();
});
afterAll(() => lockstep.stop());

const all = "/api/v1/organizations/acme/workspaces";

async function workspace(name: string, settings: object = {}): Promise<string> {
  const { status, body } = await lockstep.call("POST", all, { name, ...settings });
  expect([status, body]).toEqual([201, expect.objectContaining({ name, access: "admin" })]);
  return String(body.id);
}

interface Listed {
  readonly items: readonly (Record<string, unknown> & { readonly name: string; readonly address: string })[];
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly types: readonly unknown[];
}

async function list(query: string, path = all): Promise<Listed> {
  const { status, body } = await lockstep.call("GET", `${path}?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as unknown as Listed;
}

const names = async (query: string): Promise<string[]> => (await list(query)).items.map(({ name }) => name);

/** Writes a state of these resources into a workspace. */
async function state(id: string, resources: readonly object[]): Promise<void> {
  const text = Buffer.from(JSON.stringify({ version: 4, terraform_version: "1.11.4", serial: 1, lineage: "l", outputs: {}, resources, check_results: null }));
  const one = `/api/v2/workspaces/${id}`;
  expect((await lockstep.call("POST", `${one}/actions/lock`, {})).status).toBe(200);
  const attributes = { serial: 1, lineage: "l", md5: createHash("md5").update(text).digest("hex"), state: text.toString("base64") };
  expect((await lockstep.call("POST", `${one}/state-versions`, { data: { type: "state-versions", attributes } })).status).toBe(201);
  expect((await lockstep.call("POST", `${one}/actions/unlock`, {})).status).toBe(200);
}

const resource = (type: string, name: string, attributes: object, more: object = {}) => ({
  mode: "managed",
  type,
  name,
  provider: type.startsWith("okta") ? `provider["registry.terraform.io/okta/okta"]` : `provider["terraform.io/builtin/terraform"]`,
  instances: [{ schema_version: 0, attributes, sensitive_attributes: [], ...more }],
});

describe("a workspace", () => {
  test("is made, read by id and by name, changed, tagged and deleted", async () => {
    const id = await workspace("first", { description: "the first", tags: [{ key: "env", value: "prod" }], autoApply: true });
    const byName = await lockstep.call("GET", `${all}/first`);
    expect(byName.body).toMatchObject({ id, organization: { name: "acme" }, project: { name: "Default Project" }, tags: [{ key: "env", value: "prod" }], settings: { autoApply: true, repository: null }, lastRun: null, drift: { open: 0 }, lock: null, state: null });
    const changed = await lockstep.call("PATCH", `/api/v1/workspaces/${id}`, { workingDirectory: "orgs/prod/", autoApply: false });
    expect(changed.body).toMatchObject({ description: "the first", settings: { workingDirectory: "orgs/prod", autoApply: false } });
    expect((await lockstep.call("PUT", `/api/v1/workspaces/${id}/tags`, { tags: [{ key: "team", value: "iam" }] })).body).toEqual({ tags: [{ key: "team", value: "iam" }] });
    expect((await lockstep.call("GET", "/api/v1/organizations/acme/tags")).body["items"]).toContainEqual({ key: "team", value: "iam", workspaces: 1 });
    expect((await lockstep.call("POST", all, { name: "first" })).status).toBe(422);
    expect((await lockstep.call("PATCH", `/api/v1/workspaces/${id}`, { oktaOrgId: "okta-nowhere" })).status).toBe(404);
    expect((await lockstep.call("DELETE", `/api/v1/workspaces/${id}`)).status).toBe(204);
    expect((await lockstep.call("GET", `/api/v1/workspaces/${id}`)).status).toBe(404);
  });

  test("has tags and what is included with it in HCP Terraform's interface", async () => {
    const id = await workspace("tagged");
    await upload(id, { "README.md": "# Tagged" });
    const path = `/api/v2/workspaces/${id}`;
    const bindings = await lockstep.call("PATCH", `${path}/tag-bindings`, { data: [{ type: "tag-bindings", attributes: { key: "env", value: "prod" } }] });
    expect([bindings.status, bindings.body.data]).toMatchObject([200, [{ type: "tag-bindings", attributes: { key: "env", value: "prod" } }]]);
    expect((await lockstep.call("POST", `${path}/relationships/tags`, { data: [{ type: "tags", attributes: { name: "team:iam" } }] })).status).toBe(204);
    expect((await lockstep.call("GET", `${path}/relationships/tags`)).body.data).toMatchObject([{ attributes: { name: "env:prod" } }, { attributes: { name: "team:iam" } }]);
    for (const query of ["search[tags]=team:iam", "search[tags]=env", "search[tags]=env:prod,team:iam", "filter[tagged][0][key]=env&filter[tagged][0][value]=prod"]) {
      const found = await lockstep.call("GET", `/api/v2/organizations/acme/workspaces?include=organization,current_run,readme,nonsense&${query}`);
      expect([query, found.body["meta"]]).toMatchObject([query, { pagination: { "total-count": 1 } }]);
      expect(found.body["included"]).toMatchObject([{ id: "acme", type: "organizations" }, { type: "workspace-readme", attributes: { "raw-markdown": "# Tagged" } }]);
    }
    expect((await lockstep.call("DELETE", `${path}/relationships/tags`, { data: [{ type: "tags", attributes: { name: "env" } }] })).status).toBe(204);
    expect((await lockstep.call("GET", `${path}/effective-tag-bindings`)).body.data).toMatchObject([{ attributes: { key: "team:iam" } }]);
    expect((await lockstep.call("PATCH", `${path}/tag-bindings`, { data: [{ type: "tag-bindings", attributes: { key: "<b>", value: "" } }] })).status).toBe(422);
  });

  test("is locked with a reason, and unlocked", async () => {
    const id = await workspace("locked");
    expect((await lockstep.call("POST", `/api/v1/workspaces/${id}/lock`, { reason: "audit" })).body).toMatchObject({ lock: { kind: "account", by: "alex", reason: "audit" } });
    expect(await names("locked=true")).toEqual(["locked"]);
    expect((await lockstep.call("POST", `/api/v1/workspaces/${id}/lock`, {})).status).toBe(409);
    expect((await lockstep.call("GET", `/api/v1/workspaces/${id}/deletion`)).body).toMatchObject({ objects: 0, lockedBy: "user alex", safe: false });
    expect((await lockstep.call("POST", `/api/v1/workspaces/${id}/unlock`, {})).body).toMatchObject({ lock: null });
  });

  test("shows the README of its folder, else of the repository", async () => {
    const id = await workspace("readme", { workingDirectory: "orgs/prod" });
    expect((await lockstep.call("GET", `/api/v1/workspaces/${id}/readme`)).body).toBeNull();
    await upload(id, { "main.tf": "", "README.md": "# All of it", "orgs/prod/main.tf": "" });
    expect((await lockstep.call("GET", `/api/v1/workspaces/${id}/readme`)).body).toEqual({ path: "README.md", text: "# All of it" });
    await upload(id, { "README.md": "# All of it", "orgs/prod/readme.md": "# Production" });
    expect((await lockstep.call("GET", `/api/v1/workspaces/${id}/readme`)).body).toEqual({ path: "orgs/prod/readme.md", text: "# Production" });
  });

  test("shows its objects, and one with its attributes and references, without its secrets", async () => {
    const id = await workspace("objects");
    await state(id, [
      resource("okta_group", "staff", { id: "00gstaff000000000001", name: "Staff" }),
      resource("okta_app_oauth", "shop", { id: "0oashop0000000000001", label: "Shop", client_secret: "canary-client-secret" }),
      resource("okta_group_rule", "new", { id: "0prnew00000000000001", group_assignments: ["00gstaff000000000001"] }),
      resource("okta_app_group_assignment", "shop", { id: "00gstaff000000000001", app_id: "0oashop0000000000001", group_id: "00gstaff000000000001" }, { dependencies: ["okta_app_oauth.shop", "okta_group.staff"] }),
    ]);
    const path = `/api/v1/workspaces/${id}/objects`;
    const listed = await list("", path);
    expect([listed.total, listed.items.map(({ address }) => address)]).toEqual([4, ["okta_app_group_assignment.shop", "okta_app_oauth.shop", "okta_group.staff", "okta_group_rule.new"]]);
    expect(listed).toMatchObject({ types: expect.arrayContaining([{ type: "okta_group", count: 1 }]), modules: [{ module: "root", count: 4 }] });
    expect((await list("search=SHOP&size=1&page=2", path)).items.map(({ address }) => address)).toEqual(["okta_app_oauth.shop"]);
    expect((await list("type=okta_group", path)).total).toBe(1);
    const object = await lockstep.call("GET", `/api/v1/workspaces/${id}/object?address=okta_app_group_assignment.shop`);
    expect(object.body).toMatchObject({ attributes: { app_id: "0oashop0000000000001" }, references: expect.arrayContaining([{ path: "app_id", address: "okta_app_oauth.shop" }]), dependsOn: ["okta_app_oauth.shop", "okta_group.staff"], serial: 1 });
    // The assignment goes by the group's id, too; the group is meant.
    const rule = await lockstep.call("GET", `/api/v1/workspaces/${id}/object?address=okta_group_rule.new`);
    expect(rule.body.references).toEqual([{ path: "group_assignments[0]", address: "okta_group.staff" }]);
    const app = await lockstep.call("GET", `/api/v1/workspaces/${id}/object?address=okta_app_oauth.shop`);
    expect(app.body).toMatchObject({ attributes: { label: "Shop", client_secret: null }, sensitive: expect.arrayContaining(["client_secret"]), usedBy: ["okta_app_group_assignment.shop"] });
    expect(JSON.stringify(app.body)).not.toContain("canary");
    expect((await lockstep.call("GET", `/api/v1/workspaces/${id}/object?address=okta_group.none`)).status).toBe(404);
    expect((await lockstep.call("GET", `/api/v1/workspaces/${id}/deletion`)).body).toMatchObject({ objects: 4, safe: false });
    expect((await lockstep.call("DELETE", `/api/v1/workspaces/${id}`)).body.errors?.[0 as never]).toMatchObject({ code: "workspace-in-use" });
    expect((await lockstep.call("DELETE", `/api/v1/workspaces/${id}?force=true`)).status).toBe(204);
  });
});

async function upload(id: string, files: Readonly<Record<string, string>>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-archive-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { body } = await lockstep.call("POST", `/api/v2/workspaces/${id}/configuration-versions`, { data: { type: "configuration-versions", attributes: { "auto-queue-runs": false } } });
  const address = new URL(String(body.data?.attributes?.["upload-url"]));
  expect((await lockstep.call("PUT", address.pathname, execFileSync("tar", ["-czf", "-", "-C", folder, "."]), null)).status).toBe(200);
}

describe("the list of 500 workspaces", () => {
  beforeAll(async () => {
    const { db } = lockstep.server;
    const organization = await db.selectFrom("organizations").select("id").where("name", "=", "acme").executeTakeFirstOrThrow();
    const project = await db.selectFrom("projects").select("id").where("organizationId", "=", organization.id).executeTakeFirstOrThrow();
    const rows = Array.from({ length: 500 }, (_, at) => ({ id: newId("workspace"), organizationId: organization.id, projectId: project.id, name: `many-${String(at).padStart(3, "0")}` }));
    await db.insertInto("workspaces").values(rows).execute();
    const statuses = ["applied", "errored", "planned", "planning", "pending"] as const;
    const versions = rows.map(({ id }) => ({ id: newId("configurationVersion"), workspaceId: id, createdByKind: "account" as const, createdByName: "alex" }));
    await db.insertInto("configurationVersions").values(versions).execute();
    const by = { createdByKind: "account" as const, createdById: "user-1", createdByName: "alex", operation: "plan_and_apply" as const };
    const counts = JSON.stringify({ add: 1, change: 2, destroy: 3, import: 0 });
    await db.insertInto("runs").values(versions.map(({ id, workspaceId }, at) => ({ id: newId("run"), workspaceId, configurationVersionId: id, message: `commit ${at}`, status: statuses[at % 5] ?? "applied", planCounts: counts, ...by }))).execute();
    await db.insertInto("runs").values(versions.slice(0, 3).map(({ id, workspaceId }) => ({ id: newId("run"), workspaceId, configurationVersionId: id, status: "errored" as const, planOnly: true, ...by, operation: "plan_only" as const }))).execute();
    const seen = new Date("2026-01-02T03:04:05Z");
    await db.insertInto("drifts").values(rows.slice(0, 7).flatMap(({ id }, at) => ["a", "b"].map((name) => ({ id: newId("drift"), workspaceId: id, address: `okta_group.${name}`, resourceType: "okta_group", kind: "changed" as const, differences: "[]", firstSeenAt: new Date(seen.getTime() + at * 1000), lastSeenAt: seen })))).execute();
  });

  test("shows a page with runs and drift, asking the database as often as for one row", async () => {
    let asked = 0;
    const count = (): void => void asked++;
    lockstep.server.database.pool.on("acquire", count);
    const one = await list("search=many-&size=1");
    const forOne = asked;
    const hundred = await list("search=many-&size=100");
    lockstep.server.database.pool.off("acquire", count);
    expect([one.total, one.items.length, hundred.items.length, asked - forOne]).toEqual([500, 1, 100, forOne]);
    expect(hundred.items[0]).toMatchObject({ name: "many-000", lastRun: { status: "applied", message: "commit 0", createdBy: { name: "alex" }, planned: { add: 1 } }, drift: { open: 2, since: "2026-01-02T03:04:05.000Z" } });
    expect(hundred.counts).toEqual({ attention: 100, errored: 100, running: 100, pending: 100, applied: 100, drifted: 7 });
  });

  test("is filtered and sorted by what the rows show", async () => {
    expect((await list("search=many-&status=attention&size=1")).total).toBe(100);
    expect(await names("search=many-&drifted=true&sort=-drift&size=2")).toEqual(["many-006", "many-005"]);
    expect(await names("search=many-&sort=-name&size=2&page=2")).toEqual(["many-497", "many-496"]);
    expect((await list("search=%25")).total).toBe(0);
    expect((await lockstep.call("GET", `${all}?sort=color`)).status).toBe(422);
  });

  test("has for a team the workspaces that it was given", async () => {
    const { db } = lockstep.server;
    const { newAccessToken } = await import("../secrets/tokens.ts");
    const { token, hash } = newAccessToken();
    const [given] = await db.selectFrom("workspaces").select(["id", "organizationId"]).where("name", "=", "many-042").execute();
    await db.insertInto("teams").values({ id: "team-some", organizationId: given?.organizationId ?? "", name: "some" }).execute();
    await db.insertInto("accessTokens").values({ id: "at-some", teamId: "team-some", hash }).execute();
    await db.insertInto("teamWorkspaces").values({ id: "tws-some", teamId: "team-some", workspaceId: given?.id ?? "", access: "plan" }).execute();
    const { body } = await lockstep.call("GET", all, undefined, token);
    expect([body["total"], (body["items"] as unknown as readonly Answer[])[0]]).toMatchObject([1, { name: "many-042", access: "plan" }]);
    expect((await lockstep.call("GET", `${all}/many-043`, undefined, token)).status).toBe(404);
    expect((await lockstep.call("PATCH", `/api/v1/workspaces/${given?.id ?? ""}`, { description: "x" }, token)).status).toBe(403);
    expect((await lockstep.call("GET", `/api/v1/workspaces/${given?.id ?? ""}/object?address=a.b`, undefined, token)).status).toBe(403);
  });
});
