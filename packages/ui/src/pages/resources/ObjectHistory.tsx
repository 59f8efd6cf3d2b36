import { Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { ActionMark } from "../../components/ActionMark.tsx";
import { Answered } from "../../components/Answered.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { originOf, titleOf } from "../../components/run-origin.ts";
import { RunStatus } from "../../components/RunStatus.tsx";
import { Section } from "../../components/Section.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Change = AnswerOf<"runs", "listObjectHistory">["items"][number];
type Drift = AnswerOf<"drift", "list">["items"][number];

/** What became of an object: the runs that changed it and what was changed by hand, the newest first. */
export function ObjectHistory({ address }: { readonly address: string }) {
  const { id, name, organization } = useWorkspace();
  const runs = useQuery(ask("runs", "listObjectHistory", { params: { workspace: id }, query: { address } }));
  const drifts = useQuery(ask("drift", "list", { params: { organization: organization.name }, query: { workspace: name, search: address, status: "any", size: 100 } }));
  const own = (drifts.data?.items ?? []).filter((drift) => drift.address === address);
  return (
    <Section title="History" description="Runs that changed it, and what was changed by hand in the org.">
      <Answered query={runs} loading={<Loading rows={2} />}>
        {({ items, complete }) => (
          <Stack gap={0} component="ol" m={0} p={0} style={{ listStyle: "none" }} aria-label="History">
            {[...items.map((run) => ({ at: run.since, row: <RunRow key={run.id} run={run} address={address} /> })), ...own.map((drift) => ({ at: drift.attribution?.at ?? drift.firstSeenAt, row: <DriftRow key={drift.id} drift={drift} /> }))]
              .sort((a, b) => (a.at < b.at ? 1 : -1))
              .map(({ row }) => row)}
            {(items.length === 0 || !complete) && own.length === 0 && (
              <Text component="li" c="dimmed" fz="sm">
                {complete ? "No run of this workspace has changed it: it was imported, or its state comes from elsewhere." : "Older runs may have changed it: their plans are no longer kept."}
              </Text>
            )}
          </Stack>
        )}
      </Answered>
    </Section>
  );
}

const line = { borderTop: "1px solid var(--mantine-color-default-border)", paddingBlock: 8 } as const;

function RunRow({ run, address }: { readonly run: Change; readonly address: string }) {
  const { name, organization } = useWorkspace();
  const { id, action, attributes, status, since } = run;
  return (
    <Stack gap={2} component="li" style={line}>
      <Group gap="sm">
        <ActionMark action={action} />
        <PageLink to={paths.run(organization.name, name, id)} fw={600} style={{ overflowWrap: "anywhere" }}>
          {titleOf(run)}
        </PageLink>
        {status !== "applied" && <RunStatus status={status} size="sm" />}
      </Group>
      <Text fz="sm" c="dimmed">
        {originOf(run)} · <Moment at={since} />
        {attributes.length > 0 && ` · ${attributes.join(", ")}`}
        {run.address !== address && ` · then at ${run.address}`}
      </Text>
    </Stack>
  );
}

function DriftRow({ drift: { id, kind, differences, attribution, firstSeenAt, status } }: { readonly drift: Drift }) {
  const { organization } = useWorkspace();
  const what = kind === "missing" ? "Deleted in the org" : "Changed in the org";
  return (
    <Stack gap={2} component="li" style={line}>
      <Group gap="sm">
        <Group gap={5} wrap="nowrap" component="span" fz="sm" fw={600} c="light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-3))">
          <IconAlertTriangle size={16} aria-hidden />
          Drift
        </Group>
        <PageLink to={paths.driftedObject(organization.name, id)} fw={600}>
          {what} by {attribution?.actor ?? "somebody not known"}
        </PageLink>
        {status !== "open" && (
          <Text span fz="sm" c="dimmed">
            {status}
          </Text>
        )}
      </Group>
      <Text fz="sm" c="dimmed">
        <Moment at={attribution?.at ?? firstSeenAt} />
        {differences.length > 0 && ` · ${[...new Set(differences.map(({ path }) => path))].join(", ")}`}
      </Text>
    </Stack>
  );
}
