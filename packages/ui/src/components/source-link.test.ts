import { expect, test } from "vitest";
import { sourceLink } from "./source-link.ts";

test("a line of a file has a page on the Git host, where the commit has one", () => {
  expect(sourceLink("https://github.com/acme/okta/commit/abc1234", "prod", "../modules/a b/main.tf", 7)).toBe("https://github.com/acme/okta/blob/abc1234/modules/a%20b/main.tf#L7");
  expect(sourceLink("https://gitlab.example.com/acme/okta/-/commit/abc1234", "", "groups.tf", 1)).toBe("https://gitlab.example.com/acme/okta/-/blob/abc1234/groups.tf#L1");
  expect(sourceLink(null, "", "groups.tf", 1)).toBeUndefined();
  expect(sourceLink("https://github.com/acme/okta/commit/abc1234", "", ".terraform/modules/m/main.tf", 1)).toBeUndefined();
  expect(sourceLink("https://github.com/acme/okta/commit/abc1234", "", "../outside.tf", 1)).toBeUndefined();
  expect(sourceLink("https://bitbucket.org/acme/okta/commits/abc1234", "", "groups.tf", 1)).toBeUndefined();
});
