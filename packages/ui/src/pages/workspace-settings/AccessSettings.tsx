import type { AccessLevel } from "@lockstep/contract";
import { ActionIcon, Button, Group, Paper, Select, Stack, Table, Title } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { levelLabels } from "../../components/access-words.ts";
import { AccessLevels, AccessSelect } from "../../components/AccessLevels.tsx";
import { Answered } from "../../components/Answered.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useMayInWorkspace, useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Given = AnswerOf<"teams", "listWorkspaceTeams">["items"][number];

/** Which teams reach the workspace, and through what. */
export function AccessSettings() {
  const { id, name } = useWorkspace();
  const mayGive = useMayInWorkspace()("workspace.access");
  const query = useQuery(ask("teams", "listWorkspaceTeams", { params: { workspace: id } }));
  return (
    <>
      <PageHeader title="Access" within={name} description="Which teams reach this workspace. Of several ways the highest counts." />
      <Stack gap="lg">
        <Answered query={query}>{({ items }) => <Teams items={items} mayGive={mayGive} />}</Answered>
        <Levels />
      </Stack>
    </>
  );
}

function Teams({ items, mayGive }: { readonly items: readonly Given[]; readonly mayGive: boolean }) {
  const organization = useOrganization();
  const { id: workspace, project } = useWorkspace();
  const give = useChange(async ({ team, access }: { team: string; access: AccessLevel }) => api.teams.giveWorkspace({ params: { team, workspace }, body: { access } }), ["teams", "workspaces"]);
  const take = useChange(async (team: string) => api.teams.takeWorkspace({ params: { team, workspace } }), ["teams", "workspaces"]);
  const ways: Readonly<Record<Given["through"], string>> = { workspace: "This workspace", project: `The project ${project.name}`, organization: "Rights over the organization" };
  const direct = items.filter(({ through }) => through === "workspace").map(({ team }) => team);
  return (
    <Stack gap="sm">
      <TableCard label="Teams" columns={[{ label: "Team" }, { label: "Access", width: 170 }, { label: "Through" }, ...(mayGive ? [{ label: "Actions", width: 90, right: true }] : [])]} minWidth={520}>
        {items.map(({ team, name, access, through }) => (
          <Table.Tr key={`${team}/${through}`}>
            <Table.Td>
              <PageLink to={paths.team(organization, team)} fz="sm" fw={600}>
                {name}
              </PageLink>
            </Table.Td>
            <Table.Td>
              {mayGive && through === "workspace" ? <AccessSelect label={`Access of ${name}`} hiddenLabel value={access} onChange={(level) => level !== access && give.mutate({ team, access: level })} /> : levelLabels[access]}
            </Table.Td>
            <Table.Td>{ways[through]}</Table.Td>
            {mayGive && (
              <Table.Td ta="right">
                {through === "workspace" && (
                  <ActionIcon variant="subtle" color="gray" aria-label={`Take access from ${name}`} loading={take.isPending && take.variables === team} onClick={() => take.mutate(team)}>
                    <IconX size={17} aria-hidden />
                  </ActionIcon>
                )}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </TableCard>
      <ChangeProblem problem={give.error ?? take.error} />
      {mayGive && <GiveAccess direct={direct} give={give} />}
    </Stack>
  );
}

interface GiveProps {
  readonly direct: readonly string[];
  readonly give: { readonly isPending: boolean; readonly mutate: (input: { team: string; access: AccessLevel }, options?: { onSuccess?: () => void }) => void };
}

function GiveAccess({ direct, give }: GiveProps) {
  const organization = useOrganization();
  const { data } = useQuery(ask("teams", "listTeams", { params: { organization } }));
  const [team, setTeam] = useState<string | null>(null);
  const [access, setAccess] = useState<AccessLevel>("read");
  const choices = (data?.items ?? []).filter(({ id, isOwners }) => !isOwners && !direct.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  if (data && choices.length === 0) return null;
  return (
    <Paper withBorder p="md" maw={760}>
      <Group align="flex-end" gap="xs">
        <Select label="Team" placeholder="Choose a team" data={choices} value={team} onChange={setTeam} searchable={choices.length > 8} flex="1 1 12rem" />
        <AccessSelect label="Access" value={access} onChange={setAccess} />
        <Button variant="default" disabled={team === null} loading={give.isPending} onClick={() => team !== null && give.mutate({ team, access }, { onSuccess: () => setTeam(null) })}>
          Give access
        </Button>
      </Group>
    </Paper>
  );
}

function Levels() {
  return (
    <Stack gap="sm">
      <Title order={2}>Levels of access</Title>
      <AccessLevels />
    </Stack>
  );
}
