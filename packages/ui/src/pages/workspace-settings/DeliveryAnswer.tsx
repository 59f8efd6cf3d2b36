import type { DeliveryResponse } from "@lockstep/contract";
import { Code, Stack, Text } from "@mantine/core";

/** What the receiver of a message answered, or why there was no answer. */
export function DeliveryAnswer({ response }: { readonly response: DeliveryResponse | null }) {
  if (!response) return <Text c="dimmed">No answer yet.</Text>;
  const { code, headers, body, problem } = response;
  const lines = Object.entries(headers).flatMap(([name, values]) => values.map((value) => `${name}: ${value}`));
  return (
    <Stack gap={6}>
      <Text>
        {code === null ? "There was no answer." : `The receiver answered with ${code}.`}
        {problem !== null && ` ${problem}`}
      </Text>
      {(lines.length > 0 || body !== "") && (
        <Code block mah={260} style={{ overflow: "auto", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }} tabIndex={0}>
          {[...lines, ...(body === "" ? [] : ["", body])].join("\n")}
        </Code>
      )}
    </Stack>
  );
}
