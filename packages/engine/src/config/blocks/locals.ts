import * as messages from "../../messages.ts";
import { readAttributes } from "../content.ts";
import { declare, isName } from "../parts.ts";
import type { BlockKind } from "../parts.ts";

/** locals { region = "eu" } */
export const localsBlock: BlockKind = {
  type: "locals",
  labels: [],
  add(block, module) {
    const content = readAttributes(block.body);
    module.diagnostics.push(...content.diagnostics);
    for (const [name, { expression, nameRange, range }] of content.attributes) {
      if (!isName(name)) module.diagnostics.push(messages.invalidName("local value name", nameRange));
      declare(module.locals, name, { name, expression, range }, module, {
        summary: "Duplicate local value definition",
        before: `A local value named "${name}" was already defined`,
        after: "Local value names must be unique within a module.",
      });
    }
  },
};
