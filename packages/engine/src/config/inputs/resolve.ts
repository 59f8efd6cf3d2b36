// What is given for the root's input variables → their values.
import { evaluate, hasErrors, nullValue, stringValue, unknownValue, withoutOptional } from "@lockstep/hcl";
import type { Diagnostic, Value } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import { finalValue, markedVariable } from "../../scope/variable-values.ts";
import type { Module, VariableConfig } from "../configuration.ts";
import { convertWithDefaults } from "../conversion.ts";
import { parseInputText } from "./collect.ts";
import type { RawInput } from "./collect.ts";

/** A root variable's value: as the type says, with its marks. */
export interface ResolvedInput {
  readonly value: Value;
  readonly fromDefault: boolean;
  /** As it was given, before it was converted: what plans show. */
  readonly given?: Value;
}

export interface ResolvedInputs {
  readonly values: ReadonlyMap<string, ResolvedInput>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The values of all variables of the root module. Where one is missing or wrong, its value is unknown. */
export function resolveInputs(root: Pick<Module, "variables">, inputs: ReadonlyMap<string, RawInput>): ResolvedInputs {
  const diagnostics: Diagnostic[] = [...undeclared(root, inputs)];
  const values = new Map<string, ResolvedInput>();
  const unsuitable: Diagnostic[] = [];
  for (const config of root.variables.values()) values.set(config.name, resolveInput(config, inputs.get(config.name), diagnostics, unsuitable));
  // Values are held against their types only when all are there.
  return { values, diagnostics: hasErrors(diagnostics) ? diagnostics : [...diagnostics, ...unsuitable] };
}

function resolveInput(config: VariableConfig, input: RawInput | undefined, diagnostics: Diagnostic[], unsuitable: Diagnostic[]): ResolvedInput {
  const given = input && readInput(config, input, diagnostics);
  if (input && given) {
    const { value, diagnostics: problems } = finishInput(config, input, given);
    unsuitable.push(...problems);
    return { value, fromDefault: false, given };
  }
  if (config.default) return { value: markedVariable(config, config.default), fromDefault: true };
  diagnostics.push(messages.missingVariable(config.name, config.range));
  return { value: markedVariable(config, unknownValue(withoutOptional(config.type))), fromDefault: true };
}

/** The value as given; undefined when it cannot be read, which counts as not given. */
function readInput(config: VariableConfig, { name, text, expression }: RawInput, diagnostics: Diagnostic[]): Value | undefined {
  if (expression) return evaluateInput(expression, diagnostics);
  if (config.parsing === "literal") return stringValue(text ?? "");
  const parsed = parseInputText(name, text ?? "");
  diagnostics.push(...parsed.diagnostics);
  return hasErrors([...parsed.diagnostics]) ? undefined : evaluateInput(parsed.value, diagnostics);
}

function evaluateInput(expression: Parameters<typeof evaluate>[0], diagnostics: Diagnostic[]): Value | undefined {
  const { value, diagnostics: problems } = evaluate(expression);
  diagnostics.push(...problems);
  return hasErrors(problems) ? undefined : value;
}

function finishInput(config: VariableConfig, { origin, name, expression }: RawInput, given: Value): { value: Value; diagnostics: readonly Diagnostic[] } {
  // A value in a file has a place of its own; for the others Terraform points at the declaration and says how it was set.
  if (origin.kind === "file") return finalValue(config, given, `var.${name}`, expression?.range);
  const how = origin.kind === "argument" ? `using -var="${name}=..."` : `using the TF_VAR_${name} environment variable`;
  if (given.raw === null && !config.nullable) return finalValue(config, given, `var.${name}`, undefined);
  const { problem } = convertWithDefaults(given, config.type, config.typeDefaults);
  if (problem === undefined) return finalValue(config, given, `var.${name}`, undefined);
  return { value: nullValue(withoutOptional(config.type)), diagnostics: [messages.unsuitableInput(name, how, problem, config.range)] };
}

/** So many values for undeclared variables are named one by one. */
const namedWarnings = 2;

function* undeclared(root: Pick<Module, "variables">, inputs: ReadonlyMap<string, RawInput>): Generator<Diagnostic> {
  let warned = 0;
  for (const { name, origin } of inputs.values()) {
    if (root.variables.has(name)) continue;
    // The environment may hold values for other configurations.
    if (origin.kind === "argument") yield messages.undeclaredArgument(name);
    else if (origin.kind === "file" && ++warned <= namedWarnings) yield messages.undeclaredInFile(name, origin.file);
  }
  if (warned > namedWarnings) yield messages.moreUndeclared(warned - namedWarnings);
}
