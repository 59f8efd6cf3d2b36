import { describe, expect, test } from "vitest";
import type { PlainObject } from "../table/plain.ts";
import { unknown } from "../table/plain.ts";
import { readSettings } from "./settings.ts";
import type { Environment } from "./settings.ts";

const settings = (config: PlainObject, environment: Environment = {}) => {
  const outcome = readSettings(config, environment);
  return outcome.settings ?? outcome.diagnostics.map((problem) => problem.summary);
};

describe("the org's address", () => {
  const token = { api_token: "t" };

  test.each([
    [{ org_name: "dev", base_url: "okta.com" }, "https://dev.okta.com"],
    [{ org_name: "dev" }, "https://dev.okta.com"],
    [{ org_name: "dev", base_url: "oktapreview.com/" }, "https://dev.oktapreview.com"],
    [{ org_name: "dev", base_url: "http://127.0.0.1:8123" }, "http://127.0.0.1:8123"],
    [{ base_url: "http://127.0.0.1:8123/" }, "http://127.0.0.1:8123"],
    [{ org_name: "http://127.0.0.1:8123/orgs/dev", base_url: "okta.com" }, "http://127.0.0.1:8123/orgs/dev"],
  ])("%o is %s", (config, url) => expect(settings({ ...config, ...token })).toMatchObject({ orgUrl: url }));

  test("has to be given", () => expect(settings(token)).toEqual(["No organization given"]));
});

describe("credentials", () => {
  const org = { org_name: "dev" };

  test("come from the block or from the environment, the block first", () => {
    expect(settings({ ...org, api_token: "a" }, { OKTA_API_TOKEN: "b" })).toMatchObject({ credentials: { scheme: "SSWS", token: "a" } });
    expect(settings({}, { OKTA_ORG_NAME: "dev", OKTA_API_TOKEN: "b" })).toMatchObject({ credentials: { token: "b" } });
    expect(settings({ ...org, access_token: "a" }, { OKTA_API_TOKEN: "b" })).toMatchObject({ credentials: { scheme: "Bearer", token: "a" } });
    expect(settings({ ...org, api_token: "a" }, { OKTA_ACCESS_TOKEN: "b" })).toMatchObject({ credentials: { scheme: "SSWS", token: "a" } });
  });

  test("that are missing or cannot be read are said", () => {
    expect(settings(org)).toEqual(["No credentials given"]);
    expect(settings({ ...org, client_id: "c", private_key: "nonsense", scopes: ["okta.groups.read"] })).toEqual(["Private key cannot be read"]);
    expect(settings({ ...org, api_token: unknown })).toEqual(["Provider argument not known yet"]);
  });
});

test("half of each rate limit is used unless the block says otherwise", () => {
  expect(settings({ org_name: "dev", api_token: "t" })).toMatchObject({ share: 0.5, maxRetries: 5, proxy: undefined });
  expect(settings({ org_name: "dev", api_token: "t", max_api_capacity: 80, http_proxy: "http://p:1" })).toMatchObject({ share: 0.8, proxy: "http://p:1" });
});
