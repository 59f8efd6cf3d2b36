import { beforeEach, describe, expect, test } from "vitest";
import { eachAt, Exchange, refusalOf } from "../../../test/exchange.ts";
import { wordOf } from "../../store/json.ts";

let org: Exchange;
beforeEach(() => {
  org = new Exchange();
});

const order = async (path: string): Promise<string> => {
  const { body } = await org.ask(`GET ${path}`);
  const names = eachAt(body, "name");
  return eachAt(body, "priority").map((priority, index) => `${wordOf(names[index])}:${wordOf(priority)}`).join(" ");
};

const idOf = async (type: string, name: string): Promise<string> => {
  const { body } = await org.ask(`GET /api/v1/policies?type=${type}`);
  return wordOf(eachAt(body, "id")[eachAt(body, "name").indexOf(name)]);
};

describe("policies every org is born with", () => {
  test("the default ones cannot be deleted or switched off", async () => {
    const id = await idOf("PASSWORD", "Default Policy");
    expect((await org.ask(`DELETE /api/v1/policies/${id}`)).status).toBe(403);
    expect((await org.ask(`POST /api/v1/policies/${id}/lifecycle/deactivate`)).status).toBe(403);
  });

  test("routing has exactly one policy, and no more can be made", async () => {
    expect(await order("/api/v1/policies?type=IDP_DISCOVERY")).toBe("Idp Discovery Policy:1");
    expect((await org.ask("POST /api/v1/policies", { body: { type: "IDP_DISCOVERY", name: "Second" } })).status).toBe(400);
  });

  test("the list must be asked by type", async () => {
    expect(refusalOf(await org.ask("GET /api/v1/policies"))).toBe("400 E0000001 Api validation failed: type");
  });
});

describe("policies of generation 1", () => {
  const make = (name: string, priority?: number) =>
    org.make("/api/v1/policies", { type: "OKTA_SIGN_ON", name, ...(priority === undefined ? {} : { priority }) });

  test("are numbered without gaps, the default one last", async () => {
    await make("a");
    const b = await make("b");
    await make("c", 1);
    expect(await order("/api/v1/policies?type=OKTA_SIGN_ON")).toBe("c:1 a:2 b:3 Default Policy:4");
    await org.ask(`DELETE /api/v1/policies/${b}`);
    expect(await order("/api/v1/policies?type=OKTA_SIGN_ON")).toBe("c:1 a:2 Default Policy:3");
  });

  test("are for Everyone when no group is named", async () => {
    const groups = await org.at("conditions.people.groups.include", "POST /api/v1/policies", { type: "PASSWORD", name: "a" });
    const { body } = await org.ask("GET /api/v1/groups?q=Everyone");
    expect(groups).toEqual(eachAt(body, "id"));
  });

  test("come with the settings that were not sent", async () => {
    const settings = { password: { complexity: { minLength: 12 } } };
    const sent = { type: "PASSWORD", name: "a", settings };
    expect(await org.at("settings.password.complexity", "POST /api/v1/policies", sent)).toMatchObject({ minLength: 12, minNumber: 1 });
  });

  test("two of a type cannot have the same name", async () => {
    await make("a");
    expect((await org.ask("POST /api/v1/policies", { body: { type: "OKTA_SIGN_ON", name: "A" } })).status).toBe(400);
  });

  test("an enrollment policy speaks of every authenticator of the org", async () => {
    const settings = { type: "AUTHENTICATORS", authenticators: [{ key: "okta_email", enroll: { self: "OPTIONAL" } }] };
    const shown = await org.at("settings.authenticators", "POST /api/v1/policies", { type: "MFA_ENROLL", name: "a", settings });
    expect(eachAt(shown ?? [], "key").map(wordOf).toSorted()).toEqual(["okta_email", "okta_password", "okta_verify", "phone_number", "security_question"]);
  });
});

describe("access policies", () => {
  let policy: string;
  beforeEach(async () => {
    policy = await org.make("/api/v1/policies", { type: "ACCESS_POLICY", name: "Strict", description: "two factors" });
  });

  const makeRule = (name: string, priority?: number) =>
    org.make(`/api/v1/policies/${policy}/rules`, { type: "ACCESS_POLICY", name, ...(priority === undefined ? {} : { priority }) });

  test("end with a rule of the system's, which stays", async () => {
    const rules = `/api/v1/policies/${policy}/rules`;
    await makeRule("a");
    await makeRule("b", 5);
    await makeRule("c");
    expect(await order(rules)).toBe("a:0 b:5 c:6 Catch-all Rule:99");
    const { body } = await org.ask(`GET ${rules}`);
    expect((await org.ask(`DELETE ${rules}/${wordOf(eachAt(body, "id").at(-1))}`)).status).toBe(403);
  });

  test("keep the gap of a deleted rule", async () => {
    const a = await makeRule("a");
    await makeRule("b");
    await org.ask(`DELETE /api/v1/policies/${policy}/rules/${a}`);
    expect(await order(`/api/v1/policies/${policy}/rules`)).toBe("b:1 Catch-all Rule:99");
  });

  test("take their rules with them", async () => {
    const rule = await makeRule("a");
    expect((await org.ask(`DELETE /api/v1/policies/${policy}`)).status).toBe(204);
    expect(org.org.store.collection("policy-rules").get(rule)).toBeUndefined();
  });

  test("cannot be deleted while an app is under them", async () => {
    const app = await org.make("/api/v1/apps", { label: "Wiki", name: "bookmark", signOnMode: "BOOKMARK", settings: { app: { url: "https://wiki.example.com" } } });
    await org.ask(`PUT /api/v1/apps/${app}/policies/${policy}`);
    expect((await org.ask(`DELETE /api/v1/policies/${policy}`)).status).toBe(400);
    const { body } = await org.ask(`GET /api/v1/policies/${policy}/mappings`);
    expect(eachAt(body, "_links.application.href")).toEqual([`${org.base}/api/v1/apps/${app}`]);
  });

  test("list their kind of resource, and only there", async () => {
    expect(await org.at("_embedded", `GET /api/v1/policies/${policy}`)).toBeUndefined();
    const { body } = await org.ask("GET /api/v1/policies?type=ACCESS_POLICY");
    expect(new Set(eachAt(body, "_embedded.resourceType"))).toEqual(new Set(["APP", "END_USER_ACCOUNT_MANAGEMENT"]));
  });
});

describe("rules", () => {
  test("of a switched-off policy can be switched too, and say so in their links", async () => {
    const policy = await org.make("/api/v1/policies", { type: "OKTA_SIGN_ON", name: "a" });
    const rule = await org.make(`/api/v1/policies/${policy}/rules`, { type: "SIGN_ON", name: "r" });
    const path = `/api/v1/policies/${policy}/rules/${rule}`;
    expect((await org.ask(`POST ${path}/lifecycle/deactivate`)).status).toBe(204);
    expect(await org.at("status", `GET ${path}`)).toBe("INACTIVE");
    expect(await org.at("_links.activate.href", `GET ${path}`)).toBe(`${org.base}${path}/lifecycle/activate`);
  });

  test("an update cannot switch a rule", async () => {
    const policy = await org.make("/api/v1/policies", { type: "OKTA_SIGN_ON", name: "a" });
    const rule = await org.make(`/api/v1/policies/${policy}/rules`, { type: "SIGN_ON", name: "r" });
    expect(await org.at("status", `PUT /api/v1/policies/${policy}/rules/${rule}`, { type: "SIGN_ON", name: "r", status: "INACTIVE" })).toBe("ACTIVE");
  });

  test("changes are told with both policy and rule", async () => {
    const policy = await org.make("/api/v1/policies", { type: "OKTA_SIGN_ON", name: "a" });
    await org.make(`/api/v1/policies/${policy}/rules`, { type: "SIGN_ON", name: "r" });
    const { body } = await org.ask('GET /api/v1/logs?filter=eventType eq "policy.rule.add"');
    expect(eachAt((eachAt(body, "target")[0] ?? []), "type")).toEqual(["PolicyEntity", "PolicyRule"]);
  });
});
