import { bodyShape } from "@lockstep/hcl";
import type { Expression, SourceRange } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import { addressFromExpression } from "../address-expression.ts";
import { readContent } from "../content.ts";
import type { BlockKind } from "../parts.ts";
import { readProvisioners } from "../provisioners.ts";
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
    if (!from) return;
    const { address } = addressFromExpression(from);
    if (address?.kind === "instance") module.diagnostics.push(messages.removedInstance(lastStep(from)));
    else module.removed.push({ from, destroy, provisioners, range: block.headerRange });
  },
};
