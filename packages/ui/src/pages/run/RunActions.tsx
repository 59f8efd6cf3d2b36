import { Button, Group } from "@mantine/core";
import { IconCheck, IconPlayerPlay, IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { ProblemNote } from "../../components/PageProblem.tsx";
import { useOpen } from "../../components/PageLink.tsx";
import { useNow } from "../../components/Moment.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { RunDecision, type Decision } from "./RunDecision.tsx";
import type { Run } from "./run-words.ts";

/** What the reader may do to a run now; each asks before it is done. */
export function RunActions({ run }: { readonly run: Run }) {
  const [asked, ask] = useState<Decision>();
  const { actions, cancelRequestedAt, status } = run;
  const waits = cancelRequestedAt !== null && actions.forceCancelAt !== null && !actions.forceCancel;
  return (
    <>
      {actions.runNow && (
        <Button variant="default" leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => ask("runNow")}>
          Run now
        </Button>
      )}
      {actions.cancel && (
        <Button variant="default" onClick={() => ask("cancel")}>
          Cancel run
        </Button>
      )}
      {actions.forceCancel && (
        <Button color="red.8" onClick={() => ask("forceCancel")}>
          Force cancel
        </Button>
      )}
      {waits && <Canceling run={run} />}
      {actions.discard && status !== "pending" && (
        <Button variant="default" onClick={() => ask("discard")}>
          Discard run
        </Button>
      )}
      {actions.confirm && (
        <Button leftSection={<IconCheck size={16} aria-hidden />} onClick={() => ask("confirm")}>
          Confirm & Apply
        </Button>
      )}
      {actions.repeat && <RunAgain run={run} />}
      <RunDecision run={run} asked={asked} onClose={() => ask(undefined)} />
    </>
  );
}

/** A run that is to end finishes what it is doing; when that takes long, the page looks whether it may be ended by force. */
function Canceling({ run: { actions } }: { readonly run: Run }) {
  const now = useNow(1);
  const look = useChange(async () => Promise.resolve(), ["runs"]);
  const { mutate } = look;
  const left = Math.ceil((Date.parse(actions.forceCancelAt ?? "") - now) / 1000);
  const over = left <= 0;
  useEffect(() => {
    if (!over) return undefined;
    mutate(undefined);
    const timer = setInterval(() => mutate(undefined), 3000);
    return () => clearInterval(timer);
  }, [over, mutate]);
  return (
    <Button variant="default" loading={over} disabled>
      {over ? "Canceling" : `Canceling… force in ${left} s`}
    </Button>
  );
}

/** Asks for the same once more, with the same configuration and options. */
function RunAgain({ run }: { readonly run: Run }) {
  const organization = useOrganization();
  const open = useOpen();
  const again = useChange(
    async () =>
      api.runs.createRun({
        params: { workspace: run.workspace.id },
        body: {
          operation: run.operation === "empty_apply" ? "plan_and_apply" : run.operation,
          message: run.message,
          configurationVersion: run.configurationVersionId,
          refresh: run.refresh,
          targets: [...run.targets],
          replaces: [...run.replaces],
        },
      }),
    ["runs", "workspaces"],
    ({ id, workspace }) => open(paths.run(organization, workspace.name, id)),
  );
  return (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={again.isPending} onClick={() => again.mutate(undefined)}>
        Run again
      </Button>
      {again.error && <ProblemNote problem={again.error} />}
    </Group>
  );
}
