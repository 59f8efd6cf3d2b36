import { bodyShape, dynamicType, nullValue } from "@lockstep/hcl";
import type { Attribute, Block, Type, Value } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import { findMention, readCheckRule } from "../check-rules.ts";
import type { CheckRule, TypeDefaults, VariableConfig } from "../configuration.ts";
import { readContent } from "../content.ts";
import { convertWithDefaults } from "../conversion.ts";
import { declare, labelName } from "../parts.ts";
import type { BlockKind, ModuleParts } from "../parts.ts";
import { switchSetting, textSetting } from "../settings.ts";
import { constantValue } from "../constant.ts";
import { readVariableType } from "../type-constraint.ts";

const shape = bodyShape(["description", "default", "type", "sensitive", "ephemeral", "nullable"], { validation: [] });

/** Names that are arguments of module blocks, so that no input variable can have them. */
const reservedNames = new Set(["source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals"]);

/** variable "prefix" { type = string } */
export const variableBlock: BlockKind = {
  type: "variable",
  labels: ["name"],
  add(block, module) {
    const name = variableName(block, module);
    const content = readContent(block.body, shape);
    module.diagnostics.push(...content.diagnostics);
    const description = textSetting(content, "description", module);
    const constraint = readVariableType(content.attributes.get("type")?.expression, module.diagnostics);
    const nullable = switchSetting(content, "nullable", module) ?? true;
    const fallback = readDefault(content.attributes.get("default"), constraint, nullable, module);
    const variable: VariableConfig = {
      name,
      ...(description !== undefined && { description }),
      ...constraint,
      ...(fallback && { default: fallback }),
      sensitive: switchSetting(content, "sensitive", module) ?? false,
      ephemeral: switchSetting(content, "ephemeral", module) ?? false,
      nullable,
      validations: content.blocks.map((rule) => readValidation(rule, name, module)).filter((rule) => rule !== undefined),
      range: block.headerRange,
    };
    declare(module.variables, name, variable, module, {
      summary: "Duplicate variable declaration",
      before: `A variable named "${name}" was already declared`,
      after: "Variable names must be unique within a module.",
    });
  },
};

function variableName(block: Block, module: ModuleParts): string {
  const name = labelName(block, 0, "variable name", module);
  const label = block.labels[0];
  if (label && reservedNames.has(name)) module.diagnostics.push(messages.reservedVariableName(name, label.range));
  return name;
}

function readDefault(
  attribute: Attribute | undefined,
  constraint: { readonly type: Type; readonly typeDefaults?: TypeDefaults },
  nullable: boolean,
  module: ModuleParts,
): Value | undefined {
  if (!attribute) return undefined;
  const range = attribute.expression.range;
  const { value, diagnostics } = constantValue(attribute.expression);
  module.diagnostics.push(...diagnostics);
  if (!value || diagnostics.length > 0) return nullValue(dynamicType);
  if (value.raw === null && !nullable) module.diagnostics.push(messages.defaultNull(range));
  const converted = convertWithDefaults(value, constraint.type, constraint.typeDefaults);
  if (converted.problem === undefined) return converted.value;
  module.diagnostics.push(messages.defaultMismatch(converted.problem, range));
  return nullValue(constraint.type);
}

function readValidation(block: Block, name: string, module: ModuleParts): CheckRule | undefined {
  return readCheckRule(block, "validation", module, (condition) => {
    const mentioned = findMention(condition, (subject) => subject.kind === "variable" && subject.name === name);
    return mentioned ? [] : [messages.validationOfOthers(name, condition.range)];
  });
}
