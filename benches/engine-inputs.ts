// What the engine's bench plans: N terraform_data in two shapes, and the state that a first apply of them leaves.
import { writeJson, type Json } from "@lockstep/hcl";

/** for_each: one block with N instances. blocks: N blocks, each mentioning an earlier one. */
export type Shape = "for_each" | "blocks";

/** A configuration of N resources. */
export function configuration(shape: Shape, count: number): string {
  if (shape === "for_each") {
    // A map: with a set, Terraform's time is spent on hashing it again for each instance (a minute at 1,000).
    return `locals {
  all = { for pair in setproduct(range(${count / 100}), range(100)) : "k\${pair[0]}-\${pair[1]}" => "v\${pair[1]}" }
}

resource "terraform_data" "x" {
  for_each = local.all
  input    = each.value
}
`;
  }
  return Array.from({ length: count }, (_, n) => block(n)).join("\n");
}

const block = (n: number): string => `resource "terraform_data" "x${n}" {
  input = { number = ${n}, after = ${n === 0 ? "null" : `terraform_data.x${parent(n)}.id`} }
}
`;

// A tree: a chain of thousands would measure how deep a recursion may be.
const parent = (n: number): number => Math.floor((n - 1) / 2);

/** The state file that has all of it, as an apply would have left it. */
export function stateFile(shape: Shape, count: number): string {
  const resources =
    shape === "for_each"
      ? [resource("x", Array.from({ length: count }, (_, n) => eachInstance(n)))]
      : Array.from({ length: count }, (_, n) => resource(`x${n}`, [blockInstance(n)]));
  return writeJson({
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "7a0e2b1c-0000-4000-8000-000000000000",
    outputs: {},
    resources,
    check_results: null,
  });
}

const resource = (name: string, instances: Json[]): Json => ({
  mode: "managed",
  type: "terraform_data",
  name,
  provider: `provider["terraform.io/builtin/terraform"]`,
  instances,
});

function eachInstance(n: number): Json {
  const key = `k${Math.floor(n / 100)}-${n % 100}`;
  return { index_key: key, ...instance(n, { value: `v${n % 100}`, type: "string" }) };
}

function blockInstance(n: number): Json {
  const value = { after: n === 0 ? null : idOf(parent(n)), number: n };
  const dependencies = ancestors(n).map((each) => `terraform_data.x${each}`).sort();
  return {
    ...instance(n, { value, type: ["object", { after: n === 0 ? "dynamic" : "string", number: "number" }] }),
    ...(dependencies.length > 0 && { dependencies }),
  };
}

const instance = (n: number, input: Json): { [name: string]: Json } => ({
  schema_version: 0,
  attributes: { id: idOf(n), input, output: input, triggers_replace: null },
  sensitive_attributes: [],
});

const idOf = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;

const ancestors = (n: number): number[] => (n === 0 ? [] : [parent(n), ...ancestors(parent(n))]);
