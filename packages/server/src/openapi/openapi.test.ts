import { api, client, type Routes } from "@lockstep/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testServer, type TestServer } from "../../test/test-server.ts";
import { domains } from "../app.ts";

let lockstep: TestServer;
beforeAll(async () => {
  lockstep = await testServer({ listen: true });
});
afterAll(() => lockstep.stop());

describe("our own interface", () => {
  test("is served as its contract says: every route of it, and no other", () => {
    const mounted = domains.flatMap(({ routes }) => routes?.(lockstep.server) ?? []).map(({ route }) => `${route.method} ${route.path}`);
    const written = Object.values<Routes>(api).flatMap((table) => Object.values(table).map(({ method, path }) => `${method} ${path}`));
    expect(mounted.toSorted()).toEqual(written.toSorted());
  });

  test("has its document where anybody can read it", async () => {
    const { status, body, headers } = await lockstep.call("GET", "/api/v1/openapi.json", undefined, null);
    expect([status, headers["content-type"], body]).toMatchObject([200, expect.stringContaining("application/json"), { openapi: "3.1.1", paths: { "/api/v1/organizations/{organization}/workspaces": { get: { operationId: "workspaces.listWorkspaces" } } } }]);
  });

  test("is spoken by the client, which throws what is refused", async () => {
    const acme = client(fetch, lockstep.address ?? "", () => ({ authorization: `Bearer ${lockstep.token}` }));
    const made = await acme.workspaces.createWorkspace({ params: { organization: "acme" }, body: { name: "by-client" } });
    expect(await acme.workspaces.listWorkspaces({ params: { organization: "acme" }, query: { search: "by-", drifted: "false" } })).toMatchObject({ total: 1, items: [{ id: made.id }] });
    await expect(acme.workspaces.createWorkspace({ params: { organization: "acme" }, body: { name: "by-client" } })).rejects.toMatchObject({ status: 422, code: "taken" });
    expect(await acme.workspaces.deleteWorkspace({ params: { workspace: made.id } })).toBeUndefined();
  });
});
