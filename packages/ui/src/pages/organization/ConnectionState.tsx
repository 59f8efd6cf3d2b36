import { Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { AnswerOf } from "../../api/queries.ts";
import { changeColors } from "../../components/ChangeCounts.tsx";
import { Moment } from "../../components/Moment.tsx";

type Shown = Pick<AnswerOf<"vcs", "readVcsConnection">, "account" | "problem" | "checkedAt">;

/** Whether a connection works, and who the host says we are. */
export function ConnectionState({ connection: { account, problem, checkedAt } }: { readonly connection: Shown }) {
  const Sign = problem === null ? IconCircleCheck : IconAlertTriangle;
  return (
    <Stack gap={2}>
      <Group gap={6} wrap="nowrap" align="flex-start" c={problem === null ? changeColors.add : changeColors.destroy}>
        <Sign size={18} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
        <Text inherit style={{ overflowWrap: "anywhere" }}>{problem ?? (account === null ? "Works" : `Works, as ${account}`)}</Text>
      </Group>
      {checkedAt !== null && (
        <Text size="sm" c="dimmed">
          tried <Moment at={checkedAt} />
        </Text>
      )}
    </Stack>
  );
}
