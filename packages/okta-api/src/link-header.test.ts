import { expect, test } from "vitest";
import { parseLinkHeader, writeLinkHeader } from "./link-header.ts";

test("the next page is found beside the page itself", () => {
  const header = '<https://o.okta.com/api/v1/groups?limit=2>; rel="self", <https://o.okta.com/api/v1/groups?after=a,b&limit=2>; rel="next"';
  expect(parseLinkHeader(header)).toEqual({
    self: "https://o.okta.com/api/v1/groups?limit=2",
    next: "https://o.okta.com/api/v1/groups?after=a,b&limit=2",
  });
});

test("several headers are read as one", () => {
  expect(parseLinkHeader(['<https://a>; rel="self"', '<https://b>; rel="next"'])).toEqual({ self: "https://a", next: "https://b" });
});

test("no header has no links", () => {
  expect(parseLinkHeader(null)).toEqual({});
  expect(parseLinkHeader("")).toEqual({});
});

test("what is written is read back", () => {
  const links = { self: "https://a?x=1", next: "https://b" };
  expect(parseLinkHeader(writeLinkHeader(links))).toEqual(links);
});
