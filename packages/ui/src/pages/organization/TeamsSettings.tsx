import { Button, Table, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { rightWords } from "../../components/access-words.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { FormDialog } from "../../components/FormDialog.tsx";
import { fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

/** The teams of the organization. */
export function TeamsSettings() {
  const organization = useOrganization();
  const may = useMay();
  const [making, setMaking] = useState(false);
  const query = useQuery(ask("teams", "listTeams", { params: { organization } }));
  return (
    <>
      <PageHeader
        title="Teams"
        within={organization}
        description="People may do what their teams may do. Who is in no team does not belong to the organization."
        actions={
          may("team.write") && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
              New team
            </Button>
          )
        }
      />
      <Answered query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={IconUsersGroup} title="No team">
              Teams that you may see would be here.
            </Empty>
          ) : (
            <TableCard label="Teams" columns={[{ label: "Team" }, { label: "Rights over the organization" }, { label: "People", right: true }, { label: "Made" }]} minWidth={640}>
              {items.map(({ id, name, isOwners, rights, members, createdAt }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <PageLink to={paths.team(organization, id)} inherit fw={600}>
                      {name}
                    </PageLink>
                  </Table.Td>
                  <Table.Td>{isOwners ? "Everything" : rights.length === 0 ? <Text inherit c="dimmed">none</Text> : rights.map((right) => rightWords[right].label).join(", ")}</Table.Td>
                  <Table.Td ta="right" className="figures">
                    {members}
                  </Table.Td>
                  <Table.Td>
                    <Moment at={createdAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </TableCard>
          )
        }
      </Answered>
      {making && <NewTeam onClose={() => setMaking(false)} />}
    </>
  );
}

function NewTeam({ onClose }: { readonly onClose: () => void }) {
  const organization = useOrganization();
  const open = useOpen();
  const form = useForm({ initialValues: { name: "" } });
  const make = useChange(async (body: { name: string }) => api.teams.createTeam({ params: { organization }, body }), ["teams", "organizations"], ({ id }) => open(paths.team(organization, id)));
  return (
    <FormDialog opened onClose={onClose} title="New team" submit="Make the team" change={make} fields={["name"]} onSubmit={form.onSubmit((values) => make.mutate(values))}>
      <TextInput label="Name" description="Up to 90 letters, digits, dashes and underscores. Its rights and people come next." required autoComplete="off" data-autofocus {...form.getInputProps("name")} error={fieldProblem(make.error, "name")} />
    </FormDialog>
  );
}
