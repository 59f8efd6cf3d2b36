import { describe, expect, test } from "vitest";
import { Redactor } from "./redactor.ts";

const secret = 'pa$$/w+rd "ü" <x>';
const key = ["-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC", "BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj", "-----END PRIVATE KEY-----", ""].join("\n");

describe("redaction", () => {
  test.each<[string, string]>([
    ["as it is", secret],
    ["in JSON", JSON.stringify({ a: secret }).slice(6, -2)],
    ["in JSON as Go writes it", JSON.stringify(secret).slice(1, -1).replace("<", "\\u003c").replace(">", "\\u003e")],
    ["in JSON within JSON", JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ["in base64", Buffer.from(secret).toString("base64")],
    ["in base64 for addresses", Buffer.from(secret).toString("base64url")],
    ["in an address", encodeURIComponent(secret)],
    ["in a form", new URLSearchParams({ a: secret }).toString().slice(2)],
    ["in hexadecimal", Buffer.from(secret).toString("hex")],
  ])("a secret %s is not shown", (_, form) => {
    expect(new Redactor([secret]).text(`before ${form} after`)).toBe("before *** after");
  });

  test("a secret within a longer base64 text leaves nothing that can be decoded", () => {
    for (const user of ["u", "us", "user", "admin"]) {
      const header = Buffer.from(`${user}:token-0123456789abcdef!`).toString("base64");
      const shown = new Redactor(["token-0123456789abcdef"]).text(`Authorization: Basic ${header}`);
      expect(shown).toContain("***");
      expect(Buffer.from(shown.replace("Authorization: Basic ", "").replace("***", ""), "base64").toString()).not.toContain("0123456789");
    }
  });

  test("a key of many lines is found indented, escaped and line by line", () => {
    const redactor = new Redactor([key]);
    for (const text of [key, JSON.stringify(key), key.replaceAll("\n", "\n    "), key.replaceAll("\n", "\r\n"), "BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"]) {
      expect(redactor.text(text)).not.toMatch(/MII|VJTU/);
    }
  });

  test("secrets that overlap or contain each other leave no part", () => {
    expect(new Redactor(["abcdef", "defghi", "abcdefgh"]).text("xabcdefghix abcdefgx")).toBe("x***x ***gx");
    expect(new Redactor(["aaaaaa"]).text("aaaaaaaaaaaaab")).toBe("***b");
  });

  test("however the bytes are cut, the result is the same", () => {
    const redactor = new Redactor([secret, "abcdef", "abcxyz-long", "defghi"]);
    const bytes = Buffer.from(`ab abc ${secret}abcdefghi abcxyz-lon ${encodeURIComponent(secret)}, ü abcde`);
    const whole = redactor.text(bytes.toString());
    for (let size = 1; size < bytes.length; size++) {
      const stream = redactor.stream();
      const out: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size) out.push(stream.push(bytes.subarray(at, at + size)));
      expect(Buffer.concat([...out, stream.end()]).toString()).toBe(whole);
    }
  });

  test("a line that cannot begin a secret is passed on at once", () => {
    const stream = new Redactor([secret]).stream();
    expect(stream.push(Buffer.from("Plan: 1 to add\n")).toString()).toBe("Plan: 1 to add\n");
    expect(stream.push(Buffer.from("value pa$$")).toString()).toBe("value ");
    expect(stream.push(Buffer.from("word")).toString()).toBe("pa$$word");
  });

  test("short secrets are left, so that logs stay logs", () => {
    expect(new Redactor(["", "a", "true"]).text('{"a":true}')).toBe('{"a":true}');
  });

  test("a secret that comes later is redacted from then on", () => {
    const redactor = new Redactor();
    const stream = redactor.stream();
    expect(stream.push(Buffer.from("late-secret ")).toString()).toBe("late-secret ");
    redactor.add("late-secret");
    expect(Buffer.concat([stream.push(Buffer.from("late-secret")), stream.end()]).toString()).toBe("***");
  });
});
