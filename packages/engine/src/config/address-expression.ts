// Addresses written as expressions: the arguments of moved, removed and import blocks.
import type { Expression, TraversalStep } from "@lockstep/hcl";
import { addressFromSteps } from "../address.ts";
import type { Address, AddressStep } from "../address.ts";

/** The address that a traversal spells; neither address nor problem when it is not constant. */
export function addressFromExpression(expression: Expression): { readonly address?: Address; readonly problem?: string } {
  if (expression.kind !== "scope-traversal") return {};
  return addressFromSteps([{ name: expression.root }, ...expression.steps.map(addressStep)]);
}

/** One step of a traversal as a step of an address. */
export function addressStep(step: TraversalStep): AddressStep {
  if (step.kind === "attribute") return { name: step.name };
  const { raw } = step.key;
  return { key: typeof raw === "number" || typeof raw === "string" ? raw : String(raw) };
}
