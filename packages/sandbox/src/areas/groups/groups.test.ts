import { beforeEach, describe, expect, test } from "vitest";
import { eachAt, Exchange, refusalOf } from "../../../test/exchange.ts";
import { valueAt, wordOf } from "../../store/json.ts";
import { isExpression, parseRuleExpression } from "./rule-expression.ts";

let org: Exchange;
beforeEach(() => {
  org = new Exchange();
});

const person = (login: string, more: Record<string, string> = {}) => ({ profile: { firstName: "Ada", lastName: "Byron", login, email: login, ...more } });

describe("a group", () => {
  test("comes with what Okta adds to it", async () => {
    const { status, body } = await org.ask("POST /api/v1/groups", { body: { profile: { name: "Test" } } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      created: "2026-01-15T12:00:00.000Z",
      lastMembershipUpdated: "2026-01-15T12:00:00.000Z",
      objectClass: ["okta:user_group"],
      type: "OKTA_GROUP",
      profile: { name: "Test", description: null },
    });
    expect(Object.keys(valueAt(body, "_links") ?? {})).toEqual(["logo", "owners", "users", "apps"]);
  });

  test("has a name nobody else has, whatever its case", async () => {
    await org.make("/api/v1/groups", { profile: { name: "Test" } });
    const reply = await org.ask("POST /api/v1/groups", { body: { profile: { name: "TEST" } } });
    expect(refusalOf(reply)).toBe("400 E0000001 Api validation failed: name");
    expect(eachAt(valueAt(reply.body, "errorCauses") ?? null, "errorSummary")).toEqual(["name: An object with this field already exists in the current organization"]);
  });

  test("must have a name", async () => {
    expect(refusalOf(await org.ask("POST /api/v1/groups", { body: { profile: {} } }))).toBe("400 E0000001 Api validation failed: name");
  });

  test("of the org's own cannot be changed", async () => {
    const [everyone] = eachAt((await org.ask("GET /api/v1/groups?q=Everyone")).body, "id");
    expect((await org.ask(`PUT /api/v1/groups/${wordOf(everyone)}`, { body: { profile: { name: "All" } } })).status).toBe(403);
    expect((await org.ask(`DELETE /api/v1/groups/${wordOf(everyone)}`)).status).toBe(403);
  });

  test("that is gone is a 404 that says what it was", async () => {
    expect(refusalOf(await org.ask("GET /api/v1/groups/00gx"))).toBe("404 E0000007 Not found: Resource not found: 00gx (UserGroup)");
  });

  test("is found by filter, by search and by the beginning of its name", async () => {
    await org.make("/api/v1/groups", { profile: { name: "Team Red", description: "d" } });
    await org.make("/api/v1/groups", { profile: { name: "Team Blue" } });
    const found = async (query: string) => eachAt((await org.ask(`GET /api/v1/groups?${query}`)).body, "profile.name");
    expect(await found("q=team")).toEqual(["Team Red", "Team Blue"]);
    expect(await found('search=profile.name eq "team red"')).toEqual(["Team Red"]);
    expect(await found('filter=type eq "BUILT_IN"')).toEqual(["Everyone", "Okta Administrators"]);
    expect(refusalOf(await org.ask('GET /api/v1/groups?filter=profile.name eq "x"'))).toBe("400 E0000031 Invalid search criteria.");
  });
});

describe("members", () => {
  test("come and go, and the group remembers when", async () => {
    const group = await org.make("/api/v1/groups", { profile: { name: "Test" } });
    const user = await org.make("/api/v1/users", person("a@example.com"));
    org.now += 5000;
    expect((await org.ask(`PUT /api/v1/groups/${group}/users/${user}`)).status).toBe(204);
    expect(await org.at("lastMembershipUpdated", `GET /api/v1/groups/${group}`)).toBe("2026-01-15T12:00:05.000Z");
    expect(eachAt((await org.ask(`GET /api/v1/users/${user}/groups`)).body, "profile.name")).toEqual(["Everyone", "Test"]);
    expect((await org.ask(`DELETE /api/v1/groups/${group}/users/${user}`)).status).toBe(204);
    expect((await org.ask(`GET /api/v1/groups/${group}/users`)).body).toEqual([]);
  });

  test("are in no group that was deleted", async () => {
    const group = await org.make("/api/v1/groups", { profile: { name: "Test" } });
    const user = await org.make("/api/v1/users", { ...person("a@example.com"), groupIds: [group] });
    await org.ask(`DELETE /api/v1/groups/${group}`);
    expect(eachAt((await org.ask(`GET /api/v1/users/${user}/groups`)).body, "profile.name")).toEqual(["Everyone"]);
  });
});

describe("owners", () => {
  test("are told in two ways of writing time", async () => {
    const group = await org.make("/api/v1/groups", { profile: { name: "Test" } });
    const user = await org.make("/api/v1/users", person("a@example.com"));
    const added = await org.ask(`POST /api/v1/groups/${group}/owners`, { body: { id: user, type: "USER" } });
    expect([added.status, valueAt(added.body, "lastUpdated"), valueAt(added.body, "displayName")]).toEqual([201, "Thu Jan 15 12:00:00 UTC 2026", "Ada Byron"]);
    expect(eachAt((await org.ask(`GET /api/v1/groups/${group}/owners`)).body, "lastUpdated")).toEqual(["2026-01-15 12:00:00.0"]);
  });

  test("that are not there are a 404 about their kind", async () => {
    const group = await org.make("/api/v1/groups", { profile: { name: "Test" } });
    const reply = await org.ask(`POST /api/v1/groups/${group}/owners`, { body: { id: group, type: "USER" } });
    expect(refusalOf(reply)).toBe(`404 E0000007 Not found: Resource not found: ${group} (User)`);
  });
});

describe("a rule", () => {
  const rule = (group: string, value: string) => ({
    type: "group_rule",
    name: "rule",
    conditions: { expression: { type: "urn:okta:expression:1.0", value }, people: { users: {} } },
    actions: { assignUserToGroups: { groupIds: [group] } },
  });

  test("is born inactive, and changed only while it is", async () => {
    const group = await org.make("/api/v1/groups", { profile: { name: "Test" } });
    const id = await org.make("/api/v1/groups/rules", rule(group, "user.city == 'Rome'"));
    expect(await org.at("status", `GET /api/v1/groups/rules/${id}`)).toBe("INACTIVE");
    expect((await org.ask(`POST /api/v1/groups/rules/${id}/lifecycle/activate`)).status).toBe(204);
    expect((await org.ask(`PUT /api/v1/groups/rules/${id}`, { body: rule(group, "true") })).status).toBe(400);
    expect((await org.ask(`DELETE /api/v1/groups/rules/${id}`)).status).toBe(400);
    await org.ask(`POST /api/v1/groups/rules/${id}/lifecycle/deactivate`);
    expect(await org.ask(`DELETE /api/v1/groups/rules/${id}`)).toMatchObject({ status: 202, body: {} });
  });

  test("cannot be given other groups", async () => {
    const [one, two] = [await org.make("/api/v1/groups", { profile: { name: "One" } }), await org.make("/api/v1/groups", { profile: { name: "Two" } })];
    const id = await org.make("/api/v1/groups/rules", rule(one, "true"));
    expect((await org.ask(`PUT /api/v1/groups/rules/${id}`, { body: rule(two, "true") })).status).toBe(400);
  });

  test("puts people in as soon as it is active, and whoever fits later", async () => {
    const group = await org.make("/api/v1/groups", { profile: { name: "Romans" } });
    const early = await org.make("/api/v1/users", person("a@example.com", { city: "Rome" }));
    const id = await org.make("/api/v1/groups/rules", rule(group, 'user.city == "Rome"'));
    await org.ask(`POST /api/v1/groups/rules/${id}/lifecycle/activate`);
    const late = await org.make("/api/v1/users", person("b@example.com", { city: "Rome" }));
    await org.make("/api/v1/users", person("c@example.com", { city: "Oslo" }));
    expect(eachAt((await org.ask(`GET /api/v1/groups/${group}/users`)).body, "id")).toEqual([early, late]);
  });

  test("is invalid once its group is gone", async () => {
    const group = await org.make("/api/v1/groups", { profile: { name: "Test" } });
    const id = await org.make("/api/v1/groups/rules", rule(group, "true"));
    await org.ask(`DELETE /api/v1/groups/${group}`);
    expect(await org.at("status", `GET /api/v1/groups/rules/${id}`)).toBe("INVALID");
  });
});

describe("the expression of a rule", () => {
  const profile = { city: "Rome", department: "Engineering", age: 4 };
  const value = (text: string) => parseRuleExpression(text)?.(profile, ["00g1"]);

  test("compares, joins and calls functions", () => {
    const cases: [string, unknown][] = [
      ['user.city == "Rome"', true],
      ['user.city != "Rome" OR user.age > 3', true],
      ["!(user.city == 'Rome') and true", false],
      ['String.startsWith(user.department,"Eng")', true],
      ['String.stringContains(String.toLowerCase(user.department), "engine")', true],
      ['user.city + "!" == "Rome!"', true],
      ['user.nothing == null', true],
      ['isMemberOfAnyGroup("00g1", "00g2")', true],
      ['user.isMemberOfGroup("00g9")', false],
      ['Arrays.contains({"Rome","Oslo"}, user.city)', true],
    ];
    for (const [text, expected] of cases) expect([text, value(text)]).toEqual([text, expected]);
  });

  test("is refused only when it is none", () => {
    const plausible = (text: string): boolean => isExpression(text);
    for (const text of ['user.login matches ".*"', "user.getLinkedObject(\"manager\")", 'Groups.startsWith("OKTA","x",10) == {}']) expect([text, plausible(text)]).toEqual([text, true]);
    for (const text of ["", "user.city ==", '"open', "(user.city", "&& true"]) expect([text, plausible(text)]).toEqual([text, false]);
  });

  test("that is none cannot be read", () => {
    for (const text of ["", "user.city ==", 'user.city = "x"', "nonsense", "String.nothing(1)", "(user.city"]) expect([text, parseRuleExpression(text)]).toEqual([text, undefined]);
  });
});
