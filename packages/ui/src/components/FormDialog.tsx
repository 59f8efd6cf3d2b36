import { Button, Group, Modal, Stack } from "@mantine/core";
import { useEffect, type FormEvent, type ReactNode } from "react";
import { ChangeProblem } from "./forms/ChangeProblem.tsx";

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** The fields. */
  readonly children: ReactNode;
  /** What the button says. */
  readonly submit: string;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  /** What the form does (`useChange`). */
  readonly change: { readonly isPending: boolean; readonly error: Error | null; readonly reset: () => void };
  /** Fields that show the problem themselves when it is about them. */
  readonly fields?: readonly string[];
  readonly size?: string;
}

/** A small form in a dialog: fields, its problem, cancel and submit. */
export function FormDialog({ opened, onClose, title, children, submit, onSubmit, change, fields = [], size = "md" }: Props) {
  const { reset, isPending, error } = change;
  useEffect(() => {
    if (opened) reset();
  }, [opened, reset]);
  return (
    <Modal opened={opened} onClose={() => !isPending && onClose()} title={title} size={size} centered closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650, overflowWrap: "anywhere" } }}>
      <form onSubmit={onSubmit}>
        <Stack>
          {children}
          <ChangeProblem problem={error} fields={fields} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} disabled={isPending}>
              Cancel
            </Button>
            <Button type="submit" loading={isPending}>
              {submit}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
