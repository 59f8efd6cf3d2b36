import { Anchor, Box, Text } from "@mantine/core";
import { useState } from "react";
import type { Variable } from "./variable-calls.ts";

const shownCharacters = 120;
const shownLines = 4;

/** A value as a table shows it: long ones folded, sensitive ones never. */
export function VariableValue({ variable: { key, value, sensitive } }: { readonly variable: Pick<Variable, "key" | "value" | "sensitive"> }) {
  const [whole, setWhole] = useState(false);
  if (sensitive) return <Text fz="sm" c="dimmed">Sensitive, write only</Text>;
  if (value === null || value === "") return <Text fz="sm" c="dimmed">empty</Text>;
  const long = value.length > shownCharacters || value.split("\n").length > shownLines;
  const part = value.split("\n").slice(0, shownLines).join("\n").slice(0, shownCharacters);
  return (
    <Box maw={520}>
      <Text component="pre" className="mono" m={0} fz="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
        {long && !whole ? `${part}…` : value}
      </Text>
      {long && (
        <Anchor component="button" type="button" fz="sm" mih={24} aria-label={`${whole ? "Show less" : "Show all"} of ${key}`} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? "Show less" : "Show all"}
        </Anchor>
      )}
    </Box>
  );
}
