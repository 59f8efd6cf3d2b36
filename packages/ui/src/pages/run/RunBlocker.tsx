import { Button, Group, Stack, Text } from "@mantine/core";
import { IconHourglass } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/queries.ts";
import { Callout } from "../../components/Callout.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { titleOf } from "../../components/run-origin.ts";
import { operationLabels, RunStatus } from "../../components/RunStatus.tsx";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { RunDecision, type Decision } from "./RunDecision.tsx";
import { startedHow, type Run } from "./run-words.ts";

/** What keeps a pending run from beginning, and what can be done about it from here. */
export function RunBlocker({ run }: { readonly run: Run }) {
  const { blocker } = run;
  if (!blocker) return null;
  return (
    <Callout tone="warning" role="alert" icon={IconHourglass} title={blocker.kind === "lock" ? "Waits until the workspace is unlocked" : "Waits for another run"}>
      {blocker.kind === "lock" || blocker.runId === null ? <ByLock blocker={blocker} /> : <ByRun id={blocker.runId} blocker={blocker} />}
    </Callout>
  );
}

type Blocker = NonNullable<Run["blocker"]>;

function ByLock({ blocker: { by, since, message } }: { readonly blocker: Blocker }) {
  const organization = useOrganization();
  const { name } = useWorkspace();
  return (
    <Text fz="sm" component="div">
      Locked by {by}, <Moment at={since} />.{message === "" ? " No reason was given." : ` The reason: ${message}`}{" "}
      <PageLink to={paths.workspace(organization, name)} fz="inherit" underline="always">
        To the lock of {name}
      </PageLink>
    </Text>
  );
}

function ByRun({ id, blocker }: { readonly id: string; readonly blocker: Blocker }) {
  const organization = useOrganization();
  const [asked, setAsked] = useState<Decision>();
  const { data: other } = useQuery(ask("runs", "readRun", { params: { run: id } }));
  const status = other?.status ?? blocker.status;
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {other && (
          <PageLink to={paths.run(organization, other.workspace.name, id)} fw={600} underline="always">
            {titleOf(other)}
          </PageLink>
        )}
        {status && <RunStatus status={status} />}
        <Text fz="sm">
          since <Moment at={blocker.since} />
        </Text>
      </Group>
      {other && (
        <Text fz="sm" component="div">
          {operationLabels[other.operation]}, started {startedHow(other)}, <Moment at={other.createdAt} />.
        </Text>
      )}
      {other && (
        <Group gap="xs">
          {other.actions.discard && (
            <Button size="xs" variant="default" onClick={() => setAsked("discard")}>
              Discard the blocking run
            </Button>
          )}
          {other.actions.cancel && !other.actions.discard && (
            <Button size="xs" variant="default" onClick={() => setAsked("cancel")}>
              Cancel the blocking run
            </Button>
          )}
          <RunDecision run={other} asked={asked} onClose={() => setAsked(undefined)} other />
        </Group>
      )}
    </Stack>
  );
}
