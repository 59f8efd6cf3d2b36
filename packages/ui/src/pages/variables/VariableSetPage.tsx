import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { useMay, useOrganization, useParam } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { SetUses } from "./SetUses.tsx";
import { VariableSections } from "./VariableSections.tsx";
import { VariableSetForm } from "./VariableSetForm.tsx";

type SetDetail = AnswerOf<"variables", "readVariableSet">;

/** A variable set: what it is, its variables, and who uses it. */
export function VariableSetPage() {
  const organization = useOrganization();
  const id = useParam("set");
  const mayWrite = useMay()("variable-set.write");
  const query = useQuery(ask("variables", "readVariableSet", { params: { set: id } }));
  const set = query.data;
  return (
    <Stack gap="xl">
      <div>
        <Text mb={4}>
          <PageLink to={paths.variableSets(organization)}>Variable sets</PageLink>
        </Text>
        <VariableSections
          owner={{ kind: "set", id }}
          query={query}
          mayWrite={mayWrite && set !== undefined}
          header={(paste) => <PageHeader title={set?.name ?? "Variable set"} description={set && <Facts set={set} />} actions={set && mayWrite && <Actions set={set} paste={paste} />} />}
        />
      </div>
      {set && <SetUses set={set} mayWrite={mayWrite} />}
    </Stack>
  );
}

function Facts({ set: { description, global, priority, project } }: { readonly set: SetDetail }) {
  const marks = [global && "All workspaces", priority && "Priority: wins over workspaces and runs", project && `Of the project ${project.name}`].filter((mark) => typeof mark === "string");
  return (
    <Stack gap={6}>
      {description !== "" && <Text>{description}</Text>}
      {marks.length > 0 && (
        <Group gap={6}>
          {marks.map((mark) => (
            <Badge key={mark} variant="default" radius="sm" tt="none">
              {mark}
            </Badge>
          ))}
        </Group>
      )}
    </Stack>
  );
}

function Actions({ set, paste }: { readonly set: SetDetail; readonly paste: ReactNode }) {
  const organization = useOrganization();
  const open = useOpen();
  const [editing, editing_] = useDisclosure();
  const [deleting, deleting_] = useDisclosure();
  const change = useChange(async () => api.variables.deleteVariableSet({ params: { set: set.id } }), [], () => open(paths.variableSets(organization)));
  const { variables, reaches } = set;
  return (
    <>
      {paste}
      <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={editing_.open}>
        Edit
      </Button>
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={deleting_.open}>
        Delete
      </Button>
      <VariableSetForm opened={editing} onClose={editing_.close} set={set} />
      <ConfirmDialog opened={deleting} onClose={deleting_.close} title={`Delete the variable set ${set.name}`} confirm="Delete variable set" change={change} onConfirm={() => change.mutate(undefined)} {...(reaches > 0 && variables > 0 && { typed: set.name })}>
        <Text>
          It has {variables === 1 ? "1 variable" : `${variables} variables`} and reaches {reaches === 1 ? "1 workspace" : `${reaches} workspaces`}.
          {reaches > 0 && variables > 0 && " Their next runs are made without these values, and may fail or want to change objects."}
        </Text>
      </ConfirmDialog>
    </>
  );
}
