import type { Position, SourceRange } from "../source/range.ts";
import { typeToJson } from "../values/type-json.ts";
import type { CalledFunction, CalledParameter, Diagnostic } from "./diagnostic.ts";
import { excerptOf } from "./excerpt.ts";

/** A diagnostic as a program reads it: the object that Terraform's `-json` output has under "diagnostic". */
export interface DiagnosticJson {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly range?: RangeJson;
  readonly snippet?: SnippetJson;
}

export interface RangeJson {
  readonly filename: string;
  readonly start: Position;
  readonly end: Position;
}

export interface SnippetJson {
  readonly context: string | null;
  readonly code: string;
  readonly start_line: number;
  /** In bytes of `code`. */
  readonly highlight_start_offset: number;
  readonly highlight_end_offset: number;
  readonly values: readonly { readonly traversal: string; readonly statement: string }[];
  readonly function_call?: FunctionCallJson;
}

export interface FunctionCallJson {
  readonly called_as: string;
  readonly signature: {
    readonly name: string;
    readonly params: readonly ParameterJson[];
    readonly variadic_param?: ParameterJson;
    readonly return_type?: unknown;
  };
}

export interface ParameterJson {
  readonly name: string;
  readonly type: unknown;
}

/** A diagnostic in Terraform's JSON form. */
export function renderJson(diagnostic: Diagnostic): DiagnosticJson {
  const { severity, summary, detail, address, subject } = diagnostic;
  const snippet = snippetOf(diagnostic);
  return {
    severity,
    summary,
    detail,
    ...(address !== undefined && { address }),
    ...(subject && { range: rangeToJson(subject) }),
    ...(snippet && { snippet }),
  };
}

/** A range with its positions; an empty one counts as one character. */
function rangeToJson({ source, start, end }: SourceRange): RangeJson {
  const from = source.position(start);
  const to = source.position(end);
  const widened = end > start ? to : { ...to, column: to.column + 1, byte: to.byte + 1 };
  return { filename: source.file, start: from, end: widened };
}

function snippetOf(diagnostic: Diagnostic): SnippetJson | undefined {
  const excerpt = excerptOf(diagnostic);
  if (!excerpt) return undefined;
  const { code, highlight } = excerpt;
  const bytes = (offset: number): number => Buffer.byteLength(code.slice(0, offset));
  return {
    context: excerpt.inside ?? null,
    code,
    start_line: excerpt.startLine,
    highlight_start_offset: bytes(highlight.start),
    highlight_end_offset: bytes(highlight.end),
    values: excerpt.values.map(({ name, statement }) => ({ traversal: name, statement })),
    ...(diagnostic.calling && { function_call: functionCall(diagnostic.calling) }),
  };
}

function functionCall({ name, parameters, variadic, returns }: CalledFunction): FunctionCallJson {
  return {
    called_as: name,
    signature: {
      name: name.split("::").at(-1) ?? name,
      params: parameters.map(parameter),
      ...(variadic && { variadic_param: parameter(variadic) }),
      ...(returns && { return_type: typeToJson(returns) }),
    },
  };
}

const parameter = ({ name, type }: CalledParameter): ParameterJson => ({ name, type: typeToJson(type) });
