import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange, whoAmI, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { Facts } from "../../components/Facts.tsx";
import { ChangeProblem, fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useOpen } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Organization = AnswerOf<"organizations", "readOrganization">;

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Name and e-mail of the organization, what it has, and its end. */
export function GeneralSettings() {
  const organization = useOrganization();
  const may = useMay();
  const query = useQuery(ask("organizations", "readOrganization", { params: { organization } }));
  return (
    <>
      <PageHeader title="General" within={organization} description="What the organization is called, and what it has." />
      <Answered query={query}>
        {(answer) => (
          <Stack gap="lg">
            <Section title="What it has">
              <Facts
                rows={[
                  ["Name", !may("organization.update") && answer.name],
                  ["E-mail", !may("organization.update") && (answer.email === "" ? "none" : answer.email)],
                  ["Workspaces", answer.workspaces],
                  ["Objects managed", answer.resources],
                  ["Projects", answer.projects],
                  ["Teams", answer.teams],
                  ["People", answer.members],
                  ["Made", <Moment key="made" at={answer.createdAt} />],
                ]}
              />
            </Section>
            {may("organization.update") && <NameForm key={answer.id} organization={answer} />}
            {may("organization.delete") && <Deletion organization={answer} />}
          </Stack>
        )}
      </Answered>
    </>
  );
}

function NameForm({ organization: { name, email } }: { readonly organization: Organization }) {
  const queries = useQueryClient();
  const open = useOpen();
  const form = useForm({ initialValues: { name, email } });
  const renamed = form.values.name.trim() !== name;
  const save = useChange(
    async (body: { name: string; email: string }) => api.organizations.updateOrganization({ params: { organization: name }, body: { name: body.name.trim(), email: body.email.trim() } }),
    [],
    (answer) => {
      form.resetDirty();
      notifications.show({ message: "The organization is changed.", color: "teal" });
      if (answer.name === name) return void queries.invalidateQueries({ queryKey: ["organizations"] });
      // Whatever was asked under the old name is gone; what one may do is known under the new one at once.
      queries.setQueryData(whoAmI.queryKey, (who) => who && { ...who, organizations: who.organizations.map((each) => (each.name === name ? { ...each, name: answer.name } : each)) });
      open(paths.organizationSettings(answer.name));
    },
  );
  return (
    <Section title="Name and e-mail">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack maw={480}>
          <TextInput
            label="Name"
            description={renamed ? `All addresses of pages change with it. "cloud" and "remote" blocks that name "${name}" must be changed too.` : "3 to 40 letters, digits, dashes and underscores."}
            required
            autoComplete="off"
            {...form.getInputProps("name")}
            error={fieldProblem(save.error, "name")}
          />
          <TextInput label="E-mail" description="Whom to write to about the organization." type="email" autoComplete="off" {...form.getInputProps("email")} error={fieldProblem(save.error, "email")} />
          <ChangeProblem problem={save.error} fields={["name", "email"]} />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {renamed ? "Rename" : "Save"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

function Deletion({ organization: { name, workspaces, resources, projects, teams, members } }: { readonly organization: Organization }) {
  const [asking, setAsking] = useState(false);
  const remove = useChange(async () => api.organizations.deleteOrganization({ params: { organization: name }, query: { force: "true" } }), [], () => location.assign("/"));
  return (
    <Section
      title="Delete the organization"
      description="With everything it has here. Objects in the Okta orgs stay as they are; nobody manages them any more."
      actions={
        <Button color="red.8" variant="outline" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
          Delete the organization
        </Button>
      }
    >
      <ConfirmDialog opened={asking} onClose={() => setAsking(false)} title={`Delete the organization ${name}`} confirm="Delete the organization" typed={name} change={remove} onConfirm={() => remove.mutate()}>
        <Stack gap="xs">
          <Text>
            {counted(workspaces, "workspace")} with their runs, states, variables and drift, {counted(projects, "project")}, {counted(teams, "team")} of {counted(members, "person", "people")}, all tokens and the audit log are deleted. This cannot be undone, and backups cannot be read any more.
          </Text>
          <Text fw={600}>{resources === 0 ? "Its workspaces manage no objects." : `Its workspaces manage ${counted(resources, "object")}: they stay in the Okta orgs, and are in no state any more.`}</Text>
        </Stack>
      </ConfirmDialog>
    </Section>
  );
}
