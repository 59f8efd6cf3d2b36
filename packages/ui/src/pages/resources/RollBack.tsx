import { Button, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useChange, type AnswerOf } from "../../api/queries.ts";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { useOpen } from "../../components/PageLink.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Version = AnswerOf<"stateVersions", "readStateVersion">;

/** Makes an older state the newest again, after a question that says what that does and does not do. */
export function RollBack({ version: { id, serial, objects } }: { readonly version: Version }) {
  const { name, organization, objects: now } = useWorkspace();
  const open = useOpen();
  const [opened, dialog] = useDisclosure();
  const [reason, setReason] = useState("");
  const rollBack = useChange(async () => api.stateVersions.rollBackTo({ params: { version: id }, body: { reason: reason.trim() } }), ["stateVersions", "workspaces"], (made) => {
    dialog.close();
    open(paths.state(organization.name, name, made.id));
  });
  return (
    <>
      <Button variant="default" leftSection={<IconHistory size={16} aria-hidden />} onClick={dialog.open}>
        Roll back to this
      </Button>
      <ConfirmDialog opened={opened} onClose={dialog.close} title={`Roll back to serial ${serial}`} confirm="Roll back" typed={name} onConfirm={() => rollBack.mutate(undefined)} change={rollBack}>
        <Stack gap="sm">
          <Text>
            The content of serial {serial}, with {count(objects)}, becomes the newest state under the next serial. The current one has {count(now)} and stays in the list.
          </Text>
          <Text>The org stays as it is. The next plan shows where it differs: what this state does not know would be created again, what it knows and the code does not would be deleted.</Text>
          <Textarea label="Reason" description="Stands in the audit log." value={reason} onChange={({ currentTarget: { value } }) => setReason(value)} maxLength={1000} autosize minRows={1} />
        </Stack>
      </ConfirmDialog>
    </>
  );
}

const count = (objects: number): string => `${objects.toLocaleString("en")} ${objects === 1 ? "object" : "objects"}`;
