import { Badge, Group, Stack, Table, Text } from "@mantine/core";
import { IconDatabase } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Pager } from "../../components/Pager.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { titleOf } from "../../components/run-origin.ts";
import { useFilter } from "../../hooks/useFilter.ts";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { bytes } from "./bytes.ts";

type Version = AnswerOf<"stateVersions", "listStateVersions">["items"][number];

const size = 20;
const columns = [{ label: "Serial" }, { label: "From" }, { label: "Objects", right: true }, { label: "Size", right: true }, { label: "Written" }];

/** Every state that the workspace has had, the newest first. */
export function StatesPage() {
  const { id, name } = useWorkspace();
  const [page, setPage] = useFilter("page", "1");
  const query = useQuery({ ...ask("stateVersions", "listStateVersions", { params: { workspace: id }, query: { page: Number(page), size } }), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader title="States" within={name} description="What the workspace knew to be in the org, after each change." />
      <Answered query={query} loading={<Loading rows={8} height={58} />}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty icon={IconDatabase} title="No state yet">
              The first apply writes one. One that Terraform wrote can be pushed with <code>lockstep state push</code>.
            </Empty>
          ) : (
            <>
              <TableCard label="State versions" columns={columns} minWidth={680}>
                {items.map((version) => (
                  <Row key={version.id} version={version} />
                ))}
              </TableCard>
              <Pager page={Number(page)} size={size} total={total} onPage={(next) => setPage(String(next))} of="states" />
            </>
          )
        }
      </Answered>
    </>
  );
}

function Row({ version: { id, serial, current, intermediate, run, rollbackOf, objects, size: octets, createdAt, createdBy } }: { readonly version: Version }) {
  const { name, organization } = useWorkspace();
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={8} wrap="nowrap">
          <PageLink to={paths.state(organization.name, name, id)} fw={600} className="figures">
            {serial}
          </PageLink>
          {current && (
            <Badge variant="light" color="green" radius="sm" tt="none" c="light-dark(var(--mantine-color-green-9), var(--mantine-color-green-2))">
              current
            </Badge>
          )}
          {intermediate && (
            <Badge variant="default" radius="sm" tt="none">
              in the middle of an apply
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Stack gap={0}>
          {rollbackOf !== null && (
            <Text>
              Rolled back to <PageLink to={paths.state(organization.name, name, rollbackOf.id)} underline="always">serial {rollbackOf.serial}</PageLink>
            </Text>
          )}
          {run !== null && <PageLink to={paths.run(organization.name, name, run.id)}>{titleOf(run)}</PageLink>}
          {run === null && rollbackOf === null && <Text>Pushed</Text>}
        </Stack>
      </Table.Td>
      <Table.Td ta="right" className="figures">
        {objects.toLocaleString("en")}
      </Table.Td>
      <Table.Td ta="right" className="figures">
        {bytes(octets)}
      </Table.Td>
      <Table.Td>
        <Moment at={createdAt} />
        {createdBy.kind !== "system" && (
          <Text fz="xs" c="dimmed">
            {createdBy.name}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
