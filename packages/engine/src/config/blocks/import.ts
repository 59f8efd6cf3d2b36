import { bodyShape } from "@lockstep/hcl";
import type { Expression, SourceRange } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import { addressFromExpression } from "../address-expression.ts";
import type { ImportConfig } from "../configuration.ts";
import { readContent } from "../content.ts";
import { providerReference, repetition } from "../meta-arguments.ts";
import type { BlockKind, ModuleParts } from "../parts.ts";
import { staticForm } from "../static-form.ts";

const shape = bodyShape(["to!", "id!", "for_each", "provider"]);

/** import { to = okta_group.admins  id = "00g…" } */
export const importBlock: BlockKind = {
  type: "import",
  labels: [],
  add(block, module) {
    const content = readContent(block.body, shape);
    module.diagnostics.push(...content.diagnostics);
    const to = content.attributes.get("to")?.expression;
    const id = content.attributes.get("id")?.expression;
    const { forEach } = repetition(content, module);
    const provider = providerReference(content.attributes.get("provider"), module);
    const written = content.attributes.get("to");
    const target = to && (staticForm(to) ?? to);
    if (target && written && !checkTarget(target, written.range, module)) return;
    if (target && !forEach && target.kind !== "scope-traversal") {
      module.diagnostics.push(messages.staticReferenceRequired(target.range), messages.importNeedsKey());
      return;
    }
    if (!target || !id) return;
    const config: ImportConfig = { to: target, id, ...(forEach && { forEach }), ...(provider && { provider }), range: block.headerRange };
    module.imports.push(config);
  },
};

// With for_each the key may be worked out, so only what is constant is looked at.
function checkTarget(to: Expression, range: SourceRange, module: ModuleParts): boolean {
  const named = to.kind === "index" ? to.collection : to;
  if (named.kind !== "scope-traversal") {
    module.diagnostics.push(messages.staticReferenceRequired(to.range), messages.importNotManaged(range));
    return false;
  }
  const { address, problem } = addressFromExpression(named);
  if (problem !== undefined) module.diagnostics.push(messages.invalidAddress(problem, to.range), messages.importNotManaged(range));
  else if (address?.kind === "module") module.diagnostics.push(messages.invalidAddress(modulesCannot, to.range), messages.importNotManaged(range));
  else if (address && address.mode !== "managed") module.diagnostics.push(messages.importNotManaged(range));
  return problem === undefined && address?.kind !== "module";
}

const modulesCannot = "A resource instance address is required here. The module path must be followed by a resource instance specification.";
