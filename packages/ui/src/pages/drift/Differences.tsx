import { Anchor, Box, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { ValueDiff } from "../../components/ValueDiff.tsx";
import { SensitiveValue } from "../../components/ValueView.tsx";
import { gathered, type Drift } from "./drift-words.ts";

type Difference = Drift["differences"][number];

/** What of an object is not as its workspace left it: each attribute with what it was and what it is now in the org. */
export function Differences({ drift: { kind, differences }, first = 3 }: { readonly drift: Pick<Drift, "kind" | "differences">; readonly first?: number }) {
  const [all, setAll] = useState(false);
  if (kind === "missing") return <Text fz="sm">It is not in the org any more.</Text>;
  const together = gathered(differences);
  const shown = all ? together : together.slice(0, first);
  return (
    <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: "none" }} aria-label="Differences">
      {shown.map((difference, at) => (
        <li key={at}>
          <OneDifference {...difference} />
        </li>
      ))}
      {together.length > first && (
        <li>
          <Anchor component="button" type="button" fz="sm" mih={24} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `Show ${together.length - first} more`}
          </Anchor>
        </li>
      )}
    </Stack>
  );
}

function OneDifference({ path, before, after, sensitive }: Difference) {
  return (
    <Box style={{ display: "flex", flexWrap: "wrap", columnGap: 10, alignItems: "baseline" }}>
      <Text span className="mono" fz="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
        {path}
      </Text>
      <Box miw={0}>{sensitive ? <SensitiveChange /> : <ValueDiff before={before ?? null} after={after ?? null} />}</Box>
    </Box>
  );
}

const SensitiveChange = () => (
  <Text span fz="sm" c="dimmed">
    <SensitiveValue /> is another
  </Text>
);
