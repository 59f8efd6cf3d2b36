import { bodyShape } from "@lockstep/hcl";
import type { Expression, ScopeTraversalExpression, SourceRange } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import { addressFromExpression } from "../address-expression.ts";
import { readContent } from "../content.ts";
import type { BlockKind } from "../parts.ts";
import { isForDestroy, readProvisioners, refuseSecondConnection } from "../provisioners.ts";
import { switchSetting } from "../settings.ts";
import { readAddress } from "./moved.ts";

const shape = bodyShape(["from!"], { lifecycle: [], connection: [], provisioner: ["type"] });
const lastStep = (from: Expression): SourceRange => (from.kind === "scope-traversal" ? (from.steps.at(-1)?.range ?? from.range) : from.range);

const lifecycleShape = bodyShape(["destroy"]);

/** removed { from = okta_group.a  lifecycle { destroy = false } } */
export const removedBlock: BlockKind = {
  type: "removed",
  labels: [],
  add(block, module) {
    const content = readContent(block.body, shape);
    module.diagnostics.push(...content.diagnostics);
    const from = readAddress(content.attributes.get("from")?.expression, module);
    let destroy = true;
    for (const { body } of content.blocks.filter(({ type }) => type === "lifecycle")) {
      const lifecycle = readContent(body, lifecycleShape);
      module.diagnostics.push(...lifecycle.diagnostics);
      destroy = switchSetting(lifecycle, "destroy", module) ?? destroy;
    }
    const provisioners = readProvisioners(content.blocks, module);
    refuseSecondConnection(content.blocks, 'This "removed" block', module);
    if (!from) return;
    const { address } = addressFromExpression(from);
    for (const provisioner of provisioners) {
      if (!isForDestroy(provisioner)) module.diagnostics.push(messages.provisionerNotForDestroy(provisioner.headerRange));
      else if (address?.kind === "module") module.diagnostics.push(messages.provisionerOfModule(provisioner.headerRange));
    }
    const keyed = from.kind === "scope-traversal" ? keyOfModule(from) : undefined;
    if (keyed) module.diagnostics.push(messages.removedModuleInstance(keyed));
    else if (address?.kind === "instance") module.diagnostics.push(messages.removedInstance(lastStep(from)));
    else if (address?.kind === "resource" && address.mode !== "managed") module.diagnostics.push(messages.removedDataSource(from.range));
    else module.removed.push({ from, destroy, provisioners, range: block.headerRange });
  },
};

// module.a["x"]: the key of a module call on the way.
function keyOfModule({ root, steps }: ScopeTraversalExpression): SourceRange | undefined {
  let isCall = root === "module";
  for (let at = 0; isCall && at < steps.length; at++) {
    const next = steps[at + 1];
    if (next?.kind === "index") return next.range;
    isCall = next?.kind === "attribute" && next.name === "module";
    at++;
  }
  return undefined;
}
