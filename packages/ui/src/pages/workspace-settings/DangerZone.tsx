import { Button, Group, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useMayInWorkspace, useWhoAmI, useWorkspace } from "../../hooks/usePlace.ts";
import { DeleteWorkspace } from "./DeleteWorkspace.tsx";
import { DestroyObjects } from "./DestroyObjects.tsx";

/** What stops a workspace, empties it, or ends it. */
export function DangerZone() {
  const { name, lock } = useWorkspace();
  const may = useMayInWorkspace();
  const locks = may("workspace.lock");
  const destroys = may("run.destroy");
  const deletes = may("workspace.delete");
  return (
    <>
      <PageHeader title="Danger zone" within={name} />
      {!locks && !destroys && !deletes && <Text c="dimmed">Nothing here is within your access. Locking takes write access to the workspace, deleting it takes admin access.</Text>}
      <Stack maw={760}>
        {locks && <DangerCard title={lock ? "Unlock the workspace" : "Lock the workspace"}>{lock ? <Unlock /> : <Lock />}</DangerCard>}
        {destroys && (
          <DangerCard title="Destroy everything that it manages">
            <DestroyObjects />
          </DangerCard>
        )}
        {deletes && (
          <DangerCard title="Delete the workspace">
            <DeleteWorkspace />
          </DangerCard>
        )}
      </Stack>
    </>
  );
}

function DangerCard({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section" aria-label={title}>
      <Stack gap="sm">
        <Title order={2}>{title}</Title>
        {children}
      </Stack>
    </Paper>
  );
}

function Lock() {
  const { id } = useWorkspace();
  const [reason, setReason] = useState("");
  const lock = useChange(async () => api.workspaces.lockWorkspace({ params: { workspace: id }, body: { reason } }), ["workspaces"]);
  return (
    <>
      <Text>Runs can be started and wait until it is unlocked. Looking for drift goes on.</Text>
      <Group align="flex-end" gap="xs">
        <TextInput label="Reason" placeholder="Audit until Friday" maxLength={1000} value={reason} onChange={({ currentTarget }) => setReason(currentTarget.value)} flex="1 1 14rem" />
        <Button variant="default" leftSection={<IconLock size={16} aria-hidden />} loading={lock.isPending} onClick={() => lock.mutate(undefined)}>
          Lock
        </Button>
      </Group>
      <ChangeProblem problem={lock.error} />
    </>
  );
}

function Unlock() {
  const { id, lock, pendingRuns } = useWorkspace();
  const { account } = useWhoAmI();
  const may = useMayInWorkspace();
  const [asking, asking_] = useDisclosure();
  const mine = lock?.kind === "account" && lock.id === account?.id;
  const unlock = useChange(async () => api.workspaces.unlockWorkspace({ params: { workspace: id }, body: { force: !mine } }), ["workspaces", "runs"], asking_.close);
  if (!lock) return null;
  const waiting = pendingRuns === 0 ? "" : pendingRuns === 1 ? " 1 run waits for it." : ` ${pendingRuns} runs wait for it.`;
  return (
    <>
      <Text component="div">
        Locked by {mine ? "you" : lock.by}
        {lock.since !== null && (
          <>
            , <Moment at={lock.since} />
          </>
        )}
        {lock.reason === "" ? "." : `: ${lock.reason}`}
        {waiting}
      </Text>
      {lock.kind === "run" ? (
        <Text c="dimmed">A run holds it and lets go when it is over. Confirm, discard or cancel the run.</Text>
      ) : mine || may("workspace.force-unlock") ? (
        <Group>
          <Button variant="default" leftSection={<IconLockOpen size={16} aria-hidden />} loading={unlock.isPending} onClick={mine ? () => unlock.mutate(undefined) : asking_.open}>
            {mine ? "Unlock" : "Unlock by force"}
          </Button>
        </Group>
      ) : (
        <Text c="dimmed">Who locked it can unlock it; an admin of the workspace can by force.</Text>
      )}
      {!asking && <ChangeProblem problem={unlock.error} />}
      <ConfirmDialog opened={asking} onClose={asking_.close} title="Unlock by force" confirm="Unlock" change={unlock} onConfirm={() => unlock.mutate(undefined)}>
        {lock.by} has locked it{lock.reason === "" ? "" : ` ("${lock.reason}")`} and may be at work. What waits begins at once.
      </ConfirmDialog>
    </>
  );
}
