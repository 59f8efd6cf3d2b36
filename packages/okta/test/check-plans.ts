// Holds the rows' plans against those recorded from the official provider, without the engine around them:
//   node packages/okta/test/check-plans.ts [--type okta_group,…] [--failures N] [--dir DIR]
import { parseArgs } from "node:util";
import { resourceTypes } from "../src/resources/index.ts";
import { checkPlan, recordedPlans } from "./recorded-plans.ts";

const { values: options } = parseArgs({
  options: { type: { type: "string" }, failures: { type: "string", default: "20" }, dir: { type: "string" } },
});
const plans = recordedPlans(options.dir);
if (plans.size === 0) console.log("no recorded plans: nothing was checked");

let shown = 0;
let passed = 0;
let count = 0;
const wanted = options.type?.split(",");
for (const row of resourceTypes) {
  const cases = plans.get(row.name);
  if (!cases || (wanted && !wanted.includes(row.name))) continue;
  const results = cases.map((one) => ({ one, why: checkPlan(row, one) }));
  const good = results.filter(({ why }) => why.length === 0).length;
  passed += good;
  count += results.length;
  console.log(`${row.name.padEnd(40)} ${good}/${results.length}`);
  for (const { one, why } of results) {
    if (why.length > 0 && shown++ < Number(options.failures)) console.log(`  ${one.case} (${one.kind})\n    ${why.slice(0, 5).join("\n    ")}`);
  }
}
console.log(`passed ${passed} of ${count} (${((100 * passed) / Math.max(count, 1)).toFixed(1)}%)`);
