import { ActionIcon, Button, Group, Stack, Table, Text } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type { AnswerOf } from "../../api/queries.ts";
import { Facts } from "../../components/Facts.tsx";
import { exactTime, Moment } from "../../components/Moment.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { auditWords, detailName, detailText } from "./audit-words.ts";

type AuditEvent = AnswerOf<"auditLog", "listAuditEvents">["items"][number];

const actorKinds: Readonly<Record<string, string>> = { account: "person", team: "team", organization: "organization", system: "Lockstep itself" };

/** One change; its details open below it. */
export function AuditRow({ event }: { readonly event: AuditEvent }) {
  const [opened, setOpened] = useFilter("open");
  const isOpen = opened === event.id;
  const { id, at, action, actor, subject, details } = event;
  const workspace = detailText(details["workspace"]);
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Moment at={at} />
          <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
            {exactTime(at)}
          </Text>
        </Table.Td>
        <Table.Td>
          <Text inherit fw={600}>{actor.name}</Text>
          {actor.kind !== "account" && (
            <Text size="xs" c="dimmed">
              {actorKinds[actor.kind] ?? actor.kind}
            </Text>
          )}
        </Table.Td>
        <Table.Td>
          {auditWords(action)}{" "}
          <Text span inherit fw={600} style={{ overflowWrap: "anywhere" }}>
            {subject.name === "" ? subject.id : subject.name}
          </Text>
          {workspace !== undefined && subject.kind !== "workspace" && (
            <Text span inherit c="dimmed">
              {" "}
              in {workspace}
            </Text>
          )}
        </Table.Td>
        <Table.Td>
          <ActionIcon variant="subtle" color="gray" aria-expanded={isOpen} aria-label={`${isOpen ? "Hide" : "Show"} details of ${auditWords(action)} ${subject.name}`} onClick={() => setOpened(isOpen ? "" : id)}>
            {isOpen ? <IconChevronDown size={18} aria-hidden /> : <IconChevronRight size={18} aria-hidden />}
          </ActionIcon>
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={4} bg="var(--page-background)">
            <Details event={event} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

function Details({ event: { id, action, actor, subject, details, address } }: { readonly event: AuditEvent }) {
  const setFilters = useFilters();
  const only = (name: "actor" | "subject", value: string): void => setFilters({ [name]: value, page: undefined, open: undefined });
  const { id: actorId } = actor;
  return (
    <Stack gap="sm" py="xs">
      <Facts
        rows={[
          ["Action", <span key="action" className="mono">{action}</span>],
          ["By", `${actor.name}, ${actorKinds[actor.kind] ?? actor.kind}`],
          ["From", address ?? "the server itself"],
          [detailName(subject.kind), <span key="subject" className="mono">{subject.id}</span>],
          ...Object.entries(details).map(([name, value]) => [detailName(name), detailText(value)] as const),
          ["Record", <span key="record" className="mono">{id}</span>],
        ]}
      />
      <Group gap="xs">
        <Button variant="default" size="xs" onClick={() => only("subject", subject.id)}>
          Everything done to it
        </Button>
        {actorId !== null && (
          <Button variant="default" size="xs" onClick={() => only("actor", actorId)}>
            Everything done by {actor.name}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
