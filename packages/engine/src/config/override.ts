// Override files: their blocks are laid over the blocks of the ordinary files before anything is read from them.
import type { Attribute, Block, Diagnostic } from "@lockstep/hcl";
import * as messages from "../messages.ts";
import { mergeBlocks, readAttributes } from "./content.ts";
import { listItems } from "./static-form.ts";
import { constantValue } from "./constant.ts";

/** What is said when an override finds nothing to override: what is missing, its name, and where it should be. */
const overridable: Readonly<Record<string, (block: Block) => MissingBase>> = {
  variable: (block) => ["base variable declaration", `variable named "${label(block, 0)}"`, "a variable that was already declared"],
  output: (block) => ["base output definition", `output named "${label(block, 0)}"`, "an output that was already defined"],
  module: (block) => ["module call", `module call named "${label(block, 0)}"`, "a module call that was defined"],
  resource: (block) => ["resource", `${label(block, 0)} resource named "${label(block, 1)}"`, "a resource block defined"],
  data: (block) => ["data resource", `${label(block, 0)} data resource named "${label(block, 1)}"`, "a data block defined"],
  ephemeral: (block) => ["ephemeral resource", `${label(block, 0)} ephemeral resource named "${label(block, 1)}"`, "an ephemeral block defined"],
};

type MissingBase = Parameters<typeof messages.missingOverrideBase> extends [...infer Words, unknown] ? Words : never;

const label = (block: Block, at: number): string => block.labels[at]?.value ?? "";

/** The blocks with the overriding ones merged into them. */
export function applyOverrides(primary: readonly Block[], overrides: readonly Block[], diagnostics: Diagnostic[]): readonly Block[] {
  if (overrides.length === 0) return primary;
  const merged = [...primary];
  const places = new Map<string | Block, number>(primary.map((block, at) => [identity(block), at] as const));
  for (const override of overrides) {
    if (override.type === "locals") overrideLocals(merged, override, diagnostics);
    else overrideBlock(merged, places, override, diagnostics);
  }
  return merged;
}

function overrideBlock(merged: Block[], places: ReadonlyMap<string | Block, number>, override: Block, diagnostics: Diagnostic[]): void {
  const at = places.get(identity(override));
  const base = at === undefined ? undefined : merged[at];
  const dependsOn = readAttributes({ ...override.body, blocks: [] }).attributes.get("depends_on");
  if (dependsOn && (override.type in overridable)) diagnostics.push(messages.dependsOnOverridden(listItems(dependsOn.expression)?.[0]?.range ?? dependsOn.expression.range));
  if (override.type === "variable") {
    const [validation] = override.body.blocks.filter(({ type }) => type === "validation");
    if (validation) diagnostics.push(messages.cannotOverrideValidation(validation.headerRange));
  }
  if (at !== undefined && base) {
    merged[at] = mergeBlocks(base, override);
    return;
  }
  const words = Object.hasOwn(overridable, override.type) ? overridable[override.type]?.(override) : undefined;
  if (words) diagnostics.push(messages.missingOverrideBase(...words, override.headerRange));
  else if (override.type in refusals) diagnostics.push(messages.cannotOverride(override.type, override.headerRange));
  else merged.push(override);
}

const refusals: Readonly<Record<string, true>> = { moved: true, import: true, check: true };
const nameless = new Set(["moved", "import", "removed", "check", "locals"]);

/** What makes two blocks the same thing. Blocks of these types have no name and are never the same. */
function identity(block: Block): string | Block {
  if (nameless.has(block.type)) return block;
  if (block.type === "provider") return `provider ${providerKey(block)}`;
  return [block.type, ...block.labels.map(({ value }) => JSON.stringify(value))].join(" ");
}

function providerKey(block: Block): string {
  const alias = readAttributes({ ...block.body, blocks: [] }).attributes.get("alias");
  const raw = alias && constantValue(alias.expression).value?.raw;
  return typeof raw === "string" ? `${label(block, 0)}.${raw}` : label(block, 0);
}

// Local values are overridden one by one, wherever they were declared.
function overrideLocals(merged: Block[], override: Block, diagnostics: Diagnostic[]): void {
  for (const [name, attribute] of readAttributes(override.body).attributes) {
    const at = merged.findIndex((block) => block.type === "locals" && readAttributes(block.body).attributes.has(name));
    const base = merged[at];
    if (base) merged[at] = withAttribute(base, attribute);
    else diagnostics.push(messages.missingOverrideBase("base local value definition", `local value named "${name}"`, "a local value that was already defined", attribute.range));
  }
}

function withAttribute(block: Block, attribute: Attribute): Block {
  const { range, end, blocks } = block.body;
  const attributes = new Map(readAttributes(block.body).attributes).set(attribute.name, attribute);
  return { ...block, body: { attributes, blocks, range, end } };
}
