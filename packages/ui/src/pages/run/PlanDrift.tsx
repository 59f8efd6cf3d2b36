import { Anchor, Box, Group, Stack, Text } from "@mantine/core";
import { IconWaveSine } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Callout } from "../../components/Callout.tsx";
import { Moment } from "../../components/Moment.tsx";
import { nameOfChange, partsOfChange } from "../../components/planned-change.ts";
import { PageLink } from "../../components/PageLink.tsx";
import { DifferenceView } from "../../components/ValueDiff.tsx";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { useFindLink } from "./useFindLink.ts";

type PlanPage = AnswerOf<"runs", "readPlan">;
type Change = PlanPage["drift"][number];
type Drift = AnswerOf<"drift", "list">["items"][number];

const first = 3;

/** What the plan found changed in the org, with who did it where that is known. */
export function PlanDrift({ drift, names }: Pick<PlanPage, "drift" | "names">) {
  const [all, setAll] = useState(false);
  const organization = useOrganization();
  const { name: workspace } = useWorkspace();
  const { data } = useQuery(ask("drift", "list", { params: { organization }, query: { workspace, status: "any", size: 100 } }));
  const shown = all ? drift : drift.slice(0, first);
  return (
    <Callout tone="warning" icon={IconWaveSine} title={`Changed in the org since the last run: ${drift.length} ${drift.length === 1 ? "object" : "objects"}`}>
      <Stack gap="sm">
        {shown.map((change) => (
          <OneDrift key={change.address} change={change} names={names} known={data?.items.find(({ address, attribution }) => address === change.address && attribution !== null)} />
        ))}
        {drift.length > first && (
          <Group>
            <Anchor component="button" type="button" fz="sm" mih={24} underline="always" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? "Show fewer" : `Show ${drift.length - first} more`}
            </Anchor>
          </Group>
        )}
      </Stack>
    </Callout>
  );
}

function OneDrift({ change, names, known }: { readonly change: Change; readonly names: PlanPage["names"]; readonly known: Drift | undefined }) {
  const organization = useOrganization();
  const linkTo = useFindLink();
  const { changed } = partsOfChange(change);
  const name = nameOfChange(change);
  return (
    <Box>
      <Text fz="sm" component="div" style={{ overflowWrap: "anywhere" }}>
        <span className="mono">
          {known ? (
            <PageLink to={paths.driftedObject(organization, known.id)} fz="inherit" underline="always">
              {change.address}
            </PageLink>
          ) : (
            change.address
          )}
        </span>
        {name !== undefined && ` ${name}`}
        {change.action === "delete" && " is not in the org any more"}
      </Text>
      {change.action !== "delete" && (
        <Box component="ul" m={0} p={0} style={{ listStyle: "none" }}>
          {changed.map((part) => (
            <Group component="li" key={part.name} gap={8} align="baseline">
              <Text span className="mono" fz="sm">
                {part.name}
              </Text>
              <DifferenceView difference={part.difference} findLink={linkTo(names)} />
            </Group>
          ))}
        </Box>
      )}
      {known?.attribution && (
        <Text fz="sm" component="div">
          by {known.attribution.actor}
          {known.attribution.client === null ? "" : ` with ${known.attribution.client}`}, <Moment at={known.attribution.at} /> · event <span className="mono">{known.attribution.eventId.slice(0, 8)}</span>
        </Text>
      )}
    </Box>
  );
}
