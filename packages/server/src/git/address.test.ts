import { describe, expect, test } from "vitest";
import { readGitAddress } from "./address.ts";

describe("addresses of repositories", () => {
  test.each([
    ["https://github.com/o/r.git", "https github.com https://github.com/o/r.git"],
    ["https://user:pa%20ss@GitHub.com:8443/o/r", "https github.com https://github.com:8443/o/r"],
    ["git@github.com:o/r.git", "ssh github.com ssh://git@github.com/o/r.git"],
    ["ssh://git@host:2222/o/r.git", "ssh host ssh://git@host:2222/o/r.git"],
    ["/srv/git/r.git", "file  /srv/git/r.git"],
    ["file:///srv/git/r.git", "file  file:///srv/git/r.git"],
  ])("%s", (text, expected) => {
    const { transport, host, url } = readGitAddress(text);
    expect(`${transport} ${host} ${url}`).toBe(expected);
  });

  test("credentials are taken out of the address", () => {
    expect(readGitAddress("https://user:pa%20ss@github.com/o/r")).toMatchObject({ user: "user", password: "pa ss" });
  });

  test("an address that is refused is shown without its password", () => {
    expect(() => readGitAddress("gopher://me:s3cret@host/x")).toThrow(/^(?!.*s3cret)/);
  });
});
