import { Badge, Table, Text } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Pager } from "../../components/Pager.tsx";
import { Section } from "../../components/Section.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useFilter } from "../../hooks/useFilter.ts";

type Event = AnswerOf<"vcs", "listVcsEvents">["items"][number];

const size = 20;
const looks = {
  received: { label: "Received", color: "blue" },
  handled: { label: "Handled", color: "green" },
  ignored: { label: "Of no use", color: "gray" },
  failed: { label: "Failed", color: "red" },
} as const satisfies Readonly<Record<Event["status"], { readonly label: string; readonly color: string }>>;

/** Webhooks that came, the newest first. */
export function ConnectionEvents({ connection }: { readonly connection: string }) {
  const [page, setPage] = useFilter("page", "1");
  const query = useQuery({ ...ask("vcs", "listVcsEvents", { params: { connection }, query: { page: Number(page), size } }), placeholderData: keepPreviousData });
  return (
    <Section title="Webhooks that came" description="Those of the last 30 days.">
      <Answered query={query} loading={<Loading rows={2} />}>
        {({ items, total }) =>
          total === 0 ? (
            <Text size="sm" c="dimmed">None yet.</Text>
          ) : (
            <>
              <TableCard label="Webhooks that came" columns={[{ label: "When" }, { label: "Event" }, { label: "Repository" }, { label: "What became of it" }]} minWidth={600}>
                {items.map((event) => (
                  <Row key={event.id} event={event} />
                ))}
              </TableCard>
              <Pager page={Number(page)} size={size} total={total} onPage={(next) => setPage(String(next))} of="webhooks" />
            </>
          )
        }
      </Answered>
    </Section>
  );
}

function Row({ event: { kind, repository, status, problem, receivedAt, deliveryId } }: { readonly event: Event }) {
  const { label, color } = looks[status];
  return (
    <Table.Tr>
      <Table.Td>
        <Moment at={receivedAt} />
      </Table.Td>
      <Table.Td>
        {kind}
        <Text size="xs" c="dimmed" className="mono">
          {deliveryId}
        </Text>
      </Table.Td>
      <Table.Td>{repository ?? <Text inherit c="dimmed">–</Text>}</Table.Td>
      <Table.Td>
        <Badge variant="light" color={color} radius="sm" tt="none" style={{ "--badge-color": `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-2))` }}>
          {label}
        </Badge>
        {problem !== null && (
          <Text size="sm" mt={2}>
            {problem}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
