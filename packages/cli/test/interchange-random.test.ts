import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { relay, terraformIsHere, withoutChance, type Step } from "./terraform.ts";

// Small pieces of configuration, of which any set is valid: each names only what every configuration has.
const literal = fc.oneof(
  fc.constantFrom("null", "true", "1.5", "-3", "12345678901234567890123", "1 / 3", '"é\\u0301 𝒳"', '"<&>"', '""', "[]", "{}", "tolist([])", "tomap({})", "toset([])", "tostring(null)"),
  fc.string({ maxLength: 6 }).map((text) => JSON.stringify(text.replace(/[$%]/g, "_"))),
  fc.integer().map(String),
);
const reference = fc.constantFrom("local.l", "terraform_data.base.output", "terraform_data.base.id", "[for d in terraform_data.counted : d.output]", 'try(terraform_data.keyed["a"].output, null)', "sensitive(local.l)", "length(terraform_data.counted)");
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: literal },
    fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
    fc.array(tie("value"), { maxLength: 3 }).map((items) => `{ ${items.map((item, at) => `k${at} = ${item}`).join(", ")} }`),
    fc.array(fc.integer({ max: 9 }), { maxLength: 3 }).map((items) => `toset([${items.join(", ")}])`),
    fc.constant("sensitive(\"hush\")"),
  ),
}));

const mixed = fc.oneof({ weight: 2, arbitrary: value }, reference);
const lifecycle = fc.constantFrom("", "  lifecycle { create_before_destroy = true }\n", "  lifecycle { ignore_changes = [input] }\n", "  lifecycle { replace_triggered_by = [terraform_data.base] }\n");
const configuration = fc
  .record({ local: value, base: value, count: fc.nat({ max: 3 }), counted: value, keys: fc.subarray(["a", "b", "c d"]), free: fc.array(fc.record({ input: mixed, trigger: fc.option(mixed), lifecycle }), { maxLength: 3 }), outputs: fc.array(mixed, { maxLength: 3 }) })
  .map(({ local, base, count, counted, keys, free, outputs }) =>
    [
      `locals { l = ${local} }`,
      `resource "terraform_data" "base" {\n  input = ${base}\n}`,
      `resource "terraform_data" "counted" {\n  count = ${count}\n  input = [count.index, ${counted}]\n}`,
      `resource "terraform_data" "keyed" {\n  for_each = toset(${JSON.stringify(keys)})\n  input = each.key\n}`,
      ...free.map((one, at) => `resource "terraform_data" "free${at}" {\n  input = ${one.input}\n${one.trigger === null ? "" : `  triggers_replace = ${one.trigger}\n`}${one.lifecycle}}`),
      ...outputs.map((output, at) => `output "o${at}" {\n  value = ${output}\n  sensitive = true\n}`),
    ].join("\n"),
  );

const steps = fc.array(configuration.map((main): Step => ({ main })), { minLength: 2, maxLength: 3 });

describe.skipIf(!terraformIsHere())("any configuration", () => {
  test("is planned and applied alike by both tools, taking turns", { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(steps, async (turns) => {
      const [ours, theirs] = await Promise.all([relay(turns, "lockstep"), relay(turns, "terraform")]);
      expect(withoutChance(ours)).toBe(withoutChance(theirs));
    });
    // The same configurations each time, so that a change is judged by what it changes; INTERCHANGE_SEED and _RUNS look further.
    const seed = Number(process.env["INTERCHANGE_SEED"] ?? 7);
    await fc.assert(property, { seed, numRuns: Number(process.env["INTERCHANGE_RUNS"] ?? 3), endOnFailure: true, interruptAfterTimeLimit: 20_000 });
  });
});
