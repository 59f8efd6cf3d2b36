import { bodyShape } from "@lockstep/hcl";
import type { Expression } from "@lockstep/hcl";
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
    const target = to && (staticForm(to) ?? to);
    if (target) checkTarget(target, module);
    if (!target || !id) return;
    const config: ImportConfig = { to: target, id, ...(forEach && { forEach }), ...(provider && { provider }), range: block.headerRange };
    module.imports.push(config);
  },
};

// With for_each the key may be worked out, so only what is constant is looked at.
function checkTarget(to: Expression, module: ModuleParts): void {
  const { address, problem } = addressFromExpression(to);
  if (problem !== undefined) module.diagnostics.push(messages.invalidAddress(problem, to.range));
  else if (!address) return;
  else if (address.kind === "module" || address.mode !== "managed") module.diagnostics.push(messages.importNotManaged(to.range));
}
