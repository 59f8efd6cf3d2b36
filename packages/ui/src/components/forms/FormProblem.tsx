import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { wordsOf } from "../PageProblem.tsx";

interface Props {
  readonly problem: unknown;
  /** A field shows it already. */
  readonly atField?: boolean;
  /** In the place of the problem's own title. */
  readonly title?: string;
}

/** Why the server did not take a form: above its button, unless a field says it. */
export function FormProblem({ problem, atField = false, title }: Props) {
  if (problem === null || problem === undefined || atField) return null;
  const words = wordsOf(problem);
  return (
    <Alert color="red" role="alert" title={title ?? words.title} icon={<IconAlertTriangle aria-hidden />} styles={{ title: { color: "light-dark(var(--mantine-color-red-9), var(--mantine-color-red-2))" }, message: { overflowWrap: "anywhere", color: "inherit" } }}>
      {words.detail}
    </Alert>
  );
}
