// Input variables of called modules, and outputs: values on their way across the border of a module.
import { EPHEMERAL, SENSITIVE, Unknown, deepMarks, dynamicUnknown, unknownValue, withMarks, withoutOptional } from "@lockstep/hcl";
import type { SourceRange, Value } from "@lockstep/hcl";
import { inModule, printModule } from "../address.ts";
import type { ModuleAddress } from "../address.ts";
import type { OutputConfig, VariableConfig } from "../config/configuration.ts";
import { readAttributes } from "../config/content.ts";
import { convertWithDefaults } from "../config/conversion.ts";
import * as messages from "../messages.ts";
import type { Caller, Evaluated } from "./module-scope.ts";

/** A variable while only its type is known. */
export function unknownVariable(config: VariableConfig): Evaluated {
  const unknown = config.nullable ? undefined : new Unknown({ notNull: true });
  return { value: markedVariable(config, unknownValue(withoutOptional(config.type), unknown)), diagnostics: [], failed: false };
}

/** The value with the marks that its declaration asks for. */
export const markedVariable = (config: Pick<VariableConfig, "sensitive" | "ephemeral">, value: Value): Value =>
  withMarks(value, (config.sensitive ? SENSITIVE : 0) | (config.ephemeral ? EPHEMERAL : 0));

/** The value that a module call gives a variable, or the variable's default. */
export function calledVariable(config: VariableConfig, { scope, call, repetition }: Caller, address: ModuleAddress): Evaluated {
  const argument = readAttributes({ ...call.body, blocks: [] }).attributes.get(config.name);
  if (!argument) {
    const value = config.default ?? unknownValue(withoutOptional(config.type));
    return { value: markedVariable(config, value), diagnostics: [], failed: config.default === undefined };
  }
  const evaluated = scope.evaluate(argument.expression, { repetition });
  if (evaluated.failed) return evaluated;
  const name = inModule(printModule(address), `var.${config.name}`);
  const final = finalValue(config, evaluated.value, name, argument.expression.range);
  return { ...final, diagnostics: [...evaluated.diagnostics, ...final.diagnostics] };
}

/** A value that was given, as the variable's type and with its default for null where null is not allowed. */
export function finalValue(config: VariableConfig, given: Value, name: string, range: SourceRange | undefined): Evaluated {
  const broken = (diagnostic: Evaluated["diagnostics"][number]): Evaluated => ({
    value: unknownValue(withoutOptional(config.type)),
    diagnostics: [diagnostic],
    failed: true,
  });
  if (!config.ephemeral && (deepMarks(given) & EPHEMERAL) !== 0 && range) return broken(messages.ephemeralForVariable(config.name, range));
  if (given.raw === null && !config.nullable) {
    if (!config.default) return broken(messages.requiredNotNull(name, config.range, range ?? config.range));
    return { value: markedVariable(config, config.default), diagnostics: [], failed: false };
  }
  const { value, problem } = convertWithDefaults(given, config.type, config.typeDefaults);
  if (!value) return broken(messages.unsuitableVariable(name, config.range, problem, range ?? config.range));
  return { value: markedVariable(config, value), diagnostics: [], failed: false };
}

/**
 * What an output is worth outside of its module. An output of a called module that says it is sensitive does not mark
 * its value: Terraform 1.11 tracks what is sensitive in the value itself.
 */
export function outputValue(config: OutputConfig, evaluated: Evaluated, isCalled: boolean): Evaluated {
  if (evaluated.failed) return { ...evaluated, value: dynamicUnknown };
  const marks = (config.sensitive && !isCalled ? SENSITIVE : 0) | (config.ephemeral ? EPHEMERAL : 0);
  return { ...evaluated, value: withMarks(evaluated.value, marks) };
}
