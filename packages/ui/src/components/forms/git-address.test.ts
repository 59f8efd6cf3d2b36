import { expect, test } from "vitest";
import { splitRepository, transportOf } from "./git-address.ts";

test("an address says how it is reached", () => {
  expect(["https://git.example.com/team", "http://127.0.0.1:3/", "ssh://git@host/team", "git@host:team", "/srv/git", "file:///srv/git", "git.example.com", ""].map(transportOf)).toEqual(["https", "https", "ssh", "ssh", "folder", "folder", undefined, undefined]);
});

test("the address of a repository is split", () => {
  expect(splitRepository("https://git.example.com/team/okta.git")).toEqual({ address: "https://git.example.com/team", repository: "okta.git" });
  expect(splitRepository("git@host:okta.git")).toEqual({ address: "git@host:", repository: "okta.git" });
  expect(splitRepository("git@host:team/okta.git")).toEqual({ address: "git@host:team", repository: "okta.git" });
  expect(splitRepository("/srv/git/okta.git/")).toEqual({ address: "/srv/git", repository: "okta.git" });
  expect(splitRepository("https://git.example.com/team/")).toEqual({ address: "https://git.example.com/team", repository: "" });
});
