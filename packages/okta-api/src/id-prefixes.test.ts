import { expect, test } from "vitest";
import { kindsOfId } from "./id-prefixes.ts";

test("an id tells what it can be the id of", () => {
  expect(kindsOfId("00g1emaKYZTWRYYRRTSK")).toEqual(["group"]);
  expect(kindsOfId("0pr1emaKYZTWRYYRRTSK")).toEqual(["policyRuleV1", "groupRule"]);
});

test("what is no id is of no kind", () => {
  expect(kindsOfId("everyone")).toEqual([]);
  expect(kindsOfId("00gshort")).toEqual([]);
});
