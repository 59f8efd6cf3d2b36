// Settings of a block that must be known before anything is evaluated: no names, no functions.
import type { Attribute, Type, Value } from "@lockstep/hcl";
import { boolType, isKnown, stringType } from "@lockstep/hcl";
import * as messages from "../messages.ts";
import type { BodyContent } from "./content.ts";
import type { ModuleParts } from "./parts.ts";
import { constantValue } from "./constant.ts";
import { textRange } from "./static-form.ts";
import { convertValue } from "./conversion.ts";

/** A text such as `description`; undefined when it is not given or no text. */
export function textSetting(content: BodyContent, name: string, module: ModuleParts): string | undefined {
  const raw = setting(content.attributes.get(name), stringType, module)?.raw;
  return typeof raw === "string" ? raw : undefined;
}

/** A switch such as `sensitive`; undefined when it is not given or neither true nor false. */
export function switchSetting(content: BodyContent, name: string, module: ModuleParts): boolean | undefined {
  const raw = setting(content.attributes.get(name), boolType, module)?.raw;
  return typeof raw === "boolean" ? raw : undefined;
}

function setting(attribute: Attribute | undefined, type: Type, module: ModuleParts): Value | undefined {
  if (!attribute) return undefined;
  const range = textRange(attribute.expression);
  const { value, diagnostics } = constantValue(attribute.expression);
  module.diagnostics.push(...diagnostics);
  if (!value) return undefined;
  const converted = convertValue(value, type);
  const problem = !isKnown(value) ? "value must be known" : value.raw === null ? "null value is not allowed" : converted.problem;
  if (problem === undefined) return converted.value;
  module.diagnostics.push(messages.unsuitableValue(problem, range));
  return undefined;
}
