import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useTitle } from "../hooks/useTitle.ts";

interface Props {
  readonly title: string;
  /** Stands in the browser's tab after the title. */
  readonly within?: string;
  readonly description?: ReactNode;
  /** Buttons, at the right. */
  readonly actions?: ReactNode;
}

/** The top of a page: its one h1, what it is for, and what can be done. */
export function PageHeader({ title, within, description, actions }: Props) {
  useTitle(title, within);
  return (
    <Group justify="space-between" align="flex-start" gap="sm" mb="md">
      <Stack gap={2} miw={0} flex="1 1 16rem">
        <Title order={1} style={{ overflowWrap: "anywhere" }}>
          {title}
        </Title>
        {description !== undefined && (
          <Text c="dimmed" component="div">
            {description}
          </Text>
        )}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
