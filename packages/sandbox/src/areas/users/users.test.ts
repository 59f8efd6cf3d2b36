import { beforeEach, describe, expect, test } from "vitest";
import { eachAt, Exchange, refusalOf } from "../../../test/exchange.ts";
import { valueAt, wordOf, type JsonObject } from "../../store/json.ts";

let org: Exchange;
beforeEach(() => {
  org = new Exchange();
});

const person = (login: string, more: JsonObject = {}) => ({ profile: { firstName: "Ada", lastName: "Byron", login, email: login, ...more } });

const linksOf = async (id: string): Promise<string[]> => Object.keys((await org.at("_links", `GET /api/v1/users/${id}`)) ?? {}).toSorted();

describe("a person", () => {
  test("is provisioned without a password, active with one, staged when not activated", async () => {
    const status = (path: string, body: JsonObject) => org.at("status", `POST ${path}`, body);
    expect(await status("/api/v1/users", person("a@example.com"))).toBe("PROVISIONED");
    expect(await status("/api/v1/users", { ...person("b@example.com"), credentials: { password: { value: "Abcd1234" } } })).toBe("ACTIVE");
    expect(await status("/api/v1/users?activate=false", person("c@example.com"))).toBe("STAGED");
    expect(await status("/api/v1/users?nextLogin=changePassword", { ...person("d@example.com"), credentials: { password: { value: "Abcd1234" } } })).toBe("PASSWORD_EXPIRED");
  });

  test("has two profile fields that are always there, and none that are null", async () => {
    const body = { ...person("a@example.com"), profile: { ...person("a@example.com").profile, postalAddress: null } };
    expect(await org.at("profile", "POST /api/v1/users", body)).toEqual({ firstName: "Ada", lastName: "Byron", mobilePhone: null, secondEmail: null, login: "a@example.com", email: "a@example.com" });
  });

  test("is refused with a field the schema does not have", async () => {
    const reply = await org.ask("POST /api/v1/users", { body: person("a@example.com", { notValid: "x" }) });
    expect(refusalOf(reply)).toBe("400 E0000001 Api validation failed: newUser");
    expect(valueAt(reply.body, "errorCauses")).toEqual([{ errorSummary: "Property name 'notValid' is not defined in profile" }]);
  });

  test("is refused with a login that is taken or that is no address", async () => {
    await org.make("/api/v1/users", person("a@example.com"));
    expect(refusalOf(await org.ask("POST /api/v1/users", { body: person("A@example.com") }))).toBe("400 E0000001 Api validation failed: login");
    expect(refusalOf(await org.ask("POST /api/v1/users", { body: person("somebody") }))).toBe("400 E0000001 Api validation failed: login");
  });

  test("is found by id, by login and by the first part of the login", async () => {
    const id = await org.make("/api/v1/users", person("ada@example.com"));
    for (const name of [id, "ada@example.com", "ada"]) expect(await org.at("id", `GET /api/v1/users/${name}`)).toBe(id);
    expect(await org.at("profile.login", "GET /api/v1/users/me")).toBe("admin@sandbox.example.com");
  });

  test("has an ETag on its own, and none in a list", async () => {
    const id = await org.make("/api/v1/users", person("ada@example.com"));
    expect((await org.ask(`GET /api/v1/users/${id}`)).headers["etag"]).toMatch(/^W\/"[0-9a-f]{64}"$/);
    expect((await org.ask("GET /api/v1/users")).headers["etag"]).toBeUndefined();
  });

  test("is changed by PUT as a whole, by POST in part", async () => {
    const id = await org.make("/api/v1/users", person("ada@example.com", { city: "Rome", title: "Countess" }));
    await org.ask(`POST /api/v1/users/${id}`, { body: { profile: { city: "Oslo" } } });
    expect(await org.at("profile", `GET /api/v1/users/${id}`)).toMatchObject({ city: "Oslo", title: "Countess" });
    await org.ask(`PUT /api/v1/users/${id}`, { body: person("ada@example.com") });
    expect(Object.keys((await org.at("profile", `GET /api/v1/users/${id}`)) ?? {})).not.toContain("title");
  });
});

describe("the life of a person", () => {
  test("ends with two deletions: the first deactivates", async () => {
    const id = await org.make("/api/v1/users", person("ada@example.com"));
    expect((await org.ask(`DELETE /api/v1/users/${id}`)).status).toBe(204);
    expect(await org.at("status", `GET /api/v1/users/${id}`)).toBe("DEPROVISIONED");
    expect((await org.ask(`DELETE /api/v1/users/${id}`)).status).toBe(204);
    expect((await org.ask(`GET /api/v1/users/${id}`)).status).toBe(404);
  });

  test("shows in what the links allow", async () => {
    const id = await org.make("/api/v1/users", person("ada@example.com"));
    expect(await linksOf(id)).toEqual(["deactivate", "reactivate", "resetFactors", "resetPassword", "schema", "self", "suspend", "type"]);
    await org.ask(`POST /api/v1/users/${id}/lifecycle/suspend`);
    expect(await linksOf(id)).toEqual(["deactivate", "resetFactors", "schema", "self", "type", "unsuspend"]);
    await org.ask(`POST /api/v1/users/${id}/lifecycle/deactivate`);
    expect(await linksOf(id)).toEqual(["activate", "delete", "schema", "self", "type"]);
  });

  test("has no step that the status does not allow", async () => {
    const id = await org.make("/api/v1/users", person("ada@example.com"));
    expect(refusalOf(await org.ask(`POST /api/v1/users/${id}/lifecycle/activate`))).toMatch(/^403 E0000016/);
    expect(refusalOf(await org.ask(`POST /api/v1/users/${id}/lifecycle/unsuspend`))).toMatch(/^403 E0000038/);
  });

  test("is no longer in the plain list after the end, but is found by filter", async () => {
    const id = await org.make("/api/v1/users", person("ada@example.com"));
    await org.ask(`POST /api/v1/users/${id}/lifecycle/deactivate`);
    expect(eachAt((await org.ask("GET /api/v1/users")).body, "id")).not.toContain(id);
    expect(eachAt((await org.ask('GET /api/v1/users?filter=status eq "DEPROVISIONED"')).body, "id")).toEqual([id]);
    expect(eachAt((await org.ask('GET /api/v1/users?search=profile.email sw "ADA"')).body, "id")).toEqual([id]);
  });

  test("a password is changed only with the old one", async () => {
    const id = await org.make("/api/v1/users", { ...person("ada@example.com"), credentials: { password: { value: "Abcd1234" } } });
    const change = (oldPassword: string) => org.ask(`POST /api/v1/users/${id}/credentials/change_password`, { body: { oldPassword: { value: oldPassword }, newPassword: { value: "Efgh5678" } } });
    expect((await change("wrong")).status).toBe(403);
    expect((await change("Abcd1234")).status).toBe(200);
    expect(JSON.stringify((await org.ask(`GET /api/v1/users/${id}`)).body)).not.toContain("Efgh5678");
  });
});

describe("types and schemas", () => {
  test("a new type has a schema that shares its id, and mappings like the default one's", async () => {
    const type = await org.make("/api/v1/meta/types/user", { name: "contractor", displayName: "Contractor" });
    expect((await org.ask(`GET /api/v1/meta/schemas/user/${type.replace("oty", "osc")}`)).status).toBe(200);
    const app = await org.make("/api/v1/apps", { label: "b", name: "bookmark", signOnMode: "BOOKMARK", settings: { app: { url: "https://example.com" } } });
    const { body } = await org.ask(`GET /api/v1/mappings?targetId=${app}`);
    expect(eachAt(body, "source.name")).toEqual(["user", "contractor"]);
  });

  test("a type that somebody has cannot be deleted, and the default one never", async () => {
    const type = await org.make("/api/v1/meta/types/user", { name: "contractor", displayName: "Contractor" });
    const user = await org.make("/api/v1/users", { ...person("a@example.com"), type: { id: type } });
    expect((await org.ask(`DELETE /api/v1/meta/types/user/${type}`)).status).toBe(403);
    await org.ask(`DELETE /api/v1/users/${user}`);
    await org.ask(`DELETE /api/v1/users/${user}`);
    expect((await org.ask(`DELETE /api/v1/meta/types/user/${type}`)).status).toBe(204);
    const [first] = eachAt((await org.ask("GET /api/v1/meta/types/user")).body, "id");
    expect((await org.ask(`DELETE /api/v1/meta/types/user/${wordOf(first)}`)).status).toBe(403);
  });

  test("a property is added, used, changed and taken away, with its values", async () => {
    const post = (property: JsonObject | null) => org.at("definitions.custom", "POST /api/v1/meta/schemas/user/default", { definitions: { custom: { id: "#custom", type: "object", properties: { shoe: property } } } });
    expect(await post({ title: "Shoe", type: "string", enum: ["40", "41"], required: false })).toEqual({
      id: "#custom",
      type: "object",
      properties: { shoe: { mutability: "READ_WRITE", scope: "NONE", permissions: [{ principal: "SELF", action: "READ_ONLY" }], master: { type: "PROFILE_MASTER" }, title: "Shoe", type: "string", enum: ["40", "41"] } },
      required: [],
    });
    const id = await org.make("/api/v1/users", person("a@example.com", { shoe: "41" }));
    expect(refusalOf(await org.ask(`POST /api/v1/users/${id}`, { body: { profile: { shoe: "99" } } }))).toBe("400 E0000001 Api validation failed: shoe");
    expect((await org.ask("POST /api/v1/meta/schemas/user/default", { body: { definitions: { custom: { properties: { shoe: { type: "number", title: "Shoe" } } } } } })).status).toBe(400);
    expect(await post(null)).toEqual({ id: "#custom", type: "object", properties: {} });
    expect(Object.keys((await org.at("profile", `GET /api/v1/users/${id}`)) ?? {})).not.toContain("shoe");
  });

  test("a base property can be made optional", async () => {
    const required = await org.at("definitions.base.required", "POST /api/v1/meta/schemas/user/default", { definitions: { base: { properties: { lastName: { required: false } } } } });
    expect(required).toEqual(["login", "firstName", "email"]);
    expect((await org.ask("POST /api/v1/users", { body: { profile: { firstName: "A", login: "a@example.com", email: "a@example.com" } } })).status).toBe(200);
  });
});

describe("linked objects", () => {
  test("give each person one manager, and a manager many people", async () => {
    await org.ask("POST /api/v1/meta/schemas/user/linkedObjects", { body: { primary: { name: "manager", title: "Manager", type: "USER" }, associated: { name: "subordinate", title: "Subordinate", type: "USER" } } });
    const [boss, other, worker] = [await org.make("/api/v1/users", person("a@example.com")), await org.make("/api/v1/users", person("b@example.com")), await org.make("/api/v1/users", person("c@example.com"))];
    await org.ask(`PUT /api/v1/users/${worker}/linkedObjects/manager/${other}`);
    expect((await org.ask(`PUT /api/v1/users/${worker}/linkedObjects/manager/${boss}`)).status).toBe(204);
    const hrefs = async (path: string) => eachAt((await org.ask(`GET ${path}`)).body, "_links.self.href");
    expect(await hrefs(`/api/v1/users/${worker}/linkedObjects/manager`)).toEqual([`${org.base}/api/v1/users/${boss}`]);
    expect(await hrefs(`/api/v1/users/${boss}/linkedObjects/subordinate`)).toEqual([`${org.base}/api/v1/users/${worker}`]);
    expect(await hrefs(`/api/v1/users/${other}/linkedObjects/subordinate`)).toEqual([]);
  });
});
