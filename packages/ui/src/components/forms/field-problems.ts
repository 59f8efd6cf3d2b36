import { problemField } from "./ChangeProblem.tsx";
import { wordsOf } from "../PageProblem.tsx";

/** A refusal as `form.setErrors` takes it: at the field that it names, which the form may call otherwise; nothing where it names none of them. */
export function fieldErrors<F extends string>(problem: unknown, fields: readonly F[], renamed: Readonly<Record<string, F>> = {}): Partial<Record<F, string>> {
  const named = problemField(problem) ?? "";
  const field = fields.find((each) => each === (renamed[named] ?? named));
  return field === undefined ? {} : ({ [field]: wordsOf(problem).detail } as Partial<Record<F, string>>);
}
