import type { ResourceChange } from "../plan/plan.ts";
import { nodeName } from "./plan-node.ts";
import type { PlanNode } from "./plan-node.ts";

/** One thing that an apply does: what a plan does too, and the changes with what orders them. */
export type ApplyNode =
  | PlanNode
  /** An object is made, changed or (a data source) read. */
  | { readonly kind: "change"; readonly change: ResourceChange }
  /** An object is destroyed or forgotten; of a replacement the half that destroys. */
  | { readonly kind: "end"; readonly change: ResourceChange }
  /** Waits for all that a block needs, before its first instance. */
  | { readonly kind: "begin"; readonly resource: Extract<PlanNode, { kind: "resource" }> }
  /** Orders others, does nothing itself: before and after all that is destroyed of a block, and after all that needs a thing. */
  | { readonly kind: "gate"; readonly name: string };

export function applyNodeName(node: ApplyNode): string {
  switch (node.kind) {
    case "change":
      return node.change.text;
    case "end":
      return `${node.change.text} (destroy)`;
    case "begin":
      return `${nodeName(node.resource)} (expand)`;
    case "gate":
      return node.name;
    default:
      return nodeName(node);
  }
}
