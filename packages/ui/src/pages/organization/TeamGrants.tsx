import type { AccessLevel } from "@lockstep/contract";
import { ActionIcon, Button, Collapse, Group, Select, Table, Text, Tooltip } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { levelLabels } from "../../components/access-words.ts";
import { AccessLevels, AccessSelect } from "../../components/AccessLevels.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import type { Team } from "./team-access.ts";

type Kind = "project" | "workspace";

interface Grant {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  readonly access: AccessLevel;
}

const give = async (team: Team, { kind, id }: Pick<Grant, "kind" | "id">, access: AccessLevel): Promise<void> =>
  kind === "project" ? api.teams.giveProject({ params: { team: team.id, project: id }, body: { access } }) : api.teams.giveWorkspace({ params: { team: team.id, workspace: id }, body: { access } });

const take = async (team: Team, { kind, id }: Grant): Promise<void> => (kind === "project" ? api.teams.takeProject({ params: { team: team.id, project: id } }) : api.teams.takeWorkspace({ params: { team: team.id, workspace: id } }));

/** Which projects and workspaces the team reaches, and how much of them. */
export function TeamGrants({ team }: { readonly team: Team }) {
  const may = useMay();
  const gives = may("workspace.create");
  const [shown, { toggle }] = useDisclosure();
  const [taken, setTaken] = useState<Grant | null>(null);
  const grants: readonly Grant[] = [...team.projects.map((each) => ({ kind: "project" as const, ...each })), ...team.workspaces.map((each) => ({ kind: "workspace" as const, ...each }))];
  const all = team.rights.includes("manage-workspaces") ? "By its rights the team has admin access to every workspace." : team.rights.includes("read-workspaces") ? "By its rights the team has read access to every workspace." : undefined;
  const columns = [{ label: "Name" }, { label: "Kind" }, { label: "Access" }];
  return (
    <Section
      title="Access to projects and workspaces"
      description={all ?? "Access to a project is access to all its workspaces, also to those made later. Of several, the highest counts."}
      actions={
        <Button variant="subtle" size="xs" onClick={toggle} aria-expanded={shown}>
          {shown ? "Hide what each level allows" : "What each level allows"}
        </Button>
      }
    >
      <Collapse expanded={shown}>
        <AccessLevels />
      </Collapse>
      {gives && <Giving team={team} />}
      {grants.length === 0 ? (
        <Text size="sm" c="dimmed">The team was given no project and no workspace.</Text>
      ) : (
        <TableCard label="Access of the team" columns={gives ? [...columns, { label: "Actions", width: 80 }] : columns} minWidth={440}>
          {grants.map((grant) => (
            <Row key={`${grant.kind} ${grant.id}`} team={team} grant={grant} gives={gives} onTake={() => setTaken(grant)} />
          ))}
        </TableCard>
      )}
      {taken && <Taking team={team} grant={taken} onClose={() => setTaken(null)} />}
    </Section>
  );
}

function Row({ team, grant, gives, onTake }: { readonly team: Team; readonly grant: Grant; readonly gives: boolean; readonly onTake: () => void }) {
  const organization = useOrganization();
  const { kind, name, access } = grant;
  const change = useChange(async (level: AccessLevel) => give(team, grant, level), ["teams"]);
  return (
    <Table.Tr>
      <Table.Td fw={600}>{kind === "workspace" ? <PageLink to={paths.workspace(organization, name)} inherit>{name}</PageLink> : name}</Table.Td>
      <Table.Td>{kind === "project" ? "Project" : "Workspace"}</Table.Td>
      <Table.Td>
        {gives ? <AccessSelect label={`Access to the ${kind} ${name}`} hiddenLabel value={change.isPending ? change.variables : access} onChange={(level) => change.mutate(level)} disabled={change.isPending} /> : levelLabels[access]}
        <ChangeProblem problem={change.error} />
      </Table.Td>
      {gives && (
        <Table.Td>
          <Tooltip label="Take away">
            <ActionIcon variant="subtle" color="red" aria-label={`Take away access to the ${kind} ${name}`} onClick={onTake}>
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function Giving({ team }: { readonly team: Team }) {
  const organization = useOrganization();
  const [chosen, setChosen] = useState<string | null>(null);
  const [level, setLevel] = useState<AccessLevel>("read");
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(chosen === null ? typed : "", 200);
  const query = { size: 50, ...(text !== "" && { search: text }) };
  const projects = useQuery({ ...ask("projects", "listProjects", { params: { organization }, query }), placeholderData: keepPreviousData });
  const workspaces = useQuery({ ...ask("workspaces", "listWorkspaces", { params: { organization }, query }), placeholderData: keepPreviousData });
  const add = useChange(
    async (target: string) => {
      const [kind = "", id = ""] = target.split(" ");
      await give(team, { kind: kind as Kind, id }, level);
    },
    ["teams"],
    () => {
      setChosen(null);
      setTyped("");
    },
  );
  const given = new Set([...team.projects, ...team.workspaces].map(({ id }) => id));
  const options = (kind: Kind, items: readonly { readonly id: string; readonly name: string }[] = []) => items.filter(({ id }) => !given.has(id)).map(({ id, name }) => ({ value: `${kind} ${id}`, label: name }));
  const groups = [
    { group: "Projects", items: options("project", projects.data?.items) },
    { group: "Workspaces", items: options("workspace", workspaces.data?.items) },
  ].filter(({ items }) => items.length > 0);
  return (
    <>
      <Group align="flex-end" gap="xs">
        <Select label="Project or workspace" placeholder="Search by name" data={groups} value={chosen} onChange={setChosen} searchable searchValue={typed} onSearchChange={setTyped} nothingFoundMessage="None that was not given already." flex="1 1 14rem" maw={360} />
        <AccessSelect label="Access" value={level} onChange={setLevel} />
        <Button onClick={() => chosen !== null && add.mutate(chosen)} disabled={chosen === null} loading={add.isPending}>
          Give access
        </Button>
      </Group>
      <ChangeProblem problem={add.error} />
    </>
  );
}

function Taking({ team, grant, onClose }: { readonly team: Team; readonly grant: Grant; readonly onClose: () => void }) {
  const remove = useChange(async () => take(team, grant), ["teams"], onClose);
  return (
    <ConfirmDialog opened onClose={onClose} title={`Take away access to ${grant.name}`} confirm="Take away" change={remove} onConfirm={() => remove.mutate()}>
      The team {team.name} loses {levelLabels[grant.access].toLowerCase()} access to {grant.kind === "project" ? `all workspaces of the project ${grant.name}` : `the workspace ${grant.name}`}, unless it has it by another way.
    </ConfirmDialog>
  );
}
