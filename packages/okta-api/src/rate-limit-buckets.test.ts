import { expect, test } from "vitest";
import { bucketOf, defaultQuota } from "./rate-limit-buckets.ts";

function checkBuckets(text: string): void {
  for (const line of text.trim().split("\n")) {
    const [method = "", path = "", ...bucket] = line.trim().split(/ +/);
    expect(`${method} ${path} ${bucketOf(method, path)}`).toBe(`${method} ${path} ${bucket.join(" ")}`);
  }
}

test("an exact path has its own bucket, everything below it shares the one of its list", () => {
  checkBuckets(`
    GET  /api/v1/apps                      /api/v1/apps
    GET  /api/v1/apps/0oa1                 /api/v1/apps/{id}
    PUT  /api/v1/apps/0oa1                 /api/v1/apps/{id}
    GET  /api/v1/apps/0oa1/groups          /api/v1/apps
    PUT  /api/v1/apps/0oa1/policies/rst1   /api/v1/apps
    GET  /api/v1/groups/00g1               /api/v1/groups/{id}
    GET  /api/v1/groups/00g1/users         /api/v1/groups
    GET  /api/v1/groups/rules              /api/v1/groups
    GET  /api/v1/groups/rules/0pr1         /api/v1/groups
  `);
});

test("reading and writing one user are counted apart", () => {
  checkBuckets(`
    GET    /api/v1/users                   /api/v1/users
    GET    /api/v1/users/00u1              /api/v1/users/{id}
    POST   /api/v1/users/00u1              /api/v1/users/{id} (write)
    DELETE /api/v1/users/00u1              /api/v1/users/{id} (write)
    GET    /api/v1/users/me                /api/v1/users/me
    GET    /api/v1/users/00u1/roles        /api/v1/users
  `);
});

test("what has no bucket of its own shares the large one", () => {
  checkBuckets(`
    GET /api/v1/policies?type=PASSWORD          /api/v1
    GET /api/v1/authorizationServers/aus1       /api/v1
    GET /.well-known/okta-organization          /api/v1
    GET /api/v1/iam/roles                       /api/v1/iam
    GET /oauth2/v1/clients/0oa1/roles           /oauth2/v1/clients
    GET /governance/api/v1/campaigns            /governance
  `);
});

test("keys and metadata are not limited", () => {
  checkBuckets(`
    GET /oauth2/v1/keys                           unlimited
    GET /.well-known/openid-configuration         unlimited
    GET /oauth2/default/.well-known/openid-configuration unlimited
  `);
});

test("a quota depends on the kind of org", () => {
  expect(defaultQuota("/api/v1/apps", "workforce")).toBe(100);
  expect(defaultQuota("/api/v1/apps", "integrator")).toBe(20);
  expect(defaultQuota("/api/v1/iam", "workforce")).toBe(1200);
});
