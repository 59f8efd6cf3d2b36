import { expect, test } from "vitest";
import { findOperation, listOperations, methodsOf, scopesFor } from "./endpoints.ts";

const checkFound = (method: string, path: string, id: string | undefined): void => {
  expect(findOperation(method, path)?.operation.id).toBe(id);
};

test("a request is found by method and path", () => {
  checkFound("GET", "/api/v1/groups", "listGroups");
  checkFound("GET", "/api/v1/groups/00g1", "getGroup");
  checkFound("POST", "/api/v1/groups/00g1", undefined);
  checkFound("GET", "/api/v1/nowhere", undefined);
});

test("a literal segment wins over a parameter", () => {
  checkFound("GET", "/api/v1/groups/rules", "listGroupRules");
  checkFound("GET", "/api/v1/idps/credentials/keys", "listIdentityProviderKeys");
  checkFound("GET", "/api/v1/org/factors/hotp/profiles", "listHotpFactorProfiles");
});

test("where the literal reading lacks the method, the parameter is tried", () => {
  checkFound("DELETE", "/api/v1/api-tokens/current", "revokeCurrentApiToken");
  checkFound("GET", "/api/v1/api-tokens/current", "getApiToken");
});

test("the query is no part of the path", () => {
  checkFound("GET", "/api/v1/policies?type=PASSWORD", "listPolicies");
});

test("the parameters of a path are given by name, decoded", () => {
  const found = findOperation("PUT", "/api/v1/groups/00g1/users/a%20b");
  expect(found?.params).toEqual({ groupId: "00g1", userId: "a b" });
});

test("a path tells which methods it answers to", () => {
  expect(methodsOf("/api/v1/groups/00g1").sort()).toEqual(["DELETE", "GET", "PUT"]);
  expect(methodsOf("/api/v1/nowhere")).toEqual([]);
});

test("an operation names its scopes", () => {
  expect(scopesFor("GET", "/api/v1/zones")).toEqual(["okta.networkZones.read"]);
  expect(scopesFor("POST", "/api/v1/apps/0oa1/group-push/mappings")).toEqual(["okta.apps.manage", "okta.groups.manage"]);
  expect(scopesFor("GET", "/governance/api/v1/campaigns")).toEqual(["okta.governance.accessCertifications.read"]);
});

test("every operation finds itself", () => {
  const lost = listOperations().filter((operation) => {
    const found = findOperation(operation.method, operation.path.replaceAll(/\{\w+\}/g, "x1"));
    return found?.operation.path !== operation.path;
  });
  expect(lost.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});
