// What the engine's bench plans: N terraform_data in four shapes, and the state that a first apply of them leaves.
import { writeJson, type Json } from "@lockstep/hcl";

/** One block with N instances, over a map or over a set; N blocks that each mention an earlier one (a tree), or the one before (a chain). */
export type Shape = "map" | "set" | "tree" | "chain";

/** A configuration of N resources. */
export function configuration(shape: Shape, count: number): string {
  if (shape === "set") {
    return `resource "terraform_data" "x" {
  for_each = toset(flatten([for a in range(${count / 100}) : [for b in range(100) : "k\${a}-\${b}"]]))
  input    = "v\${split("-", each.key)[1]}"
}
`;
  }
  if (shape === "map") {
    return `locals {
  all = { for pair in setproduct(range(${count / 100}), range(100)) : "k\${pair[0]}-\${pair[1]}" => "v\${pair[1]}" }
}

resource "terraform_data" "x" {
  for_each = local.all
  input    = each.value
}
`;
  }
  return Array.from({ length: count }, (_, n) => block(shape, n)).join("\n");
}

const block = (shape: Shape, n: number): string => `resource "terraform_data" "x${n}" {
  input = { number = ${n}, after = ${n === 0 ? "null" : `terraform_data.x${parent(shape, n)}.id`} }
}
`;

const parent = (shape: Shape, n: number): number => (shape === "chain" ? n - 1 : Math.floor((n - 1) / 2));

/** The state file that has all of it, as an apply would have left it. */
export function stateFile(shape: Shape, count: number): string {
  const resources =
    shape === "map" || shape === "set"
      ? [resource("x", Array.from({ length: count }, (_, n) => eachInstance(n)))]
      : Array.from({ length: count }, (_, n) => resource(`x${n}`, [blockInstance(shape, n)]));
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

function blockInstance(shape: Shape, n: number): Json {
  const value = { after: n === 0 ? null : idOf(parent(shape, n)), number: n };
  const dependencies = ancestors(shape, n).map((each) => `terraform_data.x${each}`).sort();
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

function ancestors(shape: Shape, n: number): number[] {
  const found: number[] = [];
  for (let at = n; at > 0; ) found.push((at = parent(shape, at)));
  return found;
}
