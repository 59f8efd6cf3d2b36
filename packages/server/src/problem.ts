import { problems, type ProblemCode } from "@lockstep/contract";

/** A request that is refused; `facts` fill the places in the code's text. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Where in the request, as a JSON pointer. */
  readonly pointer: string | undefined;

  constructor(code: ProblemCode, facts: Readonly<Record<string, string | number>> = {}, pointer?: string) {
    super(fill(problems[code].detail, facts));
    this.code = code;
    this.facts = facts;
    this.pointer = pointer;
  }

  get status(): number {
    return problems[this.code].status;
  }

  get title(): string {
    return fill(problems[this.code].title, this.facts);
  }
}

const fill = (text: string, facts: Readonly<Record<string, string | number>>): string => text.replace(/\{(\w+)\}/g, (place, name: string) => String(facts[name] ?? place));

/** The value, or the problem that there is none (or that it may not be seen). */
export function found<T>(value: T | null | undefined, kind: string, name: string): T {
  if (value === null || value === undefined) throw new Problem("not-found", { kind, name });
  return value;
}
