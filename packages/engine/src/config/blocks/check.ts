import { bodyShape } from "@lockstep/hcl";
import { readCheckRule } from "../check-rules.ts";
import { readAttributes, readContent } from "../content.ts";
import * as messages from "../../messages.ts";
import { declare, labelName } from "../parts.ts";
import type { BlockKind } from "../parts.ts";
import { addDataSource } from "./resource.ts";

const shape = bodyShape([], { data: ["type", "name"], assert: [] });

/** check "health" { data … assert … } */
export const checkBlock: BlockKind = {
  type: "check",
  labels: ["name"],
  add(block, module) {
    const name = labelName(block, 0, "check block name", module);
    const content = readContent(block.body, shape);
    module.diagnostics.push(...content.diagnostics);
    const asserts = content.blocks.filter(({ type }) => type === "assert");
    const rules = asserts.map((assert) => readCheckRule(assert, "assert", module)).filter((rule) => rule !== undefined);
    if (rules.length === 0) module.diagnostics.push(messages.checkWithoutAssert(block.headerRange));
    const [data, ...more] = content.blocks.filter(({ type }) => type === "data");
    for (const extra of more) module.diagnostics.push(messages.secondDataInCheck(extra.headerRange));
    for (const name of ["count", "for_each"]) {
      const attribute = data && readAttributes({ ...data.body, blocks: [] }).attributes.get(name);
      if (attribute) module.diagnostics.push(messages.repeatedInCheck(name, attribute.nameRange));
    }
    const dataSource = data && addDataSource(data, module);
    const check = { name, asserts: rules, ...(dataSource && { dataSource }), range: block.headerRange };
    declare(module.checks, name, check, module, {
      summary: `Duplicate check "${name}" configuration`,
      before: `A check block named "${name}" was already declared`,
      after: "Check blocks must be unique within each module.",
    });
  },
};
