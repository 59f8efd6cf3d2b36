import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useState, type FormEvent, type ReactNode } from "react";
import { wordsOf } from "./PageProblem.tsx";

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** A question or what is asked for: "Delete the team auditors". */
  readonly title: string;
  /** What will happen, and to how many objects. */
  readonly children: ReactNode;
  /** What the button says. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  /** The change that is asked for (`useChange`): while it is under way the dialog waits, and its problem is shown here. */
  readonly change: { readonly isPending: boolean; readonly error: Error | null; readonly reset: () => void };
  /** A name that must be typed before the button works. */
  readonly typed?: string;
  /** False: nothing is lost by it, and the button is an ordinary one. */
  readonly danger?: boolean;
}

/** Asks before something is done that cannot simply be undone. Who confirms closes it, when the change is done. */
export function ConfirmDialog({ opened, onClose, title, change, ...rest }: Props) {
  const { reset } = change;
  const close = (): void => {
    if (change.isPending) return;
    onClose();
  };
  // What went wrong the last time is not shown when it is asked again.
  useEffect(() => {
    if (opened) reset();
  }, [opened, reset]);
  return (
    <Modal opened={opened} onClose={close} title={title} centered closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650, overflowWrap: "anywhere" } }}>
      <Question change={change} close={close} {...rest} />
    </Modal>
  );
}

// Is made anew each time the dialog opens, so that no name stays typed.
function Question({ children, confirm, onConfirm, change, typed, danger = true, close }: Omit<Props, "opened" | "onClose" | "title"> & { readonly close: () => void }) {
  const [name, setName] = useState("");
  const ready = typed === undefined || name.trim() === typed;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready && !change.isPending) onConfirm();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text component="div">{children}</Text>
        {typed !== undefined && <TextInput label={<TypeIt name={typed} />} value={name} onChange={({ currentTarget: { value } }) => setName(value)} autoComplete="off" spellCheck={false} data-autofocus />}
        {change.error && (
          <Alert color="red" role="alert" title={wordsOf(change.error).title}>
            {wordsOf(change.error).detail}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} disabled={change.isPending} {...(typed === undefined && { "data-autofocus": true })}>
            Cancel
          </Button>
          <Button type="submit" {...(danger && { color: "red.8" })} disabled={!ready} loading={change.isPending}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function TypeIt({ name }: { readonly name: string }) {
  return (
    <>
      Type{" "}
      <Text span inherit fw={700} style={{ userSelect: "all", overflowWrap: "anywhere" }}>
        {name}
      </Text>{" "}
      to confirm
    </>
  );
}
