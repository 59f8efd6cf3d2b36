import { Box, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { AnswerOf } from "../../api/queries.ts";
import { ActionMark } from "../../components/ActionMark.tsx";
import { AddressText } from "../../components/AddressText.tsx";
import { ChangeCounts } from "../../components/ChangeCounts.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { ShowMore } from "../../components/ShowMore.tsx";
import { ValueDiff } from "../../components/ValueDiff.tsx";
import { absent, Hidden } from "../../components/value-difference.ts";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { partsOf, pathText } from "./state-parts.ts";

type Difference = AnswerOf<"stateVersions", "compareStateVersions">;

const rule = { borderTop: "1px solid var(--mantine-color-default-border)", paddingBlock: 8 } as const;

/** What is another between two states: objects that came and went, attributes that are others, outputs. */
export function StateDifference({ difference }: { readonly difference: Difference }) {
  const { added, removed, changed, outputs, to } = difference;
  const parts = partsOf(difference);
  if (parts.length === 0 && outputs.length === 0) return <Text c="dimmed">Nothing: both have the same objects with the same values.</Text>;
  return (
    <Stack gap="md">
      <ChangeCounts counts={{ add: added.length, change: changed.length, destroy: removed.length }} />
      {parts.length > 0 && (
        <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: "none" }} aria-label="Objects">
          <ShowMore items={parts}>
            {({ action, address, attributes, there }) => (
              <Entry key={address} mark={<ActionMark action={action} width={86} />} name={<ObjectName address={address} linked={there && to.current} />}>
                {attributes.map(({ path, before = absent, after = absent, sensitive }) => (
                  <Values key={pathText(path)} name={pathText(path)}>
                    <ValueDiff before={sensitive && before === absent ? new Hidden("sensitive") : before} after={sensitive && after === absent ? new Hidden("sensitive", true) : after} />
                  </Values>
                ))}
              </Entry>
            )}
          </ShowMore>
        </Stack>
      )}
      {outputs.length > 0 && (
        <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: "none" }} aria-label="Outputs that changed">
          {outputs.map(({ name, action, before = absent, after = absent, sensitive }) => (
            <Entry key={name} mark={<ActionMark action={action} width={86} />} name={<Text span className="mono" fz="sm" fw={600}>{`output.${name}`}</Text>}>
              {sensitive ? (
                <Text fz="sm" c="dimmed">
                  sensitive
                </Text>
              ) : (
                <ValueDiff before={action === "create" ? absent : before} after={action === "delete" ? absent : after} />
              )}
            </Entry>
          ))}
        </Stack>
      )}
    </Stack>
  );
}

function Entry({ mark, name, children }: { readonly mark: ReactNode; readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <Box component="li" style={rule}>
      <Group gap="sm" align="baseline" wrap="nowrap">
        {mark}
        <Box fz="sm" style={{ minWidth: 0 }}>
          {name}
        </Box>
      </Group>
      <Box pl={{ base: 0, sm: 98 }}>{children}</Box>
    </Box>
  );
}

const Values = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <Group gap={8} align="baseline">
    <Text span className="mono" fz="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
      {name}
    </Text>
    <Box style={{ minWidth: 0 }}>{children}</Box>
  </Group>
);

/** Only what the newest state has, has a page. */
function ObjectName({ address, linked }: { readonly address: string; readonly linked: boolean }) {
  const { name, organization } = useWorkspace();
  return linked ? (
    <PageLink to={paths.resource(organization.name, name, address)} className="mono" fz="sm" fw={600}>
      <AddressText>{address}</AddressText>
    </PageLink>
  ) : (
    <Text span className="mono" fz="sm" fw={600}>
      <AddressText>{address}</AddressText>
    </Text>
  );
}
