import { describe, expect, test } from "vitest";
import { fromInputs } from "./connection.ts";
import { isSameDrift } from "./drift.ts";
import { alertSeconds, nextPoll, quietSeconds, type PaceInput } from "./pace.ts";
import { nameOf, objectsOf, valueAt } from "./state-objects.ts";

const now = new Date("2026-06-01T12:00:00Z");
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

describe("how often a log is read", () => {
  const wait = (more: Partial<PaceInput>): number => (nextPoll({ now, alertUntil: null, failures: 0, ...more }).getTime() - now.getTime()) / 1000;

  test.each<[string, Partial<PaceInput>, number]>([
    ["nobody is there: twice a minute", {}, quietSeconds],
    ["an administrator is there", { alertUntil: later(1) }, alertSeconds],
    ["one was there", { alertUntil: later(-1) }, quietSeconds],
    ["the bucket runs low: in its next window", { alertUntil: later(60), limit: { limit: 20, remaining: 4, seconds: 20 } }, 20],
    ["the window is over long since", { alertUntil: later(60), limit: { limit: 20, remaining: 4, seconds: -20 } }, alertSeconds],
    ["the bucket is full", { alertUntil: later(60), limit: { limit: 20, remaining: 19, seconds: 20 } }, alertSeconds],
    ["four of our half are left for 40 seconds, and scans will take two", { alertUntil: later(60), limit: { limit: 20, remaining: 14, seconds: 40 } }, 20],
    ["it failed once", { failures: 1, alertUntil: later(60) }, quietSeconds],
    ["it failed again", { failures: 3 }, quietSeconds * 4],
    ["it fails for good", { failures: 30 }, 300],
  ])("%s", (_when, more, seconds) => {
    expect(wait(more)).toBe(seconds);
  });

  test("twice a minute is the most when it is quiet, and a free org's half bucket suffices when it is not", () => {
    expect(60 / quietSeconds).toBeLessThanOrEqual(2);
    expect(60 / alertSeconds).toBeLessThanOrEqual(10);
  });
});

describe("what leads to an org", () => {
  const variable = (key: string, value: string, hcl = false) => ({ key, value, hcl });
  test.each<[string, Parameters<typeof fromInputs>[0], object]>([
    ["variables of the provider's arguments", { variables: [variable("org_name", "dev"), variable("base_url", "okta.com"), variable("api_token", "t")], environment: {} }, { OKTA_ORG_NAME: "dev", OKTA_BASE_URL: "okta.com", OKTA_API_TOKEN: "t" }],
    ["the same with a prefix, as HCL", { variables: [variable("okta_org_name", '"dev"', true), variable("scopes", '["okta.groups.read", "okta.logs.read"]', true)], environment: {} }, { OKTA_ORG_NAME: "dev", OKTA_API_SCOPES: "okta.groups.read,okta.logs.read" }],
    ["the provider's environment", { variables: [], environment: { OKTA_ORG_NAME: "dev", OKTA_API_TOKEN: "t", OTHER: "x" } }, { OKTA_ORG_NAME: "dev", OKTA_API_TOKEN: "t" }],
    ["variables in the environment", { variables: [], environment: { TF_VAR_org_name: "dev", OKTA_ORG_NAME: "other" } }, { OKTA_ORG_NAME: "dev" }],
    ["the later of two", { variables: [variable("api_token", "old"), variable("api_token", "new")], environment: {} }, { OKTA_API_TOKEN: "new" }],
  ])("%s", (_what, inputs, expected) => {
    expect(fromInputs(inputs)).toEqual(expected);
  });
});

describe("a drift", () => {
  test("is the same whatever the order of differences and of properties", () => {
    const one = { kind: "changed" as const, differences: [{ path: "a", before: { x: 1, y: [2] }, after: null }, { path: "b", sensitive: true as const }] };
    const other = { kind: "changed" as const, differences: [{ path: "b", sensitive: true as const }, { path: "a", before: { y: [2], x: 1 }, after: null }] };
    expect(isSameDrift(one, other)).toBe(true);
    expect(isSameDrift(one, { ...other, kind: "missing" as const })).toBe(false);
    expect(isSameDrift(one, { ...other, differences: [] })).toBe(false);
  });
});

describe("objects of a state", () => {
  const state = {
    version: 4,
    resources: [
      { mode: "data", type: "okta_group", name: "x", instances: [{ attributes: { id: "1" } }] },
      { mode: "managed", type: "okta_group", name: "a", module: 'module.m["k"]', instances: [{ index_key: 'q"', attributes: { id: "2", name: "A" } }, { deposed: "0f", attributes: {} }] },
      { mode: "managed", type: "okta_app_oauth", name: "b", instances: [{ index_key: 0, attributes: { id: "3", name: "hush", label: "App", settings: { items: [{ "a b": 1 }] } }, sensitive_attributes: [[{ type: "get_attr", value: "name" }]] }] },
    ],
  };
  const objects = objectsOf(Buffer.from(JSON.stringify(state)));

  test("have addresses as plans write them, without data sources and deposed objects", () => {
    expect([...objects.keys()]).toEqual(['module.m["k"].okta_group.a["q\\""]', "okta_app_oauth.b[0]"]);
  });

  test("are named by what people call them, never by a secret", () => {
    expect([...objects.values()].map(nameOf)).toEqual(["A", "App"]);
  });

  test("have values at the paths of differences", () => {
    const app = objects.get("okta_app_oauth.b[0]");
    if (!app) throw new Error("The app is not there.");
    expect(['settings.items[0]["a b"]', "label", "settings.items[*]", "nothing.there"].map((path) => valueAt(app, path))).toEqual([1, "App", undefined, undefined]);
  });
});
