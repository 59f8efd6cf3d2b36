import { Group, Text } from "@mantine/core";

/** The sign and the name. */
export function Brand() {
  return (
    <Group gap={8} wrap="nowrap">
      <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#2b4acb" />
        <path d="M9 8v12a4 4 0 0 0 4 4h10M15 8v7a3 3 0 0 0 3 3h5" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      </svg>
      <Text fw={700} size="lg" visibleFrom="xs">
        Lockstep
      </Text>
    </Group>
  );
}
