import { describe, expect, test } from "vitest";
import { refused, unreachable } from "./failure.ts";
import type { Refusal } from "./failure.ts";
import { TransportProblem } from "./transport.ts";

const words = (refusal: Partial<Refusal>): string => {
  const { summary, detail } = refused({ method: "POST", path: "/api/v1/groups", status: 400, body: {}, signedInBy: "token", ...refusal });
  return `${summary}\n${detail}`;
};

describe("Okta's refusals", () => {
  test("have our advice, Okta's words with the causes, and the error id", () => {
    const body = { errorCode: "E0000001", errorSummary: "Api validation failed: name", errorId: "oae1", errorCauses: [{ errorSummary: "name: An object with this field already exists" }] };
    expect(words({ body })).toMatchInlineSnapshot(`
      "Okta refused the object
      An argument has a value that Okta does not accept, or an object of this name is already there (then import it).

      Okta answered 400 E0000001 to POST /api/v1/groups: "Api validation failed: name name: An object with this field already exists" (error id oae1)."
    `);
  });

  test("name the missing scope of a service app", () => {
    const body = { errorCode: "E0000006", errorSummary: "You do not have permission to perform the requested action", errorId: "oae2" };
    expect(words({ status: 403, body, signedInBy: "app" })).toMatchInlineSnapshot(`
      "Missing permission
      The service app needs the scope okta.groups.manage, granted to it and named in "scopes", and an admin role that covers these objects.

      Okta answered 403 E0000006 to POST /api/v1/groups: "You do not have permission to perform the requested action" (error id oae2)."
    `);
  });

  test("name the missing role of a token's admin", () => {
    expect(words({ status: 403, body: { errorCode: "E0000006" } })).toContain("The admin whom the API token belongs to has no role that allows this.");
  });

  test("tell a token that ended from a feature that is not there, though both are 401", () => {
    expect(words({ status: 401, body: { errorCode: "E0000011", errorSummary: "Invalid token provided" } })).toContain("has expired");
    expect(words({ status: 401, body: { errorCode: "E0000015", errorSummary: "You do not have permission to access the feature" } })).toContain("Feature not available");
  });

  test("never quote the query, which may hold what people are called", () => {
    expect(words({ path: "/api/v1/users?search=profile.login+eq+%22a%22" })).not.toContain("search");
  });

  test("of a kind unknown to us are told by their status", () => {
    expect(words({ status: 418 })).toContain("Okta refused the request");
    expect(words({ status: 502 })).toContain("Okta failed");
  });
});

test("an org that cannot be reached says where and why", () => {
  const { summary, detail } = unreachable("https://dev.example.com", new TransportProblem("ENOTFOUND", "getaddrinfo ENOTFOUND"));
  expect(`${summary}: ${detail}`).toMatchInlineSnapshot(
    `"Org cannot be reached: There was no answer from https://dev.example.com: this name is not known. Check "org_name" and "base_url", the network, and "http_proxy"."`,
  );
});
