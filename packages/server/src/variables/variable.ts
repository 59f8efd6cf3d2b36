import { randomBytes } from "node:crypto";
import type { VariableCategory } from "@lockstep/contract";
import { evaluate, hasErrors, parseExpression, SourceText } from "@lockstep/hcl";
import type { Selectable } from "kysely";
import { Problem } from "../problem.ts";
import type { VariableRow } from "./tables.ts";

export type Variable = Selectable<VariableRow>;

/** Everything about a variable, with its value in the clear: as it comes in. */
export interface VariableValues {
  readonly key: string;
  readonly value: string;
  readonly category: VariableCategory;
  readonly hcl: boolean;
  readonly sensitive: boolean;
  readonly description: string;
}

export type VariableChanges = Partial<VariableValues>;

/** Names the moment of a value: it is another after every change. */
export const newVersionId = (): string => randomBytes(32).toString("hex");

const largestValue = 256 << 10;

const keyRules = {
  terraform: { pattern: /^[\p{L}_][\p{L}\p{N}_-]{0,254}$/u, says: "A variable's name begins with a letter or an underscore and goes on with letters, digits, underscores and dashes." },
  env: { pattern: /^[A-Za-z_][A-Za-z0-9_]{0,254}$/, says: "The name of an environment variable begins with a letter or an underscore and goes on with letters, digits and underscores." },
} as const;

/** Refuses what cannot be a variable, before it is kept; nothing of a sensitive value is quoted. */
export function checkVariable({ key, value, category, hcl, sensitive }: VariableValues): void {
  const { pattern, says } = keyRules[category];
  if (!pattern.test(key)) throw new Problem("invalid", { detail: key === "" ? "A variable must have a name." : says }, "/data/attributes/key");
  if (Buffer.byteLength(value) > largestValue) throw new Problem("invalid", { detail: "The value is larger than 256 KB. Put large texts into a file of the configuration." }, "/data/attributes/value");
  if (!hcl) return;
  if (category === "env") throw new Problem("invalid", { detail: "An environment variable is a text; only Terraform variables can be HCL." }, "/data/attributes/hcl");
  const problem = problemOfHcl(value, sensitive);
  if (problem !== undefined) throw new Problem("invalid", { detail: `The value is not an HCL literal: ${problem} A text must stand in quotes.` }, "/data/attributes/value");
}

/** Why a text is no literal: it does not parse, or refers to something. */
function problemOfHcl(text: string, sensitive: boolean): string | undefined {
  const source = new SourceText("value", text);
  const parsed = parseExpression(source);
  const diagnostics = hasErrors(parsed.diagnostics) ? parsed.diagnostics : evaluate(parsed.value).diagnostics;
  const first = diagnostics.find(({ severity }) => severity === "error");
  if (!first) return undefined;
  return sensitive ? "it cannot be read." : `${first.summary}. ${first.detail}`;
}

/** A sensitive variable takes a new value and nothing else: or a name could be given to it under which it is shown. */
export function changed(variable: Variable, current: string, changes: VariableChanges): VariableValues {
  const before: VariableValues = { key: variable.key, value: current, category: variable.category, hcl: variable.hcl, sensitive: variable.sensitive, description: variable.description };
  const after = { ...before, ...changes };
  if (!variable.sensitive) return after;
  const kept = ["key", "category", "hcl", "sensitive", "description"] as const;
  if (kept.some((name) => after[name] !== before[name])) throw new Problem("sensitive-variable", { name: variable.key });
  return after;
}
