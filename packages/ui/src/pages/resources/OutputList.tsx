import { Box, Group, Text } from "@mantine/core";
import { Fragment } from "react";
import type { AnswerOf } from "../../api/queries.ts";
import { CopyText } from "../../components/CopyText.tsx";
import { SensitiveValue, ValueView } from "../../components/ValueView.tsx";
import { copyOf } from "../../components/value-shape.ts";

type Output = AnswerOf<"stateVersions", "listOutputs">["items"][number];

/** Outputs with their values; sensitive ones are not shown. */
export function OutputList({ outputs }: { readonly outputs: readonly Output[] }) {
  return (
    <Box component="dl" m={0}>
      {outputs.map(({ id, name, sensitive, type, value }, at) => (
        <Fragment key={id}>
          <Box component="dt" pt={8} style={at === 0 ? undefined : { borderTop: "1px solid var(--mantine-color-default-border)" }}>
            <Group justify="space-between" wrap="nowrap" gap="sm">
              <Group gap={8} align="baseline" miw={0}>
                <Text span className="mono" fw={600} style={{ overflowWrap: "anywhere" }}>
                  {name}
                </Text>
                <Text span fz="xs" c="dimmed">
                  {type}
                </Text>
              </Group>
              {!sensitive && <CopyText text={copyOf(value)} what={name} />}
            </Group>
          </Box>
          <Box component="dd" m={0} pb={8} data-output={name}>
            {sensitive ? <SensitiveValue /> : <ValueView value={value} name={name} />}
          </Box>
        </Fragment>
      ))}
    </Box>
  );
}
