import { expect, test } from "vitest";
import { Driver } from "../test/drive.ts";
import { toPlainObject } from "./table/values.ts";

const { provider } = new Driver({});

const upgraded = (type: string, version: number, attributes: unknown) => {
  const { value, diagnostics } = provider.upgradeState(type, version, attributes);
  return value ? toPlainObject(value) : diagnostics.map(({ summary }) => summary);
};

test("a state of the official provider is read as it is", () => {
  const state = { custom_profile_attributes: "{}", description: "", id: "00g1", name: "Engineering", skip_users: false };
  expect(upgraded("okta_group", 0, state)).toEqual(state);
});

test("what a row does not know any more is left out, what is missing is nothing", () => {
  expect(upgraded("okta_event_hook", 0, { id: "who1", name: "a", gone: true })).toMatchObject({ id: "who1", auth: null, headers: [] });
  expect(upgraded("okta_event_hook", 0, { id: "who1", gone: true })).not.toHaveProperty("gone");
});

test("older versions are brought up", () => {
  expect(upgraded("okta_user_schema_property", 0, { id: "a", index: "a" })).toMatchObject({ user_type: "default" });
});

test("a newer version says so", () => {
  expect(upgraded("okta_group", 3, {})).toEqual(["Resource instance managed by newer provider version"]);
});
