import { expect, test } from "vitest";
import { orgFor, scratch } from "./run.ts";

test("a forecast says what a plan will cost and asks the org nothing", async () => {
  const folder = scratch({ "main.tf": 'resource "okta_group" "a" {\n  count = 5\n  name  = "Group ${count.index}"\n}\n' });
  const org = await orgFor(folder);
  expect((await folder.lockstep("plan", "-forecast")).out).toBe("A plan reads 0 objects and needs no request for it.\n");
  await folder.lockstep("apply", "-auto-approve");
  await org.sandbox("DELETE", "/requests");
  const { code, out } = await folder.lockstep("plan", "-forecast");
  expect(code).toBe(0);
  expect(out).toBe("A plan reads 5 objects in about 1 request, in 1 bucket:\n\n  /api/v1/groups      1\n\nData sources come on top: each asks for itself.\n");
  expect(JSON.parse((await folder.lockstep("plan", "-forecast", "-json")).out)).toEqual({ format_version: "1.0", objects: 5, requests: 1, buckets: { "/api/v1/groups": 1 } });
  const { json } = await org.sandbox("GET", "/requests?list");
  expect(JSON.stringify(json)).not.toContain("/api/v1/groups");
});
