import { scheduleKinds, type Schedule } from "@lockstep/contract";
import { Button, Group, List, Modal, NumberInput, Paper, Radio, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { wordsOf } from "../../components/PageProblem.tsx";
import { useLast } from "../../hooks/useLast.ts";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { choiceOf, timeIn, timeZones, timingOf, type TimingChoice, type TimingMode } from "./timing.ts";

/** Adds a schedule or changes one; before it is saved it says in words when it will come. */
export function ScheduleDialog({ edited: asked, onClose }: { readonly edited: Schedule | "new" | undefined; readonly onClose: () => void }) {
  const edited = useLast(asked);
  return (
    <Modal opened={asked !== undefined} onClose={onClose} title={edited === "new" ? "Add schedule" : "Edit schedule"} size="lg" centered closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
      <ScheduleForm schedule={edited === "new" ? undefined : edited} onClose={onClose} />
    </Modal>
  );
}

type Kind = Schedule["kind"];
const kinds = Object.entries(scheduleKinds) as [Kind, string][];

function ScheduleForm({ schedule, onClose }: { readonly schedule: Schedule | undefined; readonly onClose: () => void }) {
  const { id: workspace } = useWorkspace();
  const [kind, setKind] = useState<Kind>(schedule?.kind ?? "drift");
  const [choice, setChoice] = useState<TimingChoice>(() => choiceOf(schedule, Intl.DateTimeFormat().resolvedOptions().timeZone));
  const change = useChange(
    async () => {
      const body = { kind, ...timingOf(choice) };
      return schedule ? api.schedules.update({ params: { id: schedule.id }, body }) : api.schedules.create({ params: { workspace }, body });
    },
    ["schedules", "workspaces"],
    onClose,
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(undefined);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Radio.Group label="What it does" value={kind} onChange={(value) => setKind(kinds.find(([name]) => name === value)?.[0] ?? "drift")}>
          <Stack gap="xs" mt={6}>
            {kinds.map(([name, label]) => (
              <Radio key={name} value={name} label={label} />
            ))}
          </Stack>
        </Radio.Group>
        <TimingFields choice={choice} onChange={(changes) => setChoice((before) => ({ ...before, ...changes }))} />
        <Preview choice={choice} />
        <ChangeProblem problem={change.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            {schedule ? "Save" : "Add schedule"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const modes: readonly { readonly value: TimingMode; readonly label: string }[] = [
  { value: "daily", label: "Every day" },
  { value: "weekdays", label: "Monday to Friday" },
  { value: "weekly", label: "One day a week" },
  { value: "every", label: "Every so many minutes" },
  { value: "cron", label: "By a cron expression" },
];

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"].map((label, day) => ({ value: String(day), label }));

function TimingFields({ choice: { mode, time, day, minutes, cron, timeZone }, onChange }: { readonly choice: TimingChoice; readonly onChange: (changes: Partial<TimingChoice>) => void }) {
  const byClock = mode !== "every" && mode !== "cron";
  return (
    <>
      <Group align="flex-end" gap="sm">
        <Select label="When" data={[...modes]} value={mode} allowDeselect={false} onChange={(value) => onChange({ mode: modes.find((each) => each.value === value)?.value ?? "daily" })} flex="1 1 12rem" />
        {mode === "weekly" && <Select label="Day" data={days} value={day} allowDeselect={false} onChange={(value) => onChange({ day: value ?? "1" })} flex="1 1 9rem" />}
        {byClock && <TextInput label="Time" type="time" required value={time} onChange={({ currentTarget }) => onChange({ time: currentTarget.value })} flex="1 1 8rem" />}
        {mode === "every" && <NumberInput label="Minutes" required min={1} max={44_640} allowDecimal={false} value={minutes} onChange={(value) => onChange({ minutes: Number(value) })} flex="1 1 8rem" />}
      </Group>
      {mode === "cron" && <TextInput label="Cron expression" description="Minute, hour, day of the month, month, day of the week." required classNames={{ input: "mono" }} spellCheck={false} autoComplete="off" value={cron} onChange={({ currentTarget }) => onChange({ cron: currentTarget.value })} />}
      {mode !== "every" && <Select label="Time zone" description="Its summer time is kept." searchable data={[...timeZones()]} limit={80} value={timeZone} allowDeselect={false} onChange={(value) => onChange({ timeZone: value ?? "UTC" })} nothingFoundMessage="No such time zone" />}
    </>
  );
}

function Preview({ choice }: { readonly choice: TimingChoice }) {
  const [settled] = useDebouncedValue(choice, 250);
  const query = useQuery({ ...ask("schedules", "preview", { body: timingOf(settled) }), placeholderData: keepPreviousData, retry: false });
  return (
    <Paper withBorder p="sm" role="status" mih={132} bg="var(--page-background)">
      {query.error ? (
        <Text c="var(--mantine-color-error)">{wordsOf(query.error).detail}</Text>
      ) : (
        query.data && (
          <Stack gap={4}>
            <Text fw={600}>{query.data.words}</Text>
            <Text fz="sm" c="dimmed">
              The next times:
            </Text>
            <List size="sm">
              {query.data.next.slice(0, 3).map((at) => (
                <List.Item key={at}>{timeIn(at, settled.timeZone)}</List.Item>
              ))}
            </List>
          </Stack>
        )
      )}
    </Paper>
  );
}
