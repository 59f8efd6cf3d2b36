import { allows } from "@lockstep/contract";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlayerPlay } from "@tabler/icons-react";
import type { AnswerOf } from "../api/queries.ts";
import { StartRunDialog, type RunPreset } from "./StartRunDialog.tsx";

/** The button that opens the dialog, for those who may start a run. */
export function StartRunButton({ workspace, preset }: { readonly workspace: AnswerOf<"workspaces", "readWorkspaceByName">; readonly preset?: RunPreset }) {
  const [opened, { open, close }] = useDisclosure();
  if (!allows(workspace.access, "run.queue")) return null;
  return (
    <>
      <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={open}>
        Start new run
      </Button>
      <StartRunDialog opened={opened} onClose={close} workspace={workspace} {...(preset && { preset })} />
    </>
  );
}
