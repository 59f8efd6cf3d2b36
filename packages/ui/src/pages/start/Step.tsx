import { Button, Group, Paper, Stack, Text, Title, VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";

export type StepState = "done" | "open" | "later";

interface Props {
  readonly number: number;
  readonly title: string;
  readonly state: StepState;
  /** What was chosen, once it is done; why it must wait, before. */
  readonly summary?: ReactNode;
  /** Opens it again. */
  readonly onChange?: () => void;
  readonly children?: ReactNode;
}

/** One step of setting up: what it is about, whether it is done, and its form while it is its turn. */
export function Step({ number, title, state, summary, onChange, children }: Props) {
  return (
    <Paper component="li" withBorder p={{ base: "sm", xs: "md" }} aria-current={state === "open" ? "step" : undefined} style={{ listStyle: "none", borderColor: state === "open" ? "var(--mantine-primary-color-filled)" : undefined }}>
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Mark number={number} state={state} />
        <Stack gap="sm" flex={1} miw={0}>
          <Group justify="space-between" wrap="nowrap" mih={28} gap="xs">
            <Title order={2} {...(state === "later" && { c: "dimmed" })}>
              {title}
              {state === "done" && <VisuallyHidden> (done)</VisuallyHidden>}
            </Title>
            {onChange && (
              <Button variant="subtle" size="compact-sm" mih={24} style={{ flexShrink: 0 }} onClick={onChange} aria-label={`Change: ${title}`}>
                Change
              </Button>
            )}
          </Group>
          {summary !== undefined && (
            <Text component="div" size="sm" {...(state !== "done" && { c: "dimmed" })} maw={720} style={{ overflowWrap: "anywhere" }}>
              {summary}
            </Text>
          )}
          {children}
        </Stack>
      </Group>
    </Paper>
  );
}

const colors: Readonly<Record<StepState, { readonly background: string; readonly color: string; readonly border: string }>> = {
  done: { background: "light-dark(var(--mantine-color-teal-8), var(--mantine-color-teal-9))", color: "#fff", border: "transparent" },
  open: { background: "var(--mantine-primary-color-filled)", color: "#fff", border: "transparent" },
  later: { background: "transparent", color: "var(--mantine-color-dimmed)", border: "var(--mantine-color-default-border)" },
};

function Mark({ number, state }: { readonly number: number; readonly state: StepState }) {
  const { background, color, border } = colors[state];
  return (
    <span aria-hidden className="figures" style={{ width: 28, height: 28, borderRadius: 14, flexShrink: 0, display: "grid", placeItems: "center", fontWeight: 650, fontSize: 14, background, color, border: `1px solid ${border}` }}>
      {state === "done" ? <IconCheck size={17} stroke={2.4} /> : number}
    </span>
  );
}
