import { accessLevels, allows, organizationActions, organizationRights, workspaceActions, type AccessLevel, type OrganizationRight } from "@lockstep/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newAccessToken } from "../src/secrets/tokens.ts";
import { enumerateRoutes, type AnyRoute } from "./enumerate-routes.ts";
import { addPerson } from "./people.ts";
import { bodyOf, filledPath, makeFixtures, queryOf, type Fixtures } from "./route-fixtures.ts";
import { routeRights, type Needed } from "./route-rights.ts";
import { testServer, type Answer, type TestServer } from "./test-server.ts";

let lockstep: TestServer;
let [shown, hidden]: [Fixtures, Fixtures] = [{}, {}];
let routes: readonly AnyRoute[] = [];
beforeAll(async () => {
  lockstep = await testServer();
  [shown, hidden] = [await makeFixtures(lockstep, "shown"), await makeFixtures(lockstep, "hidden")];
  routes = enumerateRoutes(lockstep.server);
});
afterAll(() => lockstep.stop());

const neededBy = ({ name }: AnyRoute): Needed => routeRights.get(name) ?? "self";
const isStream = ({ path }: AnyRoute): boolean => /\/(events|stream)$/.test(path) && !/vcs-connections|run-events|audit-events/.test(path);

/** Queries without which a list is not one. */
const queries: Readonly<Record<string, (fixtures: Fixtures) => string>> = {
  "GET /api/v2/team-workspaces": (f) => `filter[workspace][id]=${f["workspaces"]}`,
  "GET /api/v2/team-projects": (f) => `filter[project][id]=${f["projects"]}`,
  "GET /api/v2/workspaces/:id/run-triggers": () => "filter[run-trigger][type]=inbound",
  "GET /api/v2/state-versions": (f) => `filter[organization][name]=acme&filter[workspace][name]=${f["workspace name"]}`,
  "GET /api/v1/configuration-versions/:version/file": () => "path=main.tf",
  "GET /api/v1/state-versions/:version/difference": (f) => `from=${f["state-versions"]}`,
};

const ask = async (route: AnyRoute, token: string | null, fixtures: Fixtures) =>
  lockstep.call(route.method as "GET", `${filledPath(route, fixtures) ?? route.path}?${queries[route.name]?.(fixtures) ?? queryOf(route)}`, bodyOf(route, fixtures), token);

/** Asks every route that the actor must not reach; tells which it reaches, and what they answered. */
async function reached(token: string | null, refused: (needed: Needed, route: AnyRoute) => boolean, expected: readonly number[], fixtures = shown): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const route of routes.filter((each) => refused(neededBy(each), each))) {
    const { status, body } = await ask(route, token, fixtures);
    if (!expected.includes(status)) wrong.push(`${route.name} (${neededBy(route)}): ${status} ${why(body)}`);
  }
  return wrong;
}

const isWorkspace = (needed: Needed): needed is keyof typeof workspaceActions => needed in workspaceActions;
const isOrganization = (needed: Needed): needed is keyof typeof organizationActions => needed in organizationActions;
const guarded = (needed: Needed): boolean => isWorkspace(needed) || isOrganization(needed);

describe("rights", () => {
  test("every route that is registered says what it takes, and everything that a path names is there to ask for", () => {
    expect(routes.length).toBeGreaterThan(250);
    expect(routes.filter(({ name }) => !routeRights.has(name)).map(({ name }) => `${name} is not in test/route-rights.ts`)).toEqual([]);
    const names = new Set(routes.map(({ name }) => name));
    expect([...routeRights.keys()].filter((name) => !names.has(name) && routeRights.get(name) !== "secret")).toEqual([]);
    const unknown = routes.filter((route) => guarded(neededBy(route)) && filledPath(route, shown) === undefined);
    expect(unknown.map(({ name }) => `${name} names what test/route-fixtures.ts does not have`)).toEqual([]);
  });

  test("who does not sign in reaches nothing that is not open", async () => {
    expect(await reached(null, (needed) => needed !== "open" && needed !== "secret", [401])).toEqual([]);
  });

  test("who belongs to another organization is told that there is nothing, wherever it looks", async () => {
    await lockstep.call("POST", "/api/v1/organizations", { name: "elsewhere" });
    const { token } = await addPerson(lockstep, "stranger", { organization: "elsewhere", rights: organizationRights });
    expect(await reached(token, (needed) => guarded(needed) || needed === "kept" || needed === "own token", [404])).toEqual([]);
    expect(await reached(token, (needed) => needed === "site", [403])).toEqual([]);
  });

  test.each(accessLevels)("who may \"%s\" one workspace is refused what takes more there, and everything of another", async (level: AccessLevel) => {
    const person = await addPerson(lockstep, `with-${level}`, { workspaces: { [shown["workspaces"] ?? ""]: level } });
    expect(await reached(person.token, (needed) => isWorkspace(needed) && !allows(level, needed), [403, 404])).toEqual([]);
    expect(await reached(person.token, (needed) => isWorkspace(needed), [404], hidden)).toEqual([]);
  });

  test.each<OrganizationRight>([...organizationRights])("who has every right but \"%s\" is refused what takes it, and what only owners do", async (right) => {
    // To manage workspaces is to be an admin of all of them.
    const rights = organizationRights.filter((each) => each !== right);
    const person = await addPerson(lockstep, `without-${right}`, { rights });
    expect(await reached(person.token, (needed) => isOrganization(needed) && [right, "owner"].includes(organizationActions[needed]), [403, 404])).toEqual([]);
  });

  test("who may read one workspace gets from every list and every page what an owner gets, less what it may not see", async () => {
    const { token } = await addPerson(lockstep, "reader", { workspaces: { [shown["workspaces"] ?? ""]: "read" } });
    const mayRead = (needed: Needed): boolean => (isWorkspace(needed) && allows("read", needed)) || (isOrganization(needed) && organizationActions[needed] === "member");
    const wrong: string[] = [];
    for (const route of routes.filter((each) => each.method === "GET" && !isStream(each) && mayRead(neededBy(each)))) {
      const [reader, owner] = [await ask(route, token, shown), await ask(route, lockstep.token, shown)];
      if (reader.status !== owner.status || owner.status >= 500) wrong.push(`${route.name}: ${reader.status}, and ${owner.status} for an owner: ${why(owner.body)}`);
      if (text(reader.body).includes(hidden["workspaces"] ?? "") || /"hidden"|\b(run|cv|sv|wsout|drift|asmtres|sched|nc|del|wsc|rt)-hidden/.test(text(reader.body))) wrong.push(`${route.name} shows a workspace that may not be seen`);
    }
    expect(wrong).toEqual([]);
  });

  test("an organization's token runs, applies and locks nothing, and writes no state", async () => {
    const { token, hash } = newAccessToken();
    const { id } = await lockstep.server.db.selectFrom("organizations").select("id").where("name", "=", "acme").executeTakeFirstOrThrow();
    await lockstep.server.db.insertInto("accessTokens").values({ id: "at-organization", organizationId: id, hash, createdBy: "alex" }).execute();
    const never: ReadonlySet<Needed> = new Set(["run.queue", "run.apply", "run.discard", "run.cancel", "run.force-cancel", "run.destroy", "run.comment", "state.write", "workspace.lock", "organization.update", "organization.delete", "organization.tokens"]);
    expect(await reached(token, (needed) => never.has(needed), [403, 404])).toEqual([]);
  });
});

/** The detail of a problem; of an internal one, what the log says. */
function why(body: Answer): string {
  const { code, detail } = { ...body.errors?.[0] };
  const reference = /under (\w+)/.exec(String(detail))?.[1] ?? "";
  return String(code) === "internal" ? (lockstep.logged().split("\n").find((line) => line.includes(reference)) ?? "").slice(0, 600) : String(detail ?? "");
}

const text = (body: Answer): string => JSON.stringify(body).slice(0, 100_000);
