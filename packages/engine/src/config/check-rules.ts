// Conditions with a message: validations, preconditions, postconditions and assertions.
import { bodyShape, references } from "@lockstep/hcl";
import type { Block, Expression } from "@lockstep/hcl";
import * as messages from "../messages.ts";
import type { CheckRule } from "./configuration.ts";
import { readContent } from "./content.ts";
import type { ModuleParts } from "./parts.ts";
import { parseReference } from "./reference.ts";
import type { Subject } from "./reference.ts";

const shape = bodyShape(["condition!", "error_message!"]);

/** Whether a condition may or must mention something; the problem if that is not so. */
export type ConditionCheck = (condition: Expression, errorMessage: Expression | undefined) => readonly ReturnType<typeof messages.invalidAddress>[];

/** `kind` is "validation", "precondition" … Undefined when something is wrong with it. */
export function readCheckRule(block: Block, kind: string, module: ModuleParts, check?: ConditionCheck): CheckRule | undefined {
  const content = readContent(block.body, shape);
  const found = [...content.diagnostics];
  const condition = content.attributes.get("condition")?.expression;
  const errorMessage = content.attributes.get("error_message")?.expression;
  if (condition && references(condition).length === 0) found.push(messages.conditionWithoutReference(kind, condition.range));
  if (condition && check) found.push(...check(condition, errorMessage));
  module.diagnostics.push(...found);
  return found.length === 0 && condition && errorMessage ? { condition, errorMessage, range: block.headerRange } : undefined;
}

/** Whether an expression mentions something of which the predicate holds; the first traversal that does. */
export function findMention(expression: Expression, is: (subject: Subject) => boolean) {
  return references(expression).find((traversal) => {
    const subject = parseReference(traversal).reference?.subject;
    return subject !== undefined && is(subject);
  });
}
