import { Alert, Button, Group, Stack } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { CopyField } from "./CopyField.tsx";

interface Props {
  /** What it is: "Token", "Secret", "Invitation link". */
  readonly label: string;
  readonly value: string;
  /** What it is for and how long it holds. */
  readonly children?: ReactNode;
  /** Puts it away for good. */
  readonly onDone?: () => void;
}

/** A secret that the server says this one time. */
export function TokenShownOnce({ label, value, children, onDone }: Props) {
  return (
    <Alert color="yellow" icon={<IconKey size={18} aria-hidden />} title="Copy it now: it is not shown again" role="status">
      <Stack gap="sm">
        {children}
        <CopyField label={label} value={value} />
        {onDone && (
          <Group justify="flex-end">
            <Button variant="default" size="xs" onClick={onDone}>
              I have copied it
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
