import { ActionIcon, Badge, Button, Group, Table, Text, TextInput, Textarea, Tooltip } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconFolder, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { Empty } from "../../components/Empty.tsx";
import { FormDialog } from "../../components/FormDialog.tsx";
import { fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { Pager } from "../../components/Pager.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useFilter } from "../../hooks/useFilter.ts";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";

type Project = AnswerOf<"projects", "listProjects">["items"][number];

const size = 50;
const columns = [{ label: "Project" }, { label: "Workspaces", right: true }, { label: "Made" }];

/** The projects of the organization: each holds workspaces, and access to all of them is given at once. */
export function ProjectsSettings() {
  const organization = useOrganization();
  const may = useMay();
  const [page, setPage] = useFilter("page", "1");
  const [edited, setEdited] = useState<Project | "new" | null>(null);
  const [doomed, setDoomed] = useState<Project | null>(null);
  const query = useQuery({ ...ask("projects", "listProjects", { params: { organization }, query: { page: Number(page), size } }), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader
        title="Projects"
        within={organization}
        description="A project holds workspaces. Teams are given access to all of them at once, also to those made later."
        actions={
          may("project.write") && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited("new")}>
              New project
            </Button>
          )
        }
      />
      <Answered query={query}>
        {({ items, total }) =>
          total === 0 ? (
            <Empty icon={IconFolder} title="No project">
              Projects that hold workspaces would be here.
            </Empty>
          ) : (
            <>
              <TableCard label="Projects" columns={may("project.write") ? [...columns, { label: "Actions", width: 100 }] : columns} minWidth={480}>
                {items.map((project) => (
                  <Row key={project.id} project={project} onEdit={() => setEdited(project)} onDelete={() => setDoomed(project)} />
                ))}
              </TableCard>
              <Pager page={Number(page)} size={size} total={total} onPage={(next) => setPage(String(next))} of="projects" />
            </>
          )
        }
      </Answered>
      {edited !== null && <ProjectDialog key={edited === "new" ? "new" : edited.id} {...(edited !== "new" && { project: edited })} onClose={() => setEdited(null)} />}
      {doomed !== null && <Deletion project={doomed} onClose={() => setDoomed(null)} />}
    </>
  );
}

function Row({ project: { name, description, workspaces, isDefault, createdAt }, onEdit, onDelete }: { readonly project: Project; readonly onEdit: () => void; readonly onDelete: () => void }) {
  const may = useMay();
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={8}>
          <Text inherit fw={600}>{name}</Text>
          {isDefault && (
            <Badge size="sm" variant="default" tt="none" radius="sm">
              default
            </Badge>
          )}
        </Group>
        {description !== "" && (
          <Text size="sm" c="dimmed">
            {description}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" className="figures">
        {workspaces}
      </Table.Td>
      <Table.Td>
        <Moment at={createdAt} />
      </Table.Td>
      {may("project.write") && (
        <Table.Td>
          <Group gap={4} wrap="nowrap">
            <Tooltip label="Edit">
              <ActionIcon variant="subtle" color="gray" aria-label={`Edit the project ${name}`} onClick={onEdit}>
                <IconPencil size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
            {!isDefault && workspaces === 0 && (
              <Tooltip label="Delete">
                <ActionIcon variant="subtle" color="red" aria-label={`Delete the project ${name}`} onClick={onDelete}>
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function ProjectDialog({ project, onClose }: { readonly project?: Project; readonly onClose: () => void }) {
  const organization = useOrganization();
  const form = useForm({ initialValues: { name: project?.name ?? "", description: project?.description ?? "" } });
  const save = useChange(async (body: { name: string; description: string }) => (project ? api.projects.updateProject({ params: { project: project.id }, body }) : api.projects.createProject({ params: { organization }, body })), ["projects", "organizations", "workspaces"], onClose);
  return (
    <FormDialog opened onClose={onClose} title={project ? `Edit the project ${project.name}` : "New project"} submit={project ? "Save" : "Make the project"} change={save} fields={["name", "description"]} onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <TextInput
        label="Name"
        description={project?.isDefault ? "The default project keeps its name." : "3 to 40 letters, digits, spaces, dashes and underscores."}
        required
        disabled={project?.isDefault === true}
        autoComplete="off"
        data-autofocus
        {...form.getInputProps("name")}
        error={fieldProblem(save.error, "name")}
      />
      <Textarea label="Description" autosize minRows={2} maxRows={5} maxLength={256} {...form.getInputProps("description")} error={fieldProblem(save.error, "description")} />
    </FormDialog>
  );
}

function Deletion({ project: { id, name }, onClose }: { readonly project: Project; readonly onClose: () => void }) {
  const remove = useChange(async () => api.projects.deleteProject({ params: { project: id } }), ["projects", "organizations"], onClose);
  return (
    <ConfirmDialog opened onClose={onClose} title={`Delete the project ${name}`} confirm="Delete the project" change={remove} onConfirm={() => remove.mutate()}>
      It has no workspaces. What teams were given of it is taken away.
    </ConfirmDialog>
  );
}
