import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** In the place of what somebody may not see: what it is, and what it takes. */
export function NoPermission({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p="lg" maw={720}>
      <Group align="flex-start" wrap="nowrap">
        <IconLock size={22} aria-hidden style={{ flexShrink: 0 }} />
        <Stack gap={6}>
          <Title order={2}>{title}</Title>
          <Text>{children}</Text>
        </Stack>
      </Group>
    </Paper>
  );
}
