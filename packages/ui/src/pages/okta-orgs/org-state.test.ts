import { expect, test } from "vitest";
import { stateOfOrg } from "./org-state.ts";

test("an org's state says the worst there is", () => {
  const of = (health: Parameters<typeof stateOfOrg>[0]["health"], authentication: "api_token" | "private_key" = "api_token") => stateOfOrg({ health, authentication });
  expect(of(null).label).toBe("Not looked at");
  expect(of({ reachable: false, problem: "no route" })).toEqual({ label: "Does not answer", color: "red", problem: "no route" });
  expect(of({ reachable: true, problem: "the token is revoked", scopesMissing: ["okta.logs.read"] }).label).toBe("Problem");
  expect(of({ reachable: true, scopesMissing: ["okta.logs.read"] })).toMatchObject({ label: "Rights are missing", problem: "1 scope that its workspaces need" });
  expect(of({ reachable: true, scopesMissing: ["a", "b"] }, "private_key")).toMatchObject({ label: "Scopes are missing", problem: "2 scopes that its workspaces need" });
  expect(of({ reachable: true, scopesMissing: [] }).label).toBe("Healthy");
});
