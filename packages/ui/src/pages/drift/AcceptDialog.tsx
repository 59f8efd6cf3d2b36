import { Group, SegmentedControl, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { FormDialog } from "../../components/FormDialog.tsx";
import { fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { counted, dateText, endOfDay, nameOf, type Drift } from "./drift-words.ts";

interface Props {
  readonly drifts: readonly Drift[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

const terms = [
  { value: "1", label: "1 day" },
  { value: "7", label: "1 week" },
  { value: "30", label: "30 days" },
  { value: "date", label: "Date" },
];

const day = 86_400_000;

/** Asks until when drifts are left as they are, and why. */
export function AcceptDialog({ drifts, opened, onClose, onDone }: Props) {
  const [term, setTerm] = useState("7");
  const [date, setDate] = useState("");
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const until = term === "date" ? (date === "" ? undefined : endOfDay(date)) : new Date(Date.now() + Number(term) * day);
  const change = useChange(
    async (end: Date) => {
      for (const { id } of drifts) await api.drift.accept({ params: { id }, body: { until: end.toISOString(), reason: reason.trim() } });
    },
    ["drift", "workspaces", "oktaOrgs"],
    () => {
      setReason("");
      setAsked(false);
      onDone?.();
      onClose();
    },
  );
  const dateProblem = asked && !until ? "Choose a date." : fieldProblem(change.error, "until");
  const reasonProblem = asked && reason.trim() === "" ? "Say why: whoever finds it next wants to know." : fieldProblem(change.error, "reason");
  const [only] = drifts;
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={drifts.length === 1 && only ? `Accept the drift of ${nameOf(only)}` : `Accept the drift of ${counted(drifts.length, "object")}`}
      submit="Accept"
      fields={["until", "reason"]}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (until && reason.trim() !== "") change.mutate(until);
      }}
      change={change}
    >
      <Text>
        {drifts.length === 1 ? "It stays" : "They stay"} in the org as {drifts.length === 1 ? "it is" : "they are"} and no longer {drifts.length === 1 ? "counts" : "count"} as open drift. After that day, or when somebody changes {drifts.length === 1 ? "it" : "one"} again, {drifts.length === 1 ? "it is" : "that one is"} open again. The code stays as it is: the next run that is applied still sets {drifts.length === 1 ? "it" : "them"} back.
      </Text>
      <Stack gap={6}>
        <Text fz="sm" fw={500} id="accept-until">
          Until
        </Text>
        <Group gap="xs" align="flex-start">
          <SegmentedControl aria-labelledby="accept-until" data={terms} value={term} onChange={setTerm} />
          {term === "date" ? (
            <TextInput type="date" aria-label="Date" min={dateText(new Date())} value={date} onChange={({ currentTarget: { value } }) => setDate(value)} error={dateProblem} />
          ) : (
            <Text fz="sm" c="dimmed" py={8}>
              {until?.toLocaleDateString(undefined, { dateStyle: "long" })}
            </Text>
          )}
        </Group>
      </Stack>
      <Textarea label="Reason" withAsterisk autosize minRows={2} maxLength={1000} value={reason} onChange={({ currentTarget: { value } }) => setReason(value)} error={reasonProblem} data-autofocus />
    </FormDialog>
  );
}
