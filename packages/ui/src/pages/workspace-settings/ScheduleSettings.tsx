import { scheduleKinds, type Schedule } from "@lockstep/contract";
import { Alert, Button, Group, List, Paper, Stack, Switch, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCalendarClock, IconPencil, IconPlayerPlay, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { Empty } from "../../components/Empty.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { useLast } from "../../hooks/useLast.ts";
import { useMayInWorkspace, useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { ScheduleDialog } from "./ScheduleDialog.tsx";
import { timeIn } from "./timing.ts";

/** What goes on by itself in a workspace, and when. */
export function ScheduleSettings() {
  const { id, name } = useWorkspace();
  const mayWrite = useMayInWorkspace()("schedule.write");
  const query = useQuery(ask("schedules", "list", { params: { workspace: id } }));
  const [edited, setEdited] = useState<Schedule | "new">();
  const [deleted, setDeleted] = useState<Schedule>();
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited("new")}>
      Add schedule
    </Button>
  );
  return (
    <>
      <PageHeader title="Schedules" within={name} description="What goes on by itself, and when." actions={query.data && query.data.items.length > 0 ? add : undefined} />
      <Answered query={query} loading={<Loading rows={2} height={140} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={IconCalendarClock} title="No schedule yet" action={add}>
              A schedule looks for drift, or plans, at times of the clock or every so many minutes. A plan that finds nothing tells nobody.
            </Empty>
          ) : (
            <Stack maw={760}>
              {items.map((schedule) => (
                <ScheduleCard key={schedule.id} schedule={schedule} mayWrite={mayWrite} onEdit={() => setEdited(schedule)} onDelete={() => setDeleted(schedule)} />
              ))}
            </Stack>
          )
        }
      </Answered>
      <ScheduleDialog edited={edited} onClose={() => setEdited(undefined)} />
      <DeleteSchedule schedule={deleted} onClose={() => setDeleted(undefined)} />
    </>
  );
}

interface CardProps {
  readonly schedule: Schedule;
  readonly mayWrite: boolean;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

function ScheduleCard({ schedule, mayWrite, onEdit, onDelete }: CardProps) {
  const { id, kind, words, enabled, problem } = schedule;
  const turn = useChange(async (on: boolean) => api.schedules.update({ params: { id }, body: { enabled: on } }), ["schedules", "workspaces"]);
  const start = useChange(async () => api.schedules.runNow({ params: { id } }), ["schedules", "runs", "drift", "workspaces"]);
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="article" aria-label={words}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <Stack gap={2} miw={0} flex="1 1 14rem">
            <Title order={2}>{words}</Title>
            <Text c="dimmed">{scheduleKinds[kind]}</Text>
          </Stack>
          {mayWrite ? <Switch label="Enabled" labelPosition="left" checked={turn.isPending ? turn.variables : enabled} onChange={({ currentTarget }) => turn.mutate(currentTarget.checked)} /> : <Text>{enabled ? "Enabled" : "Disabled"}</Text>}
        </Group>
        <Times schedule={schedule} />
        {problem !== null && (
          <Alert color="orange" title="The last time nothing was started" icon={<IconAlertTriangle aria-hidden />}>
            {problem}
          </Alert>
        )}
        <ChangeProblem problem={turn.error ?? start.error} />
        {mayWrite && (
          <Group gap="xs">
            <Button size="xs" variant="default" leftSection={<IconPlayerPlay size={15} aria-hidden />} loading={start.isPending} onClick={() => start.mutate(undefined)}>
              Do it now
            </Button>
            <Button size="xs" variant="default" leftSection={<IconPencil size={15} aria-hidden />} onClick={onEdit} aria-label={`Edit ${words}`}>
              Edit
            </Button>
            <Button size="xs" variant="default" leftSection={<IconTrash size={15} aria-hidden />} onClick={onDelete} aria-label={`Delete ${words}`}>
              Delete
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

function Times({ schedule: { next, timeZone, lastAt, enabled, lastStartedId, kind } }: { readonly schedule: Schedule }) {
  const organization = useOrganization();
  const { name } = useWorkspace();
  const [first, ...later] = next;
  return (
    <Stack gap={4}>
      {enabled && first !== undefined && (
        <Text component="div">
          Next <Moment at={first} />: {timeIn(first, timeZone)}
          {later.length > 0 && (
            <List size="sm" c="dimmed" mt={4} aria-label="Then">
              {later.slice(0, 3).map((at) => (
                <List.Item key={at}>{timeIn(at, timeZone)}</List.Item>
              ))}
            </List>
          )}
        </Text>
      )}
      <Text c="dimmed" component="div">
        {lastAt === null ? (
          "It has not come yet."
        ) : (
          <>
            Last <Moment at={lastAt} />
            {lastStartedId !== null && (
              <>
                {": "}
                <PageLink underline="always" to={kind === "drift" ? paths.workspaceDrift(organization, name) : paths.run(organization, name, lastStartedId)}>{kind === "drift" ? "what it found" : "its run"}</PageLink>
              </>
            )}
          </>
        )}
      </Text>
    </Stack>
  );
}

function DeleteSchedule({ schedule: asked, onClose }: { readonly schedule: Schedule | undefined; readonly onClose: () => void }) {
  const schedule = useLast(asked);
  const change = useChange(async (id: string) => api.schedules.remove({ params: { id } }), ["schedules", "workspaces"], onClose);
  return (
    <ConfirmDialog opened={asked !== undefined} onClose={onClose} title="Delete the schedule" confirm="Delete schedule" change={change} onConfirm={() => schedule && change.mutate(schedule.id)}>
      <Text fw={600}>{schedule?.words}</Text>
      It does not come again. What it has started goes on.
    </ConfirmDialog>
  );
}
