import { Paper, Stack, Text, Title } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** What a list without anything in it says: what would be here, and how it gets here. */
export function Empty({ icon: Sign, title, children, action }: { readonly icon: Icon; readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode }) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="xs" ta="center">
        <Sign size={32} stroke={1.5} aria-hidden />
        <Title order={2}>{title}</Title>
        {children !== undefined && (
          <Text c="dimmed" maw={520}>
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Paper>
  );
}
