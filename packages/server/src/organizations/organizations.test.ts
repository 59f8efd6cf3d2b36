import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson } from "../../test/people.ts";
import { testServer, type Answer, type TestServer } from "../../test/test-server.ts";

let lockstep: TestServer;
beforeAll(async () => {
  lockstep = await testServer();
});
afterAll(() => lockstep.stop());

const codeOf = ({ body }: { readonly body: Answer }): string => String(body.errors?.[0]?.code);

describe("organizations", () => {
  test("are made by admins of the site, seen by who belongs to them, changed and deleted by their owners", async () => {
    expect((await lockstep.call("POST", "/api/v1/organizations", { name: "labs", email: "labs@example.com" })).body).toMatchObject({ name: "labs", members: 1, teams: 1, projects: 1, workspaces: 0 });
    expect(codeOf(await lockstep.call("POST", "/api/v1/organizations", { name: "labs" }))).toBe("taken");
    const member = await addPerson(lockstep, "member", { organization: "labs" });
    expect((await lockstep.call("GET", "/api/v1/organizations", undefined, member.token)).body.items).toMatchObject([{ name: "labs" }]);
    expect((await lockstep.call("GET", "/api/v2/organizations", undefined, member.token)).body.data).toMatchObject([{ id: "labs", attributes: { permissions: { "can-update": false } } }]);
    expect((await lockstep.call("GET", "/api/v1/organizations/acme", undefined, member.token)).status).toBe(404);
    expect(codeOf(await lockstep.call("POST", "/api/v1/organizations", { name: "mine" }, member.token))).toBe("forbidden");
    expect(codeOf(await lockstep.call("PATCH", "/api/v1/organizations/labs", { name: "mine" }, member.token))).toBe("forbidden");
    expect((await lockstep.call("PATCH", "/api/v2/organizations/labs", { data: { attributes: { name: "laboratory" } } })).body).toMatchObject({ data: { id: "laboratory" } });
    expect(codeOf(await lockstep.call("DELETE", "/api/v1/organizations/laboratory", undefined, member.token))).toBe("forbidden");
    expect((await lockstep.call("DELETE", "/api/v1/organizations/laboratory")).status).toBe(204);
    expect((await lockstep.call("GET", "/api/v1/organizations/laboratory")).status).toBe(404);
    // That it was deleted stays on record.
    expect((await lockstep.call("GET", "/api/v1/audit-events?action=organization.delete")).body.items).toMatchObject([{ subject: { name: "laboratory" }, organization: null }]);
  });

  test("one whose workspaces manage anything is deleted by force alone, with everything it has", async () => {
    await lockstep.call("POST", "/api/v1/organizations", { name: "used" });
    const id = String((await lockstep.call("POST", "/api/v2/organizations/used/workspaces", { data: { attributes: { name: "prod" } } })).body.data?.id);
    const { db } = lockstep.server;
    const resources = JSON.stringify([{ address: "a.b", mode: "managed", type: "a", name: "b", provider: "p", instances: [{}, {}] }]);
    await db.insertInto("stateVersions").values({ id: "sv-aaaa", workspaceId: id, serial: 1, md5: "", resources, createdByKind: "system", createdByName: "test", createdById: null }).execute();
    await db.updateTable("workspaces").set({ currentStateVersionId: "sv-aaaa" }).where("id", "=", id).execute();
    expect((await lockstep.call("GET", "/api/v1/organizations/used")).body).toMatchObject({ workspaces: 1, resources: 2 });
    expect((await lockstep.call("DELETE", "/api/v1/organizations/used")).body.errors?.[0]).toMatchObject({ code: "organization-in-use", detail: expect.stringContaining("2 resources") });
    expect((await lockstep.call("DELETE", "/api/v2/organizations/used")).status).toBe(409);
    expect((await lockstep.call("DELETE", "/api/v1/organizations/used?force=true")).status).toBe(204);
    expect(await db.selectFrom("stateVersions").select("id").execute()).toEqual([]);
  });
});

describe("projects", () => {
  test("are made, found, changed, and deleted when nothing is in them", async () => {
    const made = await lockstep.call("POST", "/api/v1/organizations/acme/projects", { name: "Pay roll", description: "money" });
    expect(made).toMatchObject({ status: 201, body: { name: "Pay roll", workspaces: 0, isDefault: false } });
    const id = String(made.body.id);
    expect(codeOf(await lockstep.call("POST", "/api/v1/organizations/acme/projects", { name: "Pay roll" }))).toBe("taken");
    expect((await lockstep.call("GET", "/api/v2/organizations/acme/projects?filter%5Bnames%5D=Pay%20roll")).body).toMatchObject({ data: [{ id, type: "projects" }], meta: { pagination: { "total-count": 1 } } });
    expect((await lockstep.call("GET", "/api/v1/organizations/acme/projects?search=pay")).body.total).toBe(1);
    expect((await lockstep.call("PATCH", `/api/v2/projects/${id}`, { data: { attributes: { name: "Payroll" } } })).body.data?.attributes).toMatchObject({ name: "Payroll", description: "money" });
    await lockstep.call("POST", "/api/v2/organizations/acme/workspaces", { data: { attributes: { name: "in-it" }, relationships: { project: { data: { type: "projects", id } } } } });
    expect(codeOf(await lockstep.call("DELETE", `/api/v1/projects/${id}`))).toBe("project-in-use");
    await lockstep.call("DELETE", "/api/v2/organizations/acme/workspaces/in-it");
    expect((await lockstep.call("DELETE", `/api/v2/projects/${id}`)).status).toBe(204);
    expect((await lockstep.call("POST", "/api/v2/organizations/acme/projects", { data: { type: "projects", attributes: { name: "From the command line" } } })).status).toBe(201);
  });

  test("the first one stays, under its name", async () => {
    const first = String((await lockstep.call("GET", "/api/v1/organizations/acme/projects?search=Default")).body.items?.[0]?.id);
    expect((await lockstep.call("DELETE", `/api/v1/projects/${first}`)).status).toBe(422);
    expect((await lockstep.call("PATCH", `/api/v1/projects/${first}`, { name: "Other" })).status).toBe(422);
    expect((await lockstep.call("PATCH", `/api/v1/projects/${first}`, { description: "where all begins" })).status).toBe(200);
  });
});

describe("the audit log", () => {
  test("says who did what to what, by filters and pages, to who may read it", async () => {
    const reader = await addPerson(lockstep, "auditor", { rights: ["read-audit-log"] });
    const list = async (query: string, token = reader.token) => (await lockstep.call("GET", `/api/v1/organizations/acme/audit-events?${query}`, undefined, token)).body;
    expect((await list("action=project")).items).toMatchObject(expect.arrayContaining([expect.objectContaining({ action: "project.create", actor: expect.objectContaining({ name: "alex", kind: "account" }), address: "127.0.0.1" })]));
    expect((await list("action=project.delete")).total).toBe(1);
    expect((await list("actor=nobody")).total).toBe(0);
    expect((await list("from=2100-01-01T00:00:00Z")).total).toBe(0);
    expect(await list("size=2&page=2")).toMatchObject({ items: [{}, {}] });
    expect(codeOf(await lockstep.call("GET", "/api/v1/audit-events", undefined, reader.token))).toBe("forbidden");
    const plain = await addPerson(lockstep, "plain");
    expect(codeOf({ body: await list("", plain.token) })).toBe("forbidden");
  });

  test("is taken away whole as CSV or JSON lines, and no cell of it is a formula", async () => {
    const reader = await addPerson(lockstep, "collector", { rights: ["read-audit-log"] });
    const { db } = lockstep.server;
    const { id: organizationId } = await db.selectFrom("organizations").select("id").where("name", "=", "acme").executeTakeFirstOrThrow();
    const at = new Date("2031-01-01T00:00:00Z");
    const rows = Array.from({ length: 2500 }, (_row, number) => ({ id: `ae-bulk${String(number).padStart(5, "0")}`, organizationId, actorKind: "account", actorId: "user-1", actorName: number === 7 ? `=cmd|'a "b"'` : "alex", action: "bulk.made", subjectKind: "thing", subjectId: "t-1", subjectName: "a, b", at }));
    await db.insertInto("auditEvents").values(rows).execute();
    const take = async (query: string, token = reader.token) => lockstep.app.inject({ url: `/api/v1/organizations/acme/audit-events/download?${query}`, headers: { authorization: `Bearer ${token}` } });
    const table = await take("action=bulk");
    expect(table.headers).toMatchObject({ "content-type": "text/csv; charset=utf-8", "content-disposition": expect.stringMatching(/^attachment; filename="audit-log-acme-[-\d]+\.csv"$/) as unknown });
    const lines = table.body.trim().split("\r\n");
    expect(lines).toHaveLength(2501);
    expect(new Set(lines).size).toBe(2501);
    expect(lines[0]).toBe("time,action,actor,actor kind,actor id,subject,subject kind,subject id,address,details,id");
    expect(lines[8]).toBe(`2031-01-01T00:00:00.000Z,bulk.made,"'=cmd|'a ""b""'",account,user-1,"a, b",thing,t-1,,,ae-bulk00007`);
    const objects = (await take("action=bulk&format=jsonl")).body.trim().split("\n").map((line) => JSON.parse(line) as Answer);
    expect(objects).toHaveLength(2500);
    expect(objects[0]).toMatchObject({ id: "ae-bulk00000", action: "bulk.made", actor: { name: "alex" } });
    expect((await take("action=none&format=jsonl")).body).toBe("");
    const plain = await addPerson(lockstep, "plainer");
    expect((await take("", plain.token)).statusCode).toBe(403);
  });

  test("is append-only: the database itself refuses every change, of an organization's record and of the site's", async () => {
    const { db } = lockstep.server;
    await lockstep.call("POST", "/api/v1/account/tokens", {});
    const refused = async (statement: string) => expect(sql.raw(statement).execute(db)).rejects.toThrow("append-only");
    await refused("update audit_events set actor_name = 'somebody else'");
    await refused("delete from audit_events where organization_id is not null");
    await refused("delete from audit_events where organization_id is null");
    await refused("truncate audit_events");
  });
});
