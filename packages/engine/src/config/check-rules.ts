// Conditions with a message: validations, preconditions, postconditions and assertions.
import { bodyShape, references } from "@lockstep/hcl";
import type { Block } from "@lockstep/hcl";
import * as messages from "../messages.ts";
import type { CheckRule } from "./configuration.ts";
import { readContent } from "./content.ts";
import type { ModuleParts } from "./parts.ts";

const shape = bodyShape(["condition!", "error_message!"]);

/** `kind` is "validation", "precondition" … Undefined when a part is missing. */
export function readCheckRule(block: Block, kind: string, module: ModuleParts): CheckRule | undefined {
  const content = readContent(block.body, shape);
  module.diagnostics.push(...content.diagnostics);
  const condition = content.attributes.get("condition")?.expression;
  const errorMessage = content.attributes.get("error_message")?.expression;
  if (condition && references(condition).length === 0) {
    module.diagnostics.push(messages.conditionWithoutReference(kind, condition.range));
  }
  return condition && errorMessage && { condition, errorMessage, range: block.headerRange };
}
