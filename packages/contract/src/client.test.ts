import { describe, expect, test } from "vitest";
import { ApiProblem, addressOf, client, type Fetch } from "./client.ts";

/** A client whose server always answers this; what it was asked is kept. */
function answering(status: number, body: string, headers: Readonly<Record<string, string>> = {}) {
  const asked: Parameters<Fetch>[] = [];
  const fetch: Fetch = async (...request) => {
    asked.push(request);
    return { status, headers: { get: (name) => headers[name] ?? null }, text: async () => body };
  };
  return { asked, lockstep: client(fetch, "https://lockstep.test/", () => ({ authorization: "Bearer t" })) };
}

describe("the client", () => {
  test("puts parameters into the path, the query behind it, and the body as JSON", async () => {
    const { asked, lockstep } = answering(200, `{"items":[],"total":0}`);
    expect(await lockstep.projects.listProjects({ params: { organization: "a/b" }, query: { search: "x y", page: 2 } })).toEqual({ items: [], total: 0 });
    await lockstep.projects.createProject({ params: { organization: "acme" }, body: { name: "Apps" } });
    expect(asked[0]).toEqual(["https://lockstep.test/api/v1/organizations/a%2Fb/projects?search=x%20y&page=2", { method: "GET", headers: { accept: "application/json", authorization: "Bearer t" } }]);
    expect(asked[1]?.[1]).toMatchObject({ method: "POST", body: `{"name":"Apps"}`, headers: { "content-type": "application/json" } });
  });

  test("gives nothing for an empty answer", async () => {
    expect(await answering(204, "").lockstep.projects.deleteProject({ params: { project: "prj-1" } })).toBeUndefined();
  });

  test("throws what the server refused, with its code, place and time to wait", async () => {
    const { lockstep } = answering(429, `{"errors":[{"status":"429","code":"rate-limited","title":"Too many requests","detail":"Wait."}]}`, { "retry-after": "3" });
    const problem = await lockstep.organizations.listOrganizations().catch((thrown: unknown) => thrown);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 429, code: "rate-limited", message: "Wait.", retrySeconds: 3 });
  });

  test("knows no code where something else answered", async () => {
    await expect(answering(502, "<html>").lockstep.organizations.listOrganizations()).rejects.toMatchObject({ status: 502, code: undefined });
  });

  test("repeats a query parameter for each value, and leaves out what is undefined", () => {
    expect(addressOf({ path: "/api/v1/a/:b" }, { b: "c" }, { d: ["1", "2"], e: undefined })).toBe("/api/v1/a/c?d=1&d=2");
  });
});
