// A sample beside a row: the configuration of a few objects, with what is to change in it, one argument after another:
//   name = "Engineering" # then "Engineers"
//   # then description = "a line that is added, or takes the place of the one for the same argument"
import { decodeBody } from "@lockstep/engine";
import { dynamicType, evaluate, objectValue, parseFile, scopeOf, SourceText, stringType, stringValue, valueToJson, writeJson } from "@lockstep/hcl";
import type { Block, Diagnostic, FunctionDefinition, Value } from "@lockstep/hcl";
import type { ProviderSchemas } from "@lockstep/engine";
import { toPlainObject } from "../src/table/values.ts";
import type { PlainObject } from "../src/table/plain.ts";

export interface Step {
  /** What was changed to come here. */
  readonly title: string;
  readonly text: string;
}

export interface SampleObject {
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  readonly block: Block;
}

const lineThen = /^(\s*)(\w+)(\s*=\s*)(.*?)\s*# then (.*)$/;
const newThen = /^(\s*)# then (\w+)\s*= (.*)$/;

/** The texts of a sample, from the first to the last. */
export function stepsOf(sample: string): Step[] {
  const lines = sample.split("\n");
  const steps: Step[] = [{ title: "as it is", text: withoutNotes(lines) }];
  for (const [at, line] of lines.entries()) {
    const changed = lineThen.exec(line);
    const added = newThen.exec(line);
    if (changed) lines[at] = `${changed[1]}${changed[2]}${changed[3]}${changed[5]}`;
    else if (added) {
      removeArgument(lines, at, added[2] ?? "");
      lines[at] = `${added[1]}${added[2]} = ${added[3]}`;
    } else continue;
    steps.push({ title: (lines[at] ?? "").trim(), text: withoutNotes(lines) });
  }
  return steps;
}

/** The same argument above, in the same block. */
function removeArgument(lines: string[], before: number, name: string): void {
  for (let at = before - 1; at >= 0 && !/^\w.*\{\s*$/.test(lines[at] ?? ""); at--) {
    if (new RegExp(`^\\s*${name}\\s*=`).test(lines[at] ?? "")) lines[at] = "";
  }
}

const withoutNotes = (lines: readonly string[]): string => lines.filter((line) => !newThen.test(line)).map((line) => line.replace(/\s*# then .*$/, "")).join("\n");

/** The objects of a configuration, in the order of the text: what is referred to stands before. */
export function readSample(text: string): SampleObject[] {
  const { value, diagnostics } = parseFile(new SourceText("sample.tf", text));
  refuse(diagnostics);
  return value.blocks.map((block) => ({
    mode: block.type === "data" ? "data" : "resource",
    type: block.labels[0]?.value ?? "",
    name: block.labels[1]?.value ?? "",
    block,
  }));
}

/** The arguments of an object, with references to those that are there already. */
export function configOf(object: SampleObject, schemas: ProviderSchemas, there: ReadonlyMap<string, Value>): PlainObject {
  const schema = (object.mode === "data" ? schemas.dataSources : schemas.resourceTypes).get(object.type);
  if (!schema) throw new Error(`no ${object.mode} ${object.type}`);
  const scope = scopeOf(rootsOf(there), new Map([["jsonencode", jsonencode]]));
  const decoded = decodeBody({ body: object.block.body, schema: schema.block, evaluate: (expression) => evaluate(expression, scope) });
  refuse(decoded.diagnostics);
  return toPlainObject(decoded.value);
}

const jsonencode: FunctionDefinition = {
  name: "jsonencode",
  parameters: [{ name: "value", type: dynamicType, allowNull: true }],
  returns: stringType,
  run: ([value]) => stringValue(value ? writeJson(valueToJson(value)) : "null"),
};

/** `okta_group` → { engineering: … }; `data` → the same of data sources. */
function rootsOf(there: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const types = (prefix: string) => {
    const found = [...there].filter(([address]) => address.startsWith("data.") === (prefix === "data.")).map(([address, value]) => [...address.slice(prefix.length).split("."), value] as [string, string, Value]);
    return Map.groupBy(found, ([type]) => type);
  };
  const objects = (entries: readonly [string, string, Value][]) => objectValue(entries.map(([, name, value]) => [name, value] as const));
  const roots = [...types("")].map(([type, entries]) => [type, objects(entries)] as const);
  const data = [...types("data.")].map(([type, entries]) => [type, objects(entries)] as const);
  return new Map([...roots, ...(data.length > 0 ? [["data", objectValue(data)] as const] : [])]);
}

export const addressOf = ({ mode, type, name }: SampleObject): string => `${mode === "data" ? "data." : ""}${type}.${name}`;

function refuse(diagnostics: readonly Diagnostic[]): void {
  const [first] = diagnostics.filter(({ severity }) => severity === "error");
  if (first) throw new Error(`${first.summary}: ${first.detail}`);
}
