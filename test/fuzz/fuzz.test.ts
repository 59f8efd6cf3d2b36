import { expect, test } from "vitest";
import { minimised } from "./minimise.ts";
import { runTarget } from "./run-target.ts";
import { hold } from "./target.ts";
import { targets } from "./targets.ts";

/** So many changed inputs of each target: the same ones every time. `npm run fuzz` tries more. */
const inputs = 120;

test.each(targets)("$name keeps its invariants whatever it is given", async (target) => {
  const { fault } = await runTarget(target, 1, { before: () => {}, goOn: (done) => done < inputs });
  expect(fault && `${JSON.stringify(fault.input)}: ${fault.problem}`).toBeUndefined();
});

test("what breaks is found, and made short", async () => {
  const fragile = { name: "fragile", corpus: () => ["some text"], run: (text: string) => hold(!text.includes("}"), "a brace") };
  const { fault } = await runTarget(fragile, 1, { before: () => {}, goOn: (done) => done < 10_000 });
  expect(await minimised(fault?.input ?? "", async (text) => text.includes("}"))).toBe("}");
});
