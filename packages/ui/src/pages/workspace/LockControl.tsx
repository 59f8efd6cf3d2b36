import { Button, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { FormDialog } from "../../components/FormDialog.tsx";
import { exactTime } from "../../components/Moment.tsx";
import { useMayInWorkspace, useWhoAmI, useWorkspace } from "../../hooks/usePlace.ts";

/** Locks the workspace, so that runs wait, and unlocks it; somebody else's lock only by force and after a question. */
export function LockControl() {
  const { lock } = useWorkspace();
  const may = useMayInWorkspace();
  if (!may("workspace.lock")) return null;
  return lock === null ? <Lock /> : lock.kind === "run" ? null : <Unlock lock={lock} />;
}

function Lock() {
  const { id } = useWorkspace();
  const [opened, { open, close }] = useDisclosure();
  const [reason, setReason] = useState("");
  const lock = useChange(async () => api.workspaces.lockWorkspace({ params: { workspace: id }, body: { reason: reason.trim() } }), ["workspaces", "runs"], () => {
    setReason("");
    close();
  });
  return (
    <>
      <Button variant="default" leftSection={<IconLock size={16} aria-hidden />} onClick={open}>
        Lock
      </Button>
      <FormDialog
        opened={opened}
        onClose={close}
        title="Lock the workspace"
        submit="Lock"
        change={lock}
        onSubmit={(event) => {
          event.preventDefault();
          lock.mutate(undefined);
        }}
      >
        <Text size="sm">Runs that are started meanwhile wait until it is unlocked. One that is under way goes on. Plan-only runs are not held up.</Text>
        <Textarea label="Reason" description="Everybody who waits can read it." value={reason} onChange={({ currentTarget: { value } }) => setReason(value)} maxLength={1000} autosize minRows={2} data-autofocus />
      </FormDialog>
    </>
  );
}

type Held = NonNullable<ReturnType<typeof useWorkspace>["lock"]>;

function Unlock({ lock }: { readonly lock: Held }) {
  const { id, name } = useWorkspace();
  const may = useMayInWorkspace();
  const { account } = useWhoAmI();
  const [opened, { open, close }] = useDisclosure();
  const mine = lock.kind === "account" && lock.id === account?.id;
  const unlock = useChange(async () => api.workspaces.unlockWorkspace({ params: { workspace: id }, body: { force: !mine } }), ["workspaces", "runs"], close);
  if (!mine && !may("workspace.force-unlock")) return null;
  const holder = lock.kind === "account" ? lock.by : `the ${lock.kind} ${lock.by}`;
  return (
    <>
      <Button variant="default" leftSection={<IconLockOpen size={16} aria-hidden />} onClick={mine ? () => unlock.mutate(undefined) : open} loading={mine && unlock.isPending}>
        {mine ? "Unlock" : "Unlock by force"}
      </Button>
      <ConfirmDialog opened={opened || (mine && unlock.isError)} onClose={mine ? unlock.reset : close} title={`Unlock ${name}`} confirm="Unlock" onConfirm={() => unlock.mutate(undefined)} change={{ ...unlock, reset: mine ? stays : unlock.reset }} danger={!mine}>
        {mine ? (
          "The workspace could not be unlocked."
        ) : (
          <>
            This takes the lock away from {holder}, who may still be writing to the state. It was locked {lock.since !== null && `on ${exactTime(lock.since)} `}
            {lock.reason === "" ? "without a reason." : `because: “${lock.reason}”`} Runs that wait will begin.
          </>
        )}
      </ConfirmDialog>
    </>
  );
}

const stays = (): void => undefined;
