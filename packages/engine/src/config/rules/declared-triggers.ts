import { references } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import type { Module } from "../configuration.ts";
import { moduleName, modulesOf } from "../modules.ts";
import { parseReference } from "../reference.ts";
import type { Rule } from "./rule.ts";

/** What `replace_triggered_by` names is declared in the same module. */
export const declaredTriggers: Rule = (configuration) => [...modulesOf(configuration)].flatMap(undeclaredTriggers);

function undeclaredTriggers(module: Module): ReturnType<Rule> {
  const expressions = [...module.resources.values()].flatMap(({ lifecycle }) => lifecycle.replaceTriggeredBy);
  return expressions.flatMap(references).flatMap((traversal) => {
    const { reference } = parseReference(traversal);
    if (reference?.subject.kind !== "resource" || reference.subject.mode !== "managed" || module.resources.has(reference.subject.address)) return [];
    return [messages.undeclaredTrigger(reference.subject.address, moduleName(module), traversal.range)];
  });
}
