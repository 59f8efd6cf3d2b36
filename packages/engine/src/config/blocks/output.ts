import { bodyShape, dynamicNull } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import { readCheckRule } from "../check-rules.ts";
import { readContent } from "../content.ts";
import { declare, labelName } from "../parts.ts";
import type { BlockKind } from "../parts.ts";
import { referenceList } from "../references-list.ts";
import { switchSetting, textSetting } from "../settings.ts";

const shape = bodyShape(["description", "value!", "depends_on", "sensitive", "ephemeral"], { precondition: [], postcondition: [] });

/** output "group_ids" { value = … } */
export const outputBlock: BlockKind = {
  type: "output",
  labels: ["name"],
  add(block, module) {
    const name = labelName(block, 0, "output name", module);
    const content = readContent(block.body, shape);
    module.diagnostics.push(...content.diagnostics);
    const description = textSetting(content, "description", module);
    const value = content.attributes.get("value")?.expression;
    const sensitive = switchSetting(content, "sensitive", module) ?? false;
    const ephemeral = switchSetting(content, "ephemeral", module) ?? false;
    const dependsOn = referenceList(content.attributes.get("depends_on"), module);
    for (const extra of content.blocks.filter(({ type }) => type === "postcondition")) {
      module.diagnostics.push(messages.postconditionNotHere(extra.typeRange));
    }
    const preconditions = content.blocks
      .filter(({ type }) => type === "precondition")
      .map((rule) => readCheckRule(rule, "precondition", module))
      .filter((rule) => rule !== undefined);
    // Declared even without a value, so that references to it are not reported as well.
    const written = value ?? { kind: "literal" as const, value: dynamicNull, range: block.headerRange };
    const output = { name, ...(description !== undefined && { description }), value: written, sensitive, ephemeral, dependsOn, preconditions, range: block.headerRange };
    declare(module.outputs, name, output, module, {
      summary: "Duplicate output definition",
      before: `An output named "${name}" was already defined`,
      after: "Output names must be unique within a module.",
    });
  },
};
