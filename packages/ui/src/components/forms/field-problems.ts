import { ApiProblem } from "@lockstep/contract";

/** The field that a refusal is about: the last name of its pointer, where the form has a field of that name. */
export function fieldOf<F extends string>(problem: unknown, fields: readonly F[], renamed: Readonly<Record<string, F>> = {}): F | undefined {
  if (!(problem instanceof ApiProblem) || problem.pointer === undefined) return undefined;
  const name = problem.pointer.split("/").findLast((part) => part !== "" && !/^\d+$/.test(part)) ?? "";
  return fields.find((field) => field === (renamed[name] ?? name));
}

/** What a form shows at its fields after a refusal; nothing where the refusal is about none of them. */
export function fieldErrors<F extends string>(problem: unknown, fields: readonly F[], renamed: Readonly<Record<string, F>> = {}): Partial<Record<F, string>> {
  const field = fieldOf(problem, fields, renamed);
  return field === undefined || !(problem instanceof ApiProblem) ? {} : ({ [field]: problem.message } as Partial<Record<F, string>>);
}
