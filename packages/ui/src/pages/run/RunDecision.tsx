import { Stack, Text, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { Callout } from "../../components/Callout.tsx";
import { ChangeCounts } from "../../components/ChangeCounts.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { titleOf } from "../../components/run-origin.ts";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { countsSentence, type Run } from "./run-words.ts";

/** What can be decided about a run. */
export type Decision = "confirm" | "discard" | "cancel" | "forceCancel" | "runNow";

interface Words {
  readonly title: string;
  readonly confirm: string;
  readonly danger: boolean;
}

const words: Readonly<Record<Decision, Words>> = {
  confirm: { title: "Confirm & Apply", confirm: "Confirm & Apply", danger: false },
  discard: { title: "Discard run", confirm: "Discard run", danger: true },
  cancel: { title: "Cancel run", confirm: "Cancel run", danger: true },
  forceCancel: { title: "Force cancel", confirm: "Force cancel", danger: true },
  runNow: { title: "Run now", confirm: "Run now", danger: true },
};

const acts = { confirm: api.runs.confirmRun, discard: api.runs.discardRun, cancel: api.runs.cancelRun, forceCancel: api.runs.forceCancelRun, runNow: api.runs.executeRunNow } as const;

interface Props {
  readonly run: Run;
  readonly asked: Decision | undefined;
  readonly onClose: () => void;
  /** Of a run that is not the page's own: its name is said. */
  readonly other?: boolean;
}

/** Asks before a decision is carried out; a comment goes with it. */
export function RunDecision({ run, asked, onClose, other = false }: Props) {
  const [last, setLast] = useState<Decision>("confirm");
  const [comment, setComment] = useState("");
  useEffect(() => {
    if (asked) {
      setLast(asked);
      setComment("");
    }
  }, [asked]);
  const shown = asked ?? last;
  const act = useChange(async (decision: Decision) => acts[decision]({ params: { run: run.id }, body: comment.trim() === "" ? {} : { comment: comment.trim() } }), ["runs", "workspaces"], onClose);
  const { title, confirm, danger } = words[shown];
  const destroys = shown === "confirm" && (run.planned?.destroy ?? 0) > 0;
  return (
    <ConfirmDialog
      opened={asked !== undefined}
      onClose={onClose}
      title={other ? `${title}: ${titleOf(run)}` : title}
      confirm={confirm}
      danger={danger || destroys}
      change={act}
      onConfirm={() => act.mutate(shown)}
      {...(shown === "confirm" && run.isDestroy && { typed: run.workspace.name })}
    >
      <Stack>
        {shown === "confirm" ? <WhatIsDone run={run} /> : <Text>{consequence(shown, run)}</Text>}
        <Textarea label="Comment" description="Is kept with the run, for those who ask later." value={comment} onChange={({ currentTarget: { value } }) => setComment(value)} autosize minRows={2} maxRows={8} maxLength={10_000} />
      </Stack>
    </ConfirmDialog>
  );
}

/** How many objects of which org a plan changes; what is destroyed is said plainly. */
function WhatIsDone({ run: { planned } }: { readonly run: Run }) {
  const { oktaOrg, name } = useWorkspace();
  const counts = planned ?? { add: 0, change: 0, destroy: 0, import: 0 };
  return (
    <Stack gap="sm">
      <Text fw={600} component="div">
        <ChangeCounts counts={counts} />
      </Text>
      <Text>
        In {oktaOrg ? `the org ${oktaOrg.name}` : `the org of ${name}`}: {countsSentence(counts)}
      </Text>
      {counts.destroy > 0 && (
        <Callout tone="error" icon={IconAlertTriangle} title={`${counts.destroy} ${counts.destroy === 1 ? "object" : "objects"} will be destroyed`}>
          Lockstep cannot bring {counts.destroy === 1 ? "it" : "them"} back: a new object has another id, and whoever used the old one has lost it.
        </Callout>
      )}
    </Stack>
  );
}

function consequence(decision: Exclude<Decision, "confirm">, { status, hasPlan }: Run): ReactNode {
  if (decision === "discard") return "The plan is not applied, and nothing changes in the org. What waits behind this run begins.";
  if (decision === "runNow") return "Runs that wait before this one are discarded or canceled, so that this one begins. A run that is planning or applying is left alone: then this is refused.";
  if (decision === "forceCancel") return "The run ends at once, whatever it is doing. What it had begun in the org is found out by the next run; until then the state may be behind the org.";
  if (status === "applying") return "What is under way is finished and kept in the state; then the run ends. What was done before stays done.";
  return hasPlan ? "The run ends. Nothing more changes in the org." : "The run ends before it has a plan. Nothing changes in the org.";
}
