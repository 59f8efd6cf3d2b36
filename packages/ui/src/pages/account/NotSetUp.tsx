import { Code, Stack, Text } from "@mantine/core";

/** Where the link for the first account is. */
export function NotSetUp() {
  return (
    <Stack gap="xs">
      <Text>There is no account here yet. The first one is made under a link that the server printed when it started; it is in its log, too:</Text>
      <Code block tabIndex={0}>{`${location.origin}/setup?link=…`}</Code>
      <Text c="dimmed" size="sm">
        The link is good for 24 hours. Later, start the server again: it prints a new one.
      </Text>
    </Stack>
  );
}
