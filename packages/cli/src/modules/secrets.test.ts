import { expect, test } from "vitest";
import { hideSecrets, withoutSecrets } from "./secrets.ts";

test.each([
  ["git::https://casey:s3cret@example.com/x.git?ref=v1&depth=1", "git::https://***@example.com/x.git?ref=v1&depth=1"],
  ["https://ghp_token@example.com/x.zip?token=abc&archive=zip", "https://***@example.com/x.zip?token=***&archive=zip"],
  ["git::ssh://git@example.com/x.git", "git::ssh://git@example.com/x.git"],
  ["https://example.com/x.zip?X-Amz-Signature=a=b", "https://example.com/x.zip?X-Amz-Signature=***"],
])("%s is shown as %s", (address, shown) => {
  expect(withoutSecrets(address)).toBe(shown);
});

test("what a program says of an address is shown without its password, as it is and decoded", () => {
  const said = "fatal: cannot reach 'https://casey:s3%40cret@example.com/': password s3@cret was refused";
  expect(hideSecrets(said, "https://casey:s3%40cret@example.com/x.git")).toBe("fatal: cannot reach 'https://***@example.com/': password *** was refused");
});
