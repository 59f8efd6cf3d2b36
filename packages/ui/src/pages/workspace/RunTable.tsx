import { Group, Stack, Table, Text } from "@mantine/core";
import type { AnswerOf } from "../../api/queries.ts";
import { ChangeCounts } from "../../components/ChangeCounts.tsx";
import { CommitLink } from "../../components/CommitLink.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { originOf, titleOf } from "../../components/run-origin.ts";
import { RunStatus, operationLabels } from "../../components/RunStatus.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

/** A run as lists have it. */
export type ListedRun = AnswerOf<"runs", "listRuns">["items"][number];

interface Props {
  readonly runs: readonly ListedRun[];
  readonly label: string;
  /** Of several workspaces: with a column that says which. */
  readonly withWorkspace?: boolean;
}

/** Runs, one a row: why, what became of it, what it changes, who started it. */
export function RunTable({ runs, label, withWorkspace = false }: Props) {
  const columns = [{ label: "Run", width: "36%" }, ...(withWorkspace ? [{ label: "Workspace" }] : []), { label: "Status" }, { label: "Changes" }, { label: "Started" }];
  return (
    <TableCard label={label} columns={columns} minWidth={withWorkspace ? 860 : 640}>
      {runs.map((run) => (
        <Row key={run.id} run={run} withWorkspace={withWorkspace} />
      ))}
    </TableCard>
  );
}

function Row({ run, withWorkspace }: { readonly run: ListedRun; readonly withWorkspace: boolean }) {
  const organization = useOrganization();
  const { id, workspace, status, operation, planned, applied, commit, createdAt, error } = run;
  const counts = applied ?? planned;
  return (
    <Table.Tr data-run={id}>
      <Table.Td>
        <Stack gap={2}>
          <PageLink to={paths.run(organization, workspace.name, id)} fw={600} lineClamp={2} style={{ overflowWrap: "anywhere" }}>
            {titleOf(run)}
          </PageLink>
          <Group gap={8} fz="xs" c="dimmed">
            <span>{operationLabels[operation]}</span>
            {commit && <CommitLink sha={commit.sha} url={commit.url} size="xs" />}
          </Group>
        </Stack>
      </Table.Td>
      {withWorkspace && (
        <Table.Td>
          <PageLink to={paths.workspace(organization, workspace.name)}>{workspace.name}</PageLink>
        </Table.Td>
      )}
      <Table.Td>
        <Stack gap={2} align="flex-start" miw="max-content">
          <RunStatus status={status} size="sm" />
          {status === "errored" && error && (
            <Text fz="xs" c="dimmed" lineClamp={2} maw={180} style={{ whiteSpace: "normal" }}>
              {error.summary}
            </Text>
          )}
        </Stack>
      </Table.Td>
      <Table.Td>{counts ? <ChangeCounts counts={counts} /> : <Text c="dimmed">–</Text>}</Table.Td>
      <Table.Td>
        <Text fz="sm" component="div">
          <Moment at={createdAt} />
        </Text>
        <Text fz="xs" c="dimmed">
          {originOf(run)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
