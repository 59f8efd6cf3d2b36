// What a built-in function is: an entry of a table.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Expression } from "../syntax/tree.ts";
import type { Type } from "../values/type.ts";
import type { Value } from "../values/value.ts";

/** A parameter, and which unusual values the function deals with itself. Where it does not, the call is answered for it. */
export interface Parameter {
  readonly name: string;
  /** Arguments are converted to it. */
  readonly type: Type;
  /** Otherwise null is an error. */
  readonly allowNull?: boolean;
  /** Otherwise the result is not known either. */
  readonly allowUnknown?: boolean;
  /** Otherwise not even the type of the result is known. */
  readonly allowDynamic?: boolean;
  /** Of a lazy function: evaluated before the call like any other argument. */
  readonly eager?: boolean;
  /** Otherwise marks are taken off the argument and put on the result. */
  readonly allowMarked?: boolean;
}

/** Why a call has no result; `argument` when one of them is to blame. */
export interface Failure {
  readonly failure: string;
  readonly argument?: number;
}

export const fail = (failure: string): Failure => ({ failure });
export const failArgument = (argument: number, failure: string): Failure => ({ failure, argument });
export const isFailure = (result: object): result is Failure => "failure" in result;

/** A built-in function. */
export interface FunctionDefinition {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Takes all further arguments. */
  readonly rest?: Parameter;
  /** The type of the result, or how it follows from the arguments (which may be unknown, but have no marks). */
  readonly returns: Type | ((args: readonly Value[], site: CallSite) => Type | Failure);
  /** The result is never null: said of results that are not known. */
  readonly notNull?: boolean;
  /** What else is known of a result that is not. */
  readonly refine?: (result: Value, args: readonly Value[]) => Value;
  readonly run: (args: readonly Value[], type: Type, site: CallSite) => Value | Failure;
  /** Takes expressions in place of values: try, can, templatestring. */
  readonly lazy?: (args: readonly LazyArgument[], site: CallSite) => Value | Failure;
}

/** An argument that the function evaluates itself. */
export interface LazyArgument {
  readonly expression: Expression;
  evaluate(): { value: Value; diagnostics: readonly Diagnostic[] };
}

export type FunctionTable = ReadonlyMap<string, FunctionDefinition>;

/** A file to read, or why it cannot be read. */
export type FileContent = { readonly bytes: Uint8Array } | { readonly problem: "missing" | "directory" | "unreadable" };

/** Where a call stands: the other functions, and the world. Every scope is one. */
export interface CallSite {
  readonly functions: FunctionTable | undefined;
  readonly context: FunctionContext;
}

/** What functions see of the world; the caller decides. */
export interface FunctionContext {
  /** Reads a file; the path is absolute or relative to `workingDirectory`. */
  read(path: string): FileContent;
  /** What stands at the path, if anything. */
  stat(path: string): "file" | "directory" | "other" | undefined;
  /** Every file below a folder (not folders), as paths relative to it with `/`; links to files count. */
  list(directory: string): readonly string[];
  /** Absolute, with `/`. */
  readonly workingDirectory: string;
  readonly home: string | undefined;
  /** Milliseconds of the present moment; undefined while planning: then timestamp() is not known yet. */
  readonly now: number | undefined;
  /** The moment of the plan in milliseconds. */
  readonly planTime: number | undefined;
  /** So many random bytes; undefined while planning: then uuid() and bcrypt() are not known yet. */
  readonly random: ((length: number) => Uint8Array) | undefined;
}
