import { ApiProblem } from "@lockstep/contract";
import { Alert } from "@mantine/core";
import { wordsOf } from "../PageProblem.tsx";

/** The field that a refused change names, by the last part of its pointer: "working-directory" and "workingDirectory" are the same. */
export function problemField(problem: unknown): string | undefined {
  const last = problem instanceof ApiProblem ? problem.pointer?.split("/").findLast((part) => part !== "" && !/^\d+$/.test(part)) : undefined;
  return last?.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** What a field shows of a refused change: its words when they are about this field, or nothing. */
export const fieldProblem = (problem: unknown, ...fields: readonly string[]): string | undefined => (fields.includes(problemField(problem) ?? "") ? wordsOf(problem).detail : undefined);

/** Why a change was refused, where no field of the form says it already. */
export function ChangeProblem({ problem, fields = [] }: { readonly problem: unknown; readonly fields?: readonly string[] }) {
  if (!problem || fieldProblem(problem, ...fields) !== undefined) return null;
  const { title, detail } = wordsOf(problem);
  return (
    <Alert color="red" role="alert" title={title}>
      {detail}
    </Alert>
  );
}
