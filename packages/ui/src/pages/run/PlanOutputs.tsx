import { Box, Stack, Text, Title } from "@mantine/core";
import type { AnswerOf } from "../../api/queries.ts";
import { ActionMark, type PlannedAction } from "../../components/ActionMark.tsx";
import { absent, differenceOf, withMarks } from "../../components/value-difference.ts";
import { DifferenceView } from "../../components/ValueDiff.tsx";

type Output = AnswerOf<"runs", "readPlan">["outputs"][number];

/** Outputs that change with the plan. */
export function PlanOutputs({ outputs }: { readonly outputs: readonly Output[] }) {
  const changed = outputs.filter(({ actions }) => actions.some((action) => action !== "no-op"));
  return (
    <Stack gap={4} component="section" aria-label="Outputs">
      <Title order={2}>Outputs</Title>
      <Box component="ul" m={0} p={0} style={{ listStyle: "none" }}>
        {changed.map((output) => (
          <OneOutput key={output.name} output={output} />
        ))}
      </Box>
    </Stack>
  );
}

function OneOutput({ output: { name, actions, before, after, unknown, sensitive } }: { readonly output: Output }) {
  const [action = "update"] = actions;
  const was = action === "create" ? absent : withMarks(before, undefined, sensitive);
  const is = action === "delete" ? absent : withMarks(after, unknown, sensitive);
  return (
    <Box component="li" py={4} style={{ display: "flex", flexWrap: "wrap", columnGap: 12 }}>
      <ActionMark action={(actions.length === 2 ? "replace" : action) as PlannedAction} width={84} />
      <Text span className="mono" fz="sm" fw={600} style={{ flex: "0 1 14rem", overflowWrap: "anywhere" }}>
        {name}
      </Text>
      <Box style={{ flex: "1 1 18rem", minWidth: 0 }}>
        <DifferenceView difference={differenceOf(was, is)} />
      </Box>
    </Box>
  );
}
