// The rows' plans are those of the official provider, but where we are better on purpose.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { resourceTypes } from "../src/resources/index.ts";
import { checkPlan, recordedPlans } from "./recorded-plans.ts";

const plans = recordedPlans();
if (plans.size === 0) console.log("The recorded plans are absent: the rows' plans were not compared.");
const departures = JSON.parse(readFileSync(join(import.meta.dirname, "../../../okta-plans-departures.json"), "utf8")) as Record<string, string>;

describe.skipIf(plans.size === 0)("plans are those of the official provider", () => {
  test.each(resourceTypes.map((row) => [row.name, row] as const))("%s", (name, row) => {
    const cases = plans.get(name) ?? [];
    const different = cases.map((one) => [`${name}/${one.case}`, checkPlan(row, one)] as const).filter(([id, why]) => why.length > 0 && !(id in departures));
    expect(Object.fromEntries(different)).toEqual({});
  });
});
