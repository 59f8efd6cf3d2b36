import { ActionIcon, Button, Group, Select, Table, Text, Tooltip } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconUserMinus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { AccountStatus } from "../../components/AccountStatus.tsx";
import type { Team } from "./team-access.ts";

type Person = Team["people"][number];

/** Who is in the team. */
export function TeamMembers({ team, managed }: { readonly team: Team; readonly managed: boolean }) {
  const organization = useOrganization();
  const [leaving, setLeaving] = useState<Person | null>(null);
  const columns = [{ label: "Name" }, { label: "E-mail" }, { label: "Status" }];
  return (
    <Section
      title="People"
      description={
        managed && (
          <>
            Who does not belong to the organization yet is invited under <PageLink to={paths.organizationSettings(organization, "members")} underline="always">People</PageLink>.
          </>
        )
      }
    >
      {managed && <Adding team={team} />}
      {team.people.length === 0 ? (
        <Text size="sm" c="dimmed">Nobody is in this team.</Text>
      ) : (
        <TableCard label="People of the team" columns={managed ? [...columns, { label: "Actions", width: 80 }] : columns} minWidth={440}>
          {team.people.map((person) => (
            <Table.Tr key={person.id}>
              <Table.Td fw={600}>{person.username}</Table.Td>
              <Table.Td>{person.email}</Table.Td>
              <Table.Td>
                <AccountStatus status={person.status} />
              </Table.Td>
              {managed && (
                <Table.Td>
                  <Tooltip label="Take out of the team">
                    <ActionIcon variant="subtle" color="red" aria-label={`Take ${person.username} out of the team`} onClick={() => setLeaving(person)}>
                      <IconUserMinus size={16} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </TableCard>
      )}
      {leaving && <Leaving team={team} person={leaving} onClose={() => setLeaving(null)} />}
    </Section>
  );
}

function Adding({ team }: { readonly team: Team }) {
  const organization = useOrganization();
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  // What stands in the field after somebody is chosen is that person's name, and nothing to search for.
  const [search] = useDebouncedValue(chosen === null ? typed : "", 200);
  const { data } = useQuery({ ...ask("teams", "listMembers", { params: { organization }, query: { size: 50, ...(search !== "" && { search }) } }), placeholderData: keepPreviousData });
  const add = useChange(async (account: string) => api.teams.addTeamMember({ params: { team: team.id, account } }), ["teams", "accounts"], () => {
    setChosen(null);
    setTyped("");
  });
  const inside = new Set(team.people.map(({ id }) => id));
  const others = (data?.items ?? []).filter(({ id }) => !inside.has(id));
  return (
    <>
      <Group align="flex-end" gap="xs">
        <Select
          label="Add somebody of the organization"
          placeholder="Name or e-mail"
          data={others.map(({ id, username, email }) => ({ value: id, label: username === email ? username : `${username} (${email})` }))}
          value={chosen}
          onChange={setChosen}
          searchable
          searchValue={typed}
          onSearchChange={setTyped}
          nothingFoundMessage="Everybody like that is in the team already, or is not in the organization."
          flex="1 1 14rem"
          maw={420}
        />
        <Button onClick={() => chosen !== null && add.mutate(chosen)} disabled={chosen === null} loading={add.isPending}>
          Add
        </Button>
      </Group>
      <ChangeProblem problem={add.error} />
    </>
  );
}

function Leaving({ team, person, onClose }: { readonly team: Team; readonly person: Person; readonly onClose: () => void }) {
  const remove = useChange(async () => api.teams.removeTeamMember({ params: { team: team.id, account: person.id } }), ["teams", "accounts", "organizations"], onClose);
  return (
    <ConfirmDialog opened onClose={onClose} title={`Take ${person.username} out of ${team.name}`} confirm="Take out" change={remove} onConfirm={() => remove.mutate()}>
      {person.username} loses what this team allows, at once. Who is in no other team leaves the organization.
    </ConfirmDialog>
  );
}
