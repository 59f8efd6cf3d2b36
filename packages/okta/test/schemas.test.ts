// The rows' schemas against those that the official provider declares.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { typeToJson } from "@lockstep/hcl";
import type { AttributeSchema, BlockSchema, ResourceSchema } from "@lockstep/engine";
import { describe, expect, test } from "vitest";
import { oktaProvider } from "../src/index.ts";

interface DeclaredAttribute {
  type?: unknown;
  required?: boolean;
  optional?: boolean;
  computed?: boolean;
  sensitive?: boolean;
  write_only?: boolean;
}

interface DeclaredBlock {
  attributes?: Record<string, DeclaredAttribute>;
  block_types?: Record<string, { nesting_mode: string; min_items?: number; max_items?: number; block: DeclaredBlock }>;
}

type Declared = Record<string, { version: number; block: DeclaredBlock }>;

const file = join(import.meta.dirname, "../../../../shared/okta-provider/schema.json");
const recorded = existsSync(file);
if (!recorded) console.log(`${file} is absent: the rows' schemas were not compared`);

const attributeWords = ({ type, required, optional, computed, sensitive, writeOnly }: AttributeSchema) =>
  words(typeToJson(type), { required, optional, computed, sensitive, write_only: writeOnly });

const declaredWords = ({ type, ...flags }: DeclaredAttribute) =>
  words(type, { required: flags.required, optional: flags.optional, computed: flags.computed, sensitive: flags.sensitive, write_only: flags.write_only });

const words = (type: unknown, flags: Record<string, boolean | undefined>): string =>
  [JSON.stringify(type), ...Object.keys(flags).filter((name) => flags[name])].join(" ");

/** Arguments of older versions of the official provider are taken and do nothing. */
const isOlder = ({ deprecated, writeOnly }: AttributeSchema): boolean => Boolean(deprecated && writeOnly);

function listOurs(block: BlockSchema, at = ""): string[] {
  const entries = Object.entries(block.attributes).filter(([, attribute]) => !isOlder(attribute));
  const attributes = entries.map(([name, attribute]) => `${at}${name}: ${attributeWords(attribute)}`);
  const blocks = Object.entries(block.blocks).flatMap(([name, nested]) => [
    `${at}${name} {}: ${nested.nesting} ${nested.minItems ?? 0}–${nested.maxItems ?? 0}`,
    ...listOurs(nested.block, `${at}${name}.`),
  ]);
  return [...attributes, ...blocks].sort();
}

function listDeclared(block: DeclaredBlock, at = ""): string[] {
  const attributes = Object.entries(block.attributes ?? {}).map(([name, attribute]) => `${at}${name}: ${declaredWords(attribute)}`);
  const blocks = Object.entries(block.block_types ?? {}).flatMap(([name, nested]) => [
    `${at}${name} {}: ${nested.nesting_mode} ${nested.min_items ?? 0}–${nested.max_items ?? 0}`,
    ...listDeclared(nested.block, `${at}${name}.`),
  ]);
  return [...attributes, ...blocks].sort();
}

describe.skipIf(!recorded)("schemas say the same as the official provider's", () => {
  const declared = recorded ? JSON.parse(readFileSync(file, "utf8")).provider_schemas["registry.terraform.io/okta/okta"] : {};
  const { schemas } = oktaProvider();

  const compare = (ours: ReadonlyMap<string, ResourceSchema>, theirs: Declared) => {
    for (const [name, schema] of ours) {
      test(name, () => {
        const other = theirs[name];
        expect(schema.version).toBe(other?.version);
        expect(listOurs(schema.block)).toEqual(listDeclared(other?.block ?? {}));
      });
    }
  };

  describe("resource types", () => compare(schemas.resourceTypes, declared.resource_schemas as Declared));
  describe("data sources", () => compare(schemas.dataSources, declared.data_source_schemas as Declared));

  test("the provider block", () => {
    expect(listOurs(schemas.provider)).toEqual(listDeclared(declared.provider.block as DeclaredBlock));
  });
});
