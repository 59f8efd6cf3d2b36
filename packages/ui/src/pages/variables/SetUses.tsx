import { ActionIcon, Button, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { api } from "../../api/client.ts";
import { useChange, type AnswerOf } from "../../api/queries.ts";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { ProjectSelect } from "../../components/forms/ProjectSelect.tsx";
import { WorkspaceSelect } from "../../components/forms/WorkspaceSelect.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type SetDetail = AnswerOf<"variables", "readVariableSet">;
type Kind = "workspace" | "project";

interface Use {
  readonly kind: Kind;
  readonly id: string;
}

/** Which workspaces and projects use a set, and the way to add and remove them. */
export function SetUses({ set, mayWrite }: { readonly set: SetDetail; readonly mayWrite: boolean }) {
  const { usedBy, global, reaches, project } = set;
  const uses = [...usedBy.workspaces.map((each) => ({ kind: "workspace" as const, ...each })), ...usedBy.projects.map((each) => ({ kind: "project" as const, ...each }))];
  const remove = useChange(async ({ kind, id }: Use) => (kind === "workspace" ? api.variables.removeSetFromWorkspace({ params: { set: set.id, workspace: id } }) : api.variables.removeSetFromProject({ params: { set: set.id, project: id } })), ["variables"]);
  return (
    <Stack gap="xs" component="section">
      <Stack gap={0}>
        <Title order={2}>Used by</Title>
        <Text c="dimmed" fz="sm">
          {global ? `All workspaces of the organization: ${reaches} now.` : `Reaches ${reaches === 1 ? "1 workspace" : `${reaches} workspaces`}.`}
        </Text>
      </Stack>
      {uses.length > 0 && (
        <TableCard label="Used by" columns={[{ label: "Name" }, { label: "Kind", width: 140 }, ...(mayWrite ? [{ label: "Actions", width: 90, right: true }] : [])]} minWidth={360}>
          {uses.map((use) => (
            <Table.Tr key={use.id}>
              <Table.Td>
                <UseName use={use} />
              </Table.Td>
              <Table.Td>{use.kind === "workspace" ? "Workspace" : "Project"}</Table.Td>
              {mayWrite && (
                <Table.Td ta="right">
                  <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${use.name}`} loading={remove.isPending && remove.variables.id === use.id} onClick={() => remove.mutate(use)}>
                    <IconX size={17} aria-hidden />
                  </ActionIcon>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </TableCard>
      )}
      <ChangeProblem problem={remove.error} />
      {uses.length === 0 && !global && (
        <Paper withBorder p="md">
          <Text c="dimmed">No workspace uses it yet.</Text>
        </Paper>
      )}
      {mayWrite && !global && <AddUse set={set} project={project?.id} />}
    </Stack>
  );
}

function UseName({ use: { kind, name } }: { readonly use: { readonly kind: Kind; readonly name: string } }): ReactNode {
  const organization = useOrganization();
  return kind === "workspace" ? <PageLink to={paths.variables(organization, name)} fz="sm">{name}</PageLink> : name;
}

function AddUse({ set: { id: set, usedBy }, project }: { readonly set: SetDetail; readonly project: string | undefined }) {
  const [workspace, setWorkspace] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const addWorkspace = useChange(async (id: string) => api.variables.useSetInWorkspace({ params: { set, workspace: id } }), ["variables"], () => setWorkspace(null));
  const addProject = useChange(async (id: string) => api.variables.useSetInProject({ params: { set, project: id } }), ["variables"], () => setChosen(null));
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group align="flex-end" gap="xs">
          <WorkspaceSelect label="Workspace" project={project} value={workspace} onChange={setWorkspace} without={usedBy.workspaces.map(({ id }) => id)} />
          <Button variant="default" disabled={workspace === null} loading={addWorkspace.isPending} onClick={() => workspace !== null && addWorkspace.mutate(workspace)}>
            Add workspace
          </Button>
        </Group>
        <Group align="flex-end" gap="xs">
          <ProjectSelect label="Project" flex="1 1 14rem" value={chosen} onChange={setChosen} without={usedBy.projects.map(({ id }) => id)} only={project} />
          <Button variant="default" disabled={chosen === null} loading={addProject.isPending} onClick={() => chosen !== null && addProject.mutate(chosen)}>
            Add project
          </Button>
        </Group>
        <ChangeProblem problem={addWorkspace.error ?? addProject.error} />
      </Stack>
    </Paper>
  );
}
