import { expect, test } from "vitest";
import { consoleAddress } from "./admin-console.ts";

test("an object's page in Okta's Admin Console is known by its type", () => {
  const org = "https://acme.okta.com";
  expect(consoleAddress(org, { type: "okta_group", id: "00g1" })).toBe("https://acme-admin.okta.com/admin/group/00g1");
  expect(consoleAddress("https://dev-1.oktapreview.com", { type: "okta_user", id: "00u1" })).toBe("https://dev-1-admin.oktapreview.com/admin/user/profile/view/00u1");
  expect(consoleAddress(org, { type: "okta_app_oauth", id: "0oa1", name: "oidc_client" })).toBe("https://acme-admin.okta.com/admin/app/oidc_client/instance/0oa1");
});

test("a sandbox has it at its own address", () => {
  expect(consoleAddress("http://127.0.0.1:4000/", { type: "okta_app_saml", id: "0oa1" })).toBe("http://127.0.0.1:4000/admin/applications/0oa1");
});

test("where it is not known there is no link", () => {
  expect(consoleAddress("https://login.example.com", { type: "okta_group", id: "00g1" })).toBeUndefined();
  expect(consoleAddress("https://acme.okta.com", { type: "okta_group_rule", id: "0pr1" })).toBeUndefined();
  expect(consoleAddress("https://acme.okta.com", { type: "okta_app_oauth", id: "0oa1" })).toBeUndefined();
  expect(consoleAddress(null, { type: "okta_group", id: "00g1" })).toBeUndefined();
});
