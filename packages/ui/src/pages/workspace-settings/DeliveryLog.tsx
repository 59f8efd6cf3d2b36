import type { Delivery } from "@lockstep/contract";
import { Anchor, Button, Chip, Code, Group, Modal, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Pager } from "../../components/Pager.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useLast } from "../../hooks/useLast.ts";
import { DeliveryAnswer } from "./DeliveryAnswer.tsx";
import { DeliveryStatus } from "./DeliveryStatus.tsx";
import { triggerLabel } from "./notification-words.ts";

const size = 20;
const columns = [{ label: "Message" }, { label: "State" }, { label: "Tries", right: true }, { label: "Answer" }, { label: "Sent" }, { label: "Actions", right: true }];
const statuses = [
  { value: "failed", label: "Failed" },
  { value: "pending", label: "On its way" },
  { value: "delivered", label: "Delivered" },
] as const;

/** Every message that was sent to a place, what became of it, and the way to send it again. */
export function DeliveryLog({ notification, mayWrite }: { readonly notification: string; readonly mayWrite: boolean }) {
  const [status] = useFilter("status");
  const [page, setPage] = useFilter("page", "1");
  const [shown, show] = useFilter("delivery");
  const setFilters = useFilters();
  const wanted = statuses.find(({ value }) => value === status)?.value;
  const query = useQuery({ ...ask("notifications", "deliveries", { params: { id: notification }, query: { page: Number(page), size, ...(wanted && { status: wanted }) } }), placeholderData: keepPreviousData });
  return (
    <Stack gap="sm" component="section">
      <Group justify="space-between" gap="xs">
        <Title order={2}>Messages</Title>
        <Group gap={6} role="group" aria-label="Show only">
          {statuses.map(({ value, label }) => (
            <Chip key={value} size="xs" variant="outline" checked={status === value} onChange={(checked) => setFilters({ status: checked ? value : undefined, page: undefined })}>
              {label}
            </Chip>
          ))}
        </Group>
      </Group>
      <Answered query={query}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Paper withBorder p="md">
              <Text c="dimmed">{wanted ? "No message is like that." : "Nothing was sent yet. A test can be sent now."}</Text>
            </Paper>
          ) : (
            <>
              <TableCard label="Messages" columns={columns} minWidth={760}>
                {items.map((each) => (
                  <Row key={each.id} delivery={each} onShow={() => show(each.id)} />
                ))}
              </TableCard>
              <Pager page={Number(page)} size={size} total={total} onPage={(next) => setPage(String(next))} of="messages" />
            </>
          )
        }
      </Answered>
      <Details id={shown === "" ? undefined : shown} mayWrite={mayWrite} onClose={() => show("")} />
    </Stack>
  );
}

function Row({ delivery: { title, trigger, url, status, attempts, response, lastAttemptAt, createdAt }, onShow }: { readonly delivery: Delivery; readonly onShow: () => void }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor href={url} fz="sm" fw={600}>
          {title}
        </Anchor>
        <Text fz="sm" c="dimmed">
          {triggerLabel(trigger)}
        </Text>
      </Table.Td>
      <Table.Td>
        <DeliveryStatus status={status} />
      </Table.Td>
      <Table.Td ta="right" className="figures">
        {attempts}
      </Table.Td>
      <Table.Td>{response === null ? <Text c="dimmed">–</Text> : (response.code ?? "no answer")}</Table.Td>
      <Table.Td>
        <Moment at={lastAttemptAt ?? createdAt} />
      </Table.Td>
      <Table.Td ta="right">
        <Button size="xs" variant="default" onClick={onShow} aria-label={`Details of ${title}`}>
          Details
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

function Details({ id: asked, mayWrite, onClose }: { readonly id: string | undefined; readonly mayWrite: boolean; readonly onClose: () => void }) {
  const id = useLast(asked);
  return (
    <Modal opened={asked !== undefined} onClose={onClose} title="Message" size="xl" centered closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
      {id !== undefined && <Detail id={id} mayWrite={mayWrite} />}
    </Modal>
  );
}

function Detail({ id, mayWrite }: { readonly id: string; readonly mayWrite: boolean }) {
  const query = useQuery(ask("notifications", "showDelivery", { params: { id } }));
  const again = useChange(async () => api.notifications.redeliver({ params: { id } }), ["notifications"]);
  return (
    <Answered query={query}>
      {({ title, trigger, status, attempts, createdAt, response, message }) => (
        <Stack>
          <Stack gap={4}>
            <Group gap="xs">
              <Text fw={600}>{title}</Text>
              <DeliveryStatus status={status} />
            </Group>
            <Text c="dimmed" fz="sm">
              {triggerLabel(trigger)} · <Moment at={createdAt} /> · {attempts === 1 ? "1 try" : `${attempts} tries`} · {id}
            </Text>
          </Stack>
          <Stack gap={6}>
            <Title order={3}>Answer</Title>
            <DeliveryAnswer response={response} />
          </Stack>
          <Stack gap={6}>
            <Title order={3}>Message as it is sent</Title>
            <Code block mah={320} style={{ overflow: "auto", whiteSpace: "pre-wrap", overflowWrap: "anywhere" }} tabIndex={0}>
              {indented(message)}
            </Code>
          </Stack>
          <ChangeProblem problem={again.error} />
          {mayWrite && (
            <Group justify="flex-end">
              <Button variant="default" leftSection={<IconSend size={16} aria-hidden />} loading={again.isPending || status === "pending"} onClick={() => again.mutate(undefined)}>
                Send again
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </Answered>
  );
}

/** JSON with one thing a line; anything else as it is. */
function indented(message: string): string {
  try {
    return JSON.stringify(JSON.parse(message), undefined, 2);
  } catch {
    return message;
  }
}
