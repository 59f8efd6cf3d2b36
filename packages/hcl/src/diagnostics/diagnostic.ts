import type { SourceRange } from "../source/range.ts";
import type { Type } from "../values/type.ts";
import type { Value } from "../values/value.ts";

/** Something the person should know about their configuration, or about Okta's answer to it. */
export interface Diagnostic {
  severity: "error" | "warning";
  /** The kind of problem, in the same few words every time. Terraform's own where Terraform has one. */
  summary: string;
  /** What is wrong here, why it matters, and what to do, in full sentences. */
  detail: string;
  /** Exactly the construct at fault. */
  subject?: SourceRange;
  /** A wider range to show around the subject. */
  context?: SourceRange;
  /** The block around the subject: resource "okta_group" "admins". */
  inside?: string;
  /** The address of the resource instance that it concerns. */
  address?: string;
  /** Names in the subject and their values, for the excerpt: ["var.x", value]. Sensitive ones are rendered as such. */
  values?: readonly (readonly [string, Value])[];
  /** That a value is not known yet, or is sensitive, is the problem itself: then such values are named too. */
  cause?: "unknown" | "sensitive";
  /** The function whose call failed. */
  calling?: CalledFunction;
}

/** A function as an excerpt shows it: upper(str), format(format, args...). */
export interface CalledFunction {
  readonly name: string;
  readonly parameters: readonly CalledParameter[];
  readonly variadic?: CalledParameter;
  readonly returns?: Type;
}

export interface CalledParameter {
  readonly name: string;
  readonly type: Type;
}

/** A result beside what is to be said about it. Never thrown. */
export interface Outcome<T> {
  value?: T;
  diagnostics: Diagnostic[];
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === "error");
