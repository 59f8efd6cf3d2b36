import { describe, expect, test } from "vitest";
import { readCapability, writeCapability } from "./capabilities.ts";
import { isCsrfToken, newCsrfToken } from "./csrf.ts";
import type { SigningKeys } from "./signing.ts";
import { hashToken, isTokenShaped, newAccessToken, randomLetters } from "./tokens.ts";

const [keys, others]: [SigningKeys, SigningKeys] = [[Buffer.alloc(32, 1)], [Buffer.alloc(32, 2)]];

describe("access tokens", () => {
  test("a token has the form that secret scanners know, and is stored as a hash", () => {
    const { token, hash } = newAccessToken();
    expect(token).toMatch(/^[a-zA-Z0-9]{14}\.atlasv1\.[a-zA-Z0-9\-_=]{60,70}$/);
    expect(isTokenShaped(token)).toBe(true);
    expect(hash).toEqual(hashToken(token));
    expect(hashToken(newAccessToken().token)).not.toEqual(hash);
  });

  test.each(["", "Bearer x", "a.atlasv1.b", "' or 1=1"])("what cannot be a token is seen at once: %j", (text) => {
    expect(isTokenShaped(text)).toBe(false);
  });

  test("random letters use every letter and digit", () => {
    expect(new Set(randomLetters(5000)).size).toBe(62);
  });
});

describe("capabilities", () => {
  const expires = new Date("2030-01-01T00:00:00Z");
  const before = new Date("2029-12-31T23:59:59Z");
  const link = writeCapability(keys, { purpose: "upload", id: "cv-abc", expires });

  test("a link lets its holder do one thing until it expires", () => {
    expect(readCapability(keys, "upload", link, before)).toEqual({ state: "valid", id: "cv-abc" });
    expect(readCapability(keys, "upload", link, expires)).toEqual({ state: "expired" });
  });

  test("a link for one purpose is none for another", () => {
    expect(readCapability(keys, "download", link, before)).toEqual({ state: "forged" });
  });

  test("nobody can change the id or the end of a link, or make one without the key", () => {
    for (const text of [link.replace("cv-abc", "cv-abd"), link.replace(/\.[^.]+\./, ".zzzzzz."), `${link}x`, "", writeCapability(others, { purpose: "upload", id: "cv-abc", expires })]) {
      expect(readCapability(keys, "upload", text, before)).toEqual({ state: "forged" });
    }
  });

  test("an older key still verifies", () => {
    expect(readCapability([others[0], keys[0]], "upload", link, before)).toEqual({ state: "valid", id: "cv-abc" });
  });
});

describe("tokens against requests from other sites", () => {
  test("a token is valid for its session only", () => {
    const token = newCsrfToken(keys, "ses-1");
    expect(isCsrfToken(keys, "ses-1", token)).toBe(true);
    expect(isCsrfToken(keys, "ses-2", token)).toBe(false);
    expect(isCsrfToken(others, "ses-1", token)).toBe(false);
    expect(isCsrfToken(keys, "ses-1", "")).toBe(false);
    expect(newCsrfToken(keys, "ses-1")).not.toBe(token);
  });
});
