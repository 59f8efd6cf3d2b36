import { bodyShape } from "@lockstep/hcl";
import type { Expression } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import { addressFromExpression } from "../address-expression.ts";
import { readContent } from "../content.ts";
import type { BlockKind, ModuleParts } from "../parts.ts";
import { staticForm } from "../static-form.ts";

const shape = bodyShape(["from!", "to!"]);

/** moved { from = okta_group.a  to = okta_group.b } */
export const movedBlock: BlockKind = {
  type: "moved",
  labels: [],
  add(block, module) {
    const content = readContent(block.body, shape);
    module.diagnostics.push(...content.diagnostics);
    const from = readAddress(content.attributes.get("from")?.expression, module);
    const to = readAddress(content.attributes.get("to")?.expression, module);
    if (from && to) module.moved.push({ from, to, range: block.headerRange });
  },
};

/** An address written out; what is none is reported. */
export function readAddress(written: Expression | undefined, module: ModuleParts): Expression | undefined {
  if (!written) return undefined;
  const isQuoted = written.kind === "template";
  const expression = isQuoted ? undefined : staticForm(written);
  if (expression?.kind !== "scope-traversal") {
    module.diagnostics.push(messages.staticReferenceRequired(written.range));
    return undefined;
  }
  const { problem } = addressFromExpression(expression);
  if (problem === undefined) return expression;
  module.diagnostics.push(messages.invalidAddress(problem, expression.range));
  return undefined;
}
