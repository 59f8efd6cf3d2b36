import { expect, test } from "vitest";
import type { JsonObject } from "../../store/json.ts";
import { ruleContent } from "./rule-shapes.ts";

const conditionsOf = (type: string, conditions: JsonObject) => ruleContent(type, { conditions })["conditions"];

const verificationOf = (verificationMethod: JsonObject) =>
  ruleContent("ACCESS_POLICY", { actions: { appSignOn: { verificationMethod } } })["actions"];

test("an access rule has the conditions that were not sent", () => {
  expect(conditionsOf("ACCESS_POLICY", {})).toEqual({
    people: { users: { exclude: [] } },
    network: { connection: "ANYWHERE" },
    riskScore: { level: "ANY" },
    userType: { include: [], exclude: [] },
  });
});

test("empty lists of people are dropped, but for the users left out", () => {
  const people = { users: { include: [], exclude: ["00u1"] }, groups: { include: [], exclude: [] } };
  expect(conditionsOf("PASSWORD", { people })).toMatchObject({ people: { users: { exclude: ["00u1"] } } });
});

test("an empty platform is none", () => {
  expect(conditionsOf("ACCESS_POLICY", { platform: {} })).not.toHaveProperty("platform");
});

test("a profile enrollment rule has no conditions at all", () => {
  expect(conditionsOf("PROFILE_ENROLLMENT", { network: { connection: "ANYWHERE" } })).toBeNull();
});

test("an assurance is asked again after twelve hours unless it says otherwise", () => {
  expect(verificationOf({ type: "ASSURANCE", factorMode: "1FA" })).toMatchObject({
    appSignOn: { verificationMethod: { type: "ASSURANCE", factorMode: "1FA", reauthenticateIn: "PT12H" } },
  });
});

test("a constraint is required unless it leaves something out", () => {
  const constraints = [{ knowledge: { types: ["password"] }, possession: { excludedAuthenticationMethods: [{ key: "okta_email" }] } }];
  expect(verificationOf({ type: "ASSURANCE", constraints })).toMatchObject({
    appSignOn: { verificationMethod: { constraints: [{ knowledge: { required: true }, possession: { required: false } }] } },
  });
});

test("a chain of methods has no factor mode", () => {
  const actions = verificationOf({ type: "AUTH_METHOD_CHAIN", factorMode: "2FA", chains: [] });
  expect(actions).toEqual({ appSignOn: { access: "ALLOW", verificationMethod: { type: "AUTH_METHOD_CHAIN", chains: [] }, keepMeSignedIn: { postAuth: "NOT_ALLOWED" } } });
});
