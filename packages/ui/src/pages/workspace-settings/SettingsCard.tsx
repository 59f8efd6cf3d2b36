import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { FormEvent, ReactNode } from "react";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";

interface Props {
  readonly title?: string;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly form: {
    readonly dirty: boolean;
    readonly reset: () => void;
    readonly save: () => void;
    readonly change: { readonly isPending: boolean; readonly isSuccess: boolean; readonly error: Error | null };
    readonly readOnly: boolean;
  };
  /** Fields that show their own problem. */
  readonly fields?: readonly string[];
}

/** Settings that are saved together. Who may only look sees no button. */
export function SettingsCard({ title, description, children, form: { dirty, reset, save, change, readOnly }, fields = [] }: Props) {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (dirty) save();
  };
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="form" onSubmit={submit} maw={760} {...(title !== undefined && { "aria-label": title })}>
      <Stack>
        {title !== undefined && (
          <Stack gap={2}>
            <Title order={2}>{title}</Title>
            {description !== undefined && (
              <Text c="dimmed" fz="sm" component="div">
                {description}
              </Text>
            )}
          </Stack>
        )}
        {children}
        <ChangeProblem problem={change.error} fields={fields} />
        {!readOnly && (
          <Group gap="xs">
            <Button type="submit" disabled={!dirty} loading={change.isPending}>
              Save
            </Button>
            {dirty && (
              <Button variant="subtle" color="gray" c="inherit" onClick={reset}>
                Undo
              </Button>
            )}
            <Group gap={4} role="status" c="light-dark(var(--mantine-color-green-9), var(--mantine-color-green-4))">
              {change.isSuccess && !dirty && (
                <>
                  <IconCheck size={16} aria-hidden />
                  <Text fz="sm">Saved</Text>
                </>
              )}
            </Group>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

/** Says to who may only look why nothing can be changed. */
export function ReadOnlyNote({ shown }: { readonly shown: boolean }) {
  if (!shown) return null;
  return (
    <Text c="dimmed" mb="sm">
      You may look at these settings. Changing them takes admin access to the workspace.
    </Text>
  );
}
