import { allows } from "@lockstep/contract";
import { Checkbox, List, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { FormDialog } from "../../components/FormDialog.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { wordsOf } from "../../components/PageProblem.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { byWorkspace, counted, nameOf, type Drift } from "./drift-words.ts";

interface Props {
  readonly drifts: readonly Drift[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

interface Started {
  readonly workspace: string;
  readonly runId: string;
}

/** A run takes at most so many. */
const most = 200;

/** Asks before drifted objects are set back: a run in each of their workspaces. */
export function SetBackDialog({ drifts, opened, onClose, onDone }: Props) {
  const organization = useOrganization();
  const open = useOpen();
  const groups = byWorkspace(drifts);
  const [message, setMessage] = useState("");
  const [autoApply, setAutoApply] = useState(false);
  const mayApply = drifts.every(({ access }) => allows(access, "run.apply"));
  const change = useChange(
    async () => startAll(groups, { ...(message.trim() !== "" && { message: message.trim() }), ...(mayApply && autoApply && { autoApply: true }) }),
    ["drift", "runs", "workspaces"],
    ({ started, refused }) => {
      onDone?.();
      onClose();
      const [only] = started;
      if (started.length === 1 && refused.length === 0 && only) return open(paths.run(organization, only.workspace, only.runId));
      for (const each of started) notifications.show({ title: each.workspace, autoClose: 20_000, message: <PageLink to={paths.run(organization, each.workspace, each.runId)}>Run started: sets drift back</PageLink> });
      for (const each of refused) notifications.show({ color: "red", title: `${each.workspace}: ${wordsOf(each.problem).title}`, autoClose: false, message: wordsOf(each.problem).detail });
    },
  );
  const tooMany = groups.find((group) => group.drifts.length > most);
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={`Set back ${counted(drifts.length, "object")}`}
      submit={groups.length === 1 ? "Start run" : `Start ${groups.length} runs`}
      onSubmit={(event) => {
        event.preventDefault();
        if (!tooMany) change.mutate(undefined);
      }}
      change={change}
    >
      <WhatHappens groups={groups} autoApply={mayApply && autoApply} />
      {tooMany && (
        <Text c="var(--mantine-color-error)" role="alert">
          A run sets back at most {most} objects. Choose fewer in {tooMany.name}, which has {tooMany.drifts.length}.
        </Text>
      )}
      <TextInput label="Message of the run" description="Left empty, it names what is set back." value={message} onChange={({ currentTarget: { value } }) => setMessage(value)} maxLength={1000} />
      {mayApply && <Checkbox label="Apply without asking again" description="Otherwise the plan waits for somebody to confirm it." checked={autoApply} onChange={({ currentTarget: { checked } }) => setAutoApply(checked)} />}
    </FormDialog>
  );
}

function WhatHappens({ groups, autoApply }: { readonly groups: ReturnType<typeof byWorkspace>; readonly autoApply: boolean }) {
  const all = groups.flatMap(({ drifts }) => drifts);
  const missing = all.filter(({ kind }) => kind === "missing").length;
  return (
    <Stack gap={6}>
      <Text>
        {groups.length === 1 ? `A run in ${groups[0]?.name ?? ""} plans` : `A run in each of ${groups.length} workspaces plans`} to make {all.length === 1 ? "this object" : "these objects"} as the code says{autoApply ? ", and applies it at once" : ""}. Nothing else is planned but what {all.length === 1 ? "it depends" : "they depend"} on.
      </Text>
      {groups.map(({ id, name, drifts }) => (
        <div key={id}>
          <Text fw={600} fz="sm">
            {name}: {counted(drifts.length, "object")}
          </Text>
          <List size="sm" withPadding>
            {drifts.slice(0, 8).map((drift) => (
              <List.Item key={drift.id} style={{ overflowWrap: "anywhere" }}>
                {nameOf(drift)} <WhatOf drift={drift} />
              </List.Item>
            ))}
            {drifts.length > 8 && <List.Item>and {drifts.length - 8} more</List.Item>}
          </List>
        </div>
      ))}
      {missing > 0 && <Text fz="sm">{missing === 1 ? "One object was deleted in the org: it is created anew and gets another id." : `${missing} objects were deleted in the org: they are created anew and get other ids.`}</Text>}
    </Stack>
  );
}

function WhatOf({ drift: { kind, differences } }: { readonly drift: Drift }) {
  const names = differences.map(({ path }) => path);
  return (
    <Text span inherit c="dimmed">
      {kind === "missing" ? "is created anew" : `${names.slice(0, 4).join(", ")}${names.length > 4 ? ` and ${names.length - 4} more` : ""}`}
    </Text>
  );
}

/** One run after the other; a workspace that refuses does not keep the others from theirs. */
async function startAll(groups: ReturnType<typeof byWorkspace>, wanted: { readonly message?: string; readonly autoApply?: boolean }) {
  const started: Started[] = [];
  const refused: { readonly workspace: string; readonly problem: unknown }[] = [];
  for (const { id, name, drifts } of groups) {
    try {
      const { runId } = await api.drift.setBack({ params: { workspace: id }, body: { driftIds: drifts.map((drift) => drift.id), ...wanted } });
      started.push({ workspace: name, runId });
    } catch (problem) {
      refused.push({ workspace: name, problem });
    }
  }
  const [first] = refused;
  // Nothing was done: the dialog stays and says why.
  if (first && started.length === 0) throw first.problem;
  return { started, refused };
}
