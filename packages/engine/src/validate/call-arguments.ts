// The arguments of a module call held against the input variables of the module.
import { bodyShape } from "@lockstep/hcl";
import type { BodyShape, Diagnostic } from "@lockstep/hcl";
import { moduleShape } from "../config/blocks/module.ts";
import type { Module, ModuleCall } from "../config/configuration.ts";
import { readContent } from "../config/content.ts";

/** Arguments that are missing, and arguments and blocks that are not the module's. */
export function callProblems(call: ModuleCall, module: Module): readonly Diagnostic[] {
  return readContent(call.body, shapeOf(module)).diagnostics;
}

function shapeOf({ variables }: Module): BodyShape {
  const names = [...variables.values()].map(({ name, default: fallback }) => (fallback ? name : `${name}!`));
  const own = bodyShape(names);
  return { attributes: new Map([...moduleShape.attributes, ...own.attributes]), blocks: moduleShape.blocks };
}
