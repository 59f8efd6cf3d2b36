import { evaluate } from "@lockstep/hcl";
import type { Expression, Outcome, Value } from "@lockstep/hcl";

/** The value of an expression that may use neither names nor functions. */
export const constantValue = (expression: Expression): Required<Outcome<Value>> => evaluate(expression);
