import { expect, test } from "vitest";
import { looksSecret } from "./looks-secret.ts";

test("names that sound like secrets do, others do not", () => {
  const secret = ["api_token", "OKTA_API_TOKEN", "password", "clientSecret", "private_key", "apiKey", "TF_VAR_smtp_password", "key"];
  const open = ["org_name", "base_url", "public_key", "key_id", "monkey", "token_lifetime", "secretary", ""];
  expect(secret.filter((name) => !looksSecret(name))).toEqual([]);
  expect(open.filter(looksSecret)).toEqual([]);
});
