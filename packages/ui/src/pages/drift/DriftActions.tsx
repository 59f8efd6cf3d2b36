import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp, IconClockPause, IconClockPlay } from "@tabler/icons-react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { AcceptDialog } from "./AcceptDialog.tsx";
import { counted, type Drift } from "./drift-words.ts";
import { SetBackDialog } from "./SetBackDialog.tsx";
import { mayAccept, maySetBack } from "./useSelection.ts";

/** What the reader may do with some drifts: set them back, accept them, open accepted ones again. */
export function DriftActions({ drifts, onDone }: { readonly drifts: readonly Drift[]; readonly onDone?: () => void }) {
  const settable = drifts.filter(maySetBack);
  const acceptable = drifts.filter((drift) => mayAccept(drift) && drift.status === "open");
  const accepted = drifts.filter((drift) => mayAccept(drift) && drift.status === "accepted");
  const [setting, setBack] = useDisclosure();
  const [accepting, accept] = useDisclosure();
  const [opening, reopen] = useDisclosure();
  // A part of the chosen ones is named with its number.
  const part = (of: readonly Drift[]): string => (of.length === drifts.length ? "" : ` ${of.length}`);
  const done = onDone && { onDone };
  return (
    <>
      {settable.length > 0 && (
        <Button leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={setBack.open}>
          Set back{part(settable)}
        </Button>
      )}
      {acceptable.length > 0 && (
        <Button variant="default" leftSection={<IconClockPause size={16} aria-hidden />} onClick={accept.open}>
          Accept{part(acceptable)} until…
        </Button>
      )}
      {accepted.length > 0 && (
        <Button variant="default" leftSection={<IconClockPlay size={16} aria-hidden />} onClick={reopen.open}>
          Open{part(accepted)} again
        </Button>
      )}
      <SetBackDialog drifts={settable} opened={setting} onClose={setBack.close} {...done} />
      <AcceptDialog drifts={acceptable} opened={accepting} onClose={accept.close} {...done} />
      <ReopenDialog drifts={accepted} opened={opening} onClose={reopen.close} {...done} />
    </>
  );
}

function ReopenDialog({ drifts, opened, onClose, onDone }: { readonly drifts: readonly Drift[]; readonly opened: boolean; readonly onClose: () => void; readonly onDone?: () => void }) {
  const change = useChange(
    async () => {
      for (const { id } of drifts) await api.drift.unaccept({ params: { id } });
    },
    ["drift", "workspaces", "oktaOrgs"],
    () => {
      onDone?.();
      onClose();
    },
  );
  return (
    <ConfirmDialog opened={opened} onClose={onClose} title={`Open ${counted(drifts.length, "accepted drift")} again`} confirm="Open again" danger={false} onConfirm={() => change.mutate(undefined)} change={change}>
      {drifts.length === 1 ? "It counts" : "They count"} as open drift at once. The reason that was given stays in the history.
    </ConfirmDialog>
  );
}
