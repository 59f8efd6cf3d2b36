import { Breadcrumbs, Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { FormDialog } from "../../components/FormDialog.tsx";
import { fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { useOrganization, useParam } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { SettingsFrame } from "./SettingsFrame.tsx";
import { useTeamAccess, type Team } from "./team-access.ts";
import { TeamGrants } from "./TeamGrants.tsx";
import { TeamMembers } from "./TeamMembers.tsx";
import { TeamRights } from "./TeamRights.tsx";
import { TeamTokens } from "./TeamTokens.tsx";

/** A team: what it may do, who is in it, which workspaces it reaches, and its tokens. */
export function TeamPage() {
  const organization = useOrganization();
  const team = useParam("team");
  const query = useQuery(ask("teams", "readTeam", { params: { team } }));
  return (
    <SettingsFrame current="teams">
      <Stack gap="xs">
        <Breadcrumbs separatorMargin={6}>
          <PageLink to={paths.organizationSettings(organization, "teams")}>Teams</PageLink>
          <span>{query.data?.name ?? "…"}</span>
        </Breadcrumbs>
        {query.isError && query.data === undefined && <PageHeader title="Team" within={organization} />}
        <Answered query={query}>{(answer) => <Parts key={answer.id} team={answer} />}</Answered>
      </Stack>
    </SettingsFrame>
  );
}

function Parts({ team }: { readonly team: Team }) {
  const organization = useOrganization();
  const { canManage } = useTeamAccess();
  const [renaming, setRenaming] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const managed = canManage(team);
  return (
    <>
      <PageHeader
        title={team.name}
        within={organization}
        actions={
          managed &&
          !team.isOwners && (
            <>
              <Button variant="default" onClick={() => setRenaming(true)}>
                Rename
              </Button>
              <Button variant="default" c="var(--mantine-color-error)" onClick={() => setDeleting(true)}>
                Delete
              </Button>
            </>
          )
        }
      />
      <Stack gap="lg">
        <TeamRights team={team} managed={managed} />
        <TeamMembers team={team} managed={managed} />
        {!team.isOwners && <TeamGrants team={team} />}
        {managed ? <TeamTokens team={team} /> : <Section title="Team tokens" description="Who manages this team sees and makes its tokens." />}
      </Stack>
      {renaming && <Renaming team={team} onClose={() => setRenaming(false)} />}
      {deleting && <Deletion team={team} onClose={() => setDeleting(false)} />}
    </>
  );
}

function Renaming({ team: { id, name }, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const form = useForm({ initialValues: { name } });
  const save = useChange(async (body: { name: string }) => api.teams.updateTeam({ params: { team: id }, body }), ["teams", "accounts"], onClose);
  return (
    <FormDialog opened onClose={onClose} title={`Rename the team ${name}`} submit="Rename" change={save} fields={["name"]} onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <TextInput label="Name" description="Up to 90 letters, digits, dashes and underscores." required autoComplete="off" data-autofocus {...form.getInputProps("name")} error={fieldProblem(save.error, "name")} />
    </FormDialog>
  );
}

function Deletion({ team: { id, name, people, projects, workspaces }, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const organization = useOrganization();
  const open = useOpen();
  const remove = useChange(async () => api.teams.deleteTeam({ params: { team: id } }), [], () => open(paths.organizationSettings(organization, "teams")));
  const reach = projects.length + workspaces.length;
  return (
    <ConfirmDialog opened onClose={onClose} title={`Delete the team ${name}`} confirm="Delete the team" typed={name} change={remove} onConfirm={() => remove.mutate()}>
      {people.length === 1 ? "1 person loses" : `${people.length} people lose`} what it allowed{reach > 0 && `, access to ${reach === 1 ? "1 project or workspace" : `${reach} projects and workspaces`} included`}; who is in no other team leaves the organization. Its tokens stop working at once.
    </ConfirmDialog>
  );
}
