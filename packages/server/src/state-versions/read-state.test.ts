import { expect, test } from "vitest";
import { objectsOf } from "../drift/state-objects.ts";
import { readState } from "./read-state.ts";

/** A state file with one resource whose instances have these keys. */
const state = (...keys: readonly (string | number | undefined)[]): Buffer =>
  Buffer.from(
    JSON.stringify({
      version: 4,
      resources: [{ mode: "managed", module: "module.teams", type: "okta_group", name: "of", instances: keys.map((key, at) => ({ ...(key !== undefined && { index_key: key }), attributes: { id: `g${at}` } })) }],
    }),
  );

test("an instance is named as the engine names it, whatever its key: a scan is asked for by these addresses", () => {
  const file = state(undefined, 0, "eu", 'a "b"', "${c}", "d\n");
  const addresses = ["", "[0]", '["eu"]', '["a \\"b\\""]', '["$${c}"]', '["d\\n"]'].map((key) => `module.teams.okta_group.of${key}`);
  expect(readState(file).resources[0]?.instances.map(({ address }) => address)).toEqual(addresses);
  expect([...objectsOf(file).keys()]).toEqual(addresses);
});
