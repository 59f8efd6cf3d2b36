import { describe, expect, test } from "vitest";
import { checkPassword, hashPassword } from "./passwords.ts";

const cheap = { logN: 10, r: 8, p: 1 };

describe("passwords", () => {
  test("the right one is right, another is not", async () => {
    const hash = await hashPassword("correct horse", cheap);
    expect(hash).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$/);
    expect(await checkPassword("correct horse", hash, cheap)).toEqual({ right: true, rehash: false });
    expect(await checkPassword("correct Horse", hash, cheap)).toEqual({ right: false, rehash: false });
  });

  test("a hash that was cheaper than today's should be made anew, after the right password only", async () => {
    const hash = await hashPassword("correct horse", cheap);
    expect(await checkPassword("correct horse", hash, { ...cheap, logN: 11 })).toEqual({ right: true, rehash: true });
    expect(await checkPassword("wrong", hash, { ...cheap, logN: 11 })).toEqual({ right: false, rehash: false });
  });

  test("the same password never has the same hash", async () => {
    expect(await hashPassword("same", cheap)).not.toBe(await hashPassword("same", cheap));
  });

  test("letters composed in another way are the same password", async () => {
    expect((await checkPassword("Zu\u0308rich", await hashPassword("Z\u00fcrich", cheap), cheap)).right).toBe(true);
  });

  test.each([undefined, "", "$argon2id$v=19$x", "$scrypt$ln=10,r=8,p=1$AAAA$"])("without a hash that can be read every password is wrong: %j", async (hash) => {
    expect(await checkPassword("anything", hash, cheap)).toEqual({ right: false, rehash: false });
  });

  test("the default cost is what is written", async () => {
    const hash = await hashPassword("correct horse");
    expect(hash).toContain("ln=15,r=8,p=3");
    expect(await checkPassword("correct horse", hash)).toEqual({ right: true, rehash: false });
  });
});
