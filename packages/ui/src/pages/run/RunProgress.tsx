import { Group, Paper, Progress, Stack, Text } from "@mantine/core";
import type { Run } from "./run-words.ts";

/** How far an apply is: a bar, the numbers, and what is being changed now. */
export function RunProgress({ progress: { done, failed, total, current }, status }: { readonly progress: NonNullable<Run["progress"]>; readonly status: Run["status"] }) {
  // What ended well is said by its counts.
  if (status === "applied") return null;
  const said = `${done} of ${total} changes done${failed > 0 ? `, ${failed} failed` : ""}`;
  return (
    <Paper withBorder p="md" component="section" aria-label="Progress of the apply">
      <Stack gap={8}>
        <Text fw={600} role="status">
          {said}
        </Text>
        <Progress.Root size="lg" aria-label="Progress of the apply">
          <Progress.Section value={total === 0 ? 0 : (done / total) * 100} color="green.8" aria-label={`${done} of ${total} done`} />
          {failed > 0 && <Progress.Section value={total === 0 ? 0 : (failed / total) * 100} color="red.8" aria-label={`${failed} failed`} />}
        </Progress.Root>
        {current.length > 0 && (
          <Group gap={6} fz="sm" c="dimmed">
            <span>Now:</span>
            {current.slice(0, 3).map((address) => (
              <Text span key={address} className="mono" fz="sm" style={{ overflowWrap: "anywhere" }}>
                {address}
              </Text>
            ))}
            {current.length > 3 && <span>and {current.length - 3} more</span>}
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
