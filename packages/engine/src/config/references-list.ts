// Lists of references written literally: depends_on, ignore_changes, replace_triggered_by.
import type { Attribute, Expression } from "@lockstep/hcl";
import * as messages from "../messages.ts";
import type { ModuleParts } from "./parts.ts";
import { staticForm, quotedText, listItems, textRange } from "./static-form.ts";

/** The items of `depends_on` or `ignore_changes`, each a traversal; what is none is reported and left out. */
export function referenceList(attribute: Attribute | undefined, module: ModuleParts): Expression[] {
  if (!attribute) return [];
  const items = listItems(attribute.expression);
  if (!items) {
    module.diagnostics.push(messages.staticListRequired(textRange(attribute.expression)));
    return [];
  }
  return items.map((item) => literalReference(item, module)).filter((item) => item !== undefined);
}

/** One reference, in quotes with a warning. */
export function literalReference(item: Expression, module: ModuleParts): Expression | undefined {
  if (quotedText(item) !== undefined) module.diagnostics.push(messages.quotedReference(item.range));
  const expression = staticForm(item);
  if (expression?.kind === "scope-traversal") return expression;
  module.diagnostics.push(messages.staticReferenceRequired(item.range));
  return undefined;
}
