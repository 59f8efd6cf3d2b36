import { expect, test } from "vitest";
import { proposedName } from "./workspace-name.ts";

test("a workspace is called as its folder, its branch, or its repository", () => {
  expect(proposedName({ repository: "acme/okta", branch: "main", folder: "environments/Preview EU/" })).toBe("Preview-EU");
  expect(proposedName({ repository: "acme/okta", branch: "preview", folder: "" })).toBe("preview");
  expect(proposedName({ repository: "acme/okta", branch: "release/1.2", folder: "." })).toBe("release-1-2");
  expect(proposedName({ repository: "acme/okta.git", branch: "main", folder: "" })).toBe("okta");
  expect(proposedName({ repository: "", branch: "", folder: "" })).toBe("");
});
