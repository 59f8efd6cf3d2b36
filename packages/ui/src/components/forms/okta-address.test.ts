import { expect, test } from "vitest";
import { readOktaAddress, writeOktaAddress } from "./okta-address.ts";

test("an org's address is read however it was copied", () => {
  for (const text of ["https://dev-123.okta.com", "dev-123.okta.com", " https://dev-123.okta.com/ ", "https://dev-123-admin.okta.com/admin/dashboard?x=1#y", "DEV-123-ADMIN.okta.com", "dev-123"]) {
    expect(readOktaAddress(text), text).toEqual({ orgName: "dev-123", baseUrl: "okta.com" });
  }
  expect(readOktaAddress("https://acme.oktapreview.com/app/UserHome")).toEqual({ orgName: "acme", baseUrl: "oktapreview.com" });
  expect(readOktaAddress("acme-admin.okta-emea.com")).toEqual({ orgName: "acme", baseUrl: "okta-emea.com" });
});

test("a sandbox's address is the org itself", () => {
  expect(readOktaAddress("http://127.0.0.1:4567/")).toEqual({ orgName: "sandbox", baseUrl: "http://127.0.0.1:4567" });
  expect(readOktaAddress("localhost:4567")).toEqual({ orgName: "localhost", baseUrl: "http://localhost:4567" });
  expect(readOktaAddress("https://preview.sandbox.example.com")).toEqual({ orgName: "preview", baseUrl: "https://preview.sandbox.example.com" });
});

test("what is no address is none", () => {
  for (const text of ["", "  ", "ftp://dev-123.okta.com", "https://", "two words"]) expect(readOktaAddress(text), text).toBeUndefined();
});

test("an address is written as people know it", () => {
  expect(writeOktaAddress({ orgName: "dev-123", baseUrl: "okta.com" })).toBe("https://dev-123.okta.com");
  expect(writeOktaAddress({ orgName: "x", baseUrl: "http://127.0.0.1:1" })).toBe("http://127.0.0.1:1");
});
