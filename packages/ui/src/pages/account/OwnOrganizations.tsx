import { Badge, Button, Group, Table, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconBuildingCommunity, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { FormDialog } from "../../components/FormDialog.tsx";
import { fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { Loading } from "../../components/Loading.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useWhoAmI } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

/** Where one belongs, by which teams; admins of the site make new ones. */
export function OwnOrganizations() {
  const { account, organizations: mine } = useWhoAmI();
  const [making, setMaking] = useState(false);
  const query = useQuery(ask("organizations", "listOrganizations", {}));
  const admin = account?.siteAdmin === true;
  const button = admin && (
    <Button variant={mine.length === 0 ? "filled" : "default"} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
      New organization
    </Button>
  );
  return (
    <>
      {mine.length === 0 ? (
        <Empty icon={IconBuildingCommunity} title="You belong to no organization" action={button}>
          {admin ? "An organization owns workspaces. Make one, or ask an owner to add you to a team." : `An organization owns workspaces. Ask an owner of yours to add you to a team: your address here is ${account?.email ?? ""}.`}
        </Empty>
      ) : (
        <Section title="Your organizations" actions={button}>
          <Answered query={query} loading={<Loading rows={2} />}>
            {({ items }) => (
              <TableCard label="List of your organizations" columns={[{ label: "Organization" }, { label: "Teams" }, { label: "Workspaces", right: true }, { label: "People", right: true }]} minWidth={460}>
                {items.map(({ id, name, workspaces, members }) => (
                  <Table.Tr key={id}>
                    <Table.Td>
                      <PageLink to={paths.environments(name)} fw={600}>
                        {name}
                      </PageLink>
                    </Table.Td>
                    <Table.Td>
                      <Teams names={mine.find((each) => each.id === id)?.teams.map((team) => team.name) ?? []} />
                    </Table.Td>
                    <Table.Td ta="right" className="figures">
                      {workspaces}
                    </Table.Td>
                    <Table.Td ta="right" className="figures">
                      {members}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </TableCard>
            )}
          </Answered>
        </Section>
      )}
      {making && <NewOrganization onClose={() => setMaking(false)} />}
    </>
  );
}

function Teams({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return <Text c="dimmed">none</Text>;
  return (
    <Group gap={6}>
      {names.map((name) => (
        <Badge key={name} variant="default" radius="sm" tt="none">
          {name}
        </Badge>
      ))}
    </Group>
  );
}

function NewOrganization({ onClose }: { readonly onClose: () => void }) {
  const open = useOpen();
  const form = useForm({ initialValues: { name: "" } });
  const make = useChange(async (body: { name: string }) => api.organizations.createOrganization({ body }), ["organizations", "accounts"], ({ name }) => open(paths.start(name)));
  return (
    <FormDialog opened onClose={onClose} title="New organization" submit="Make the organization" change={make} fields={["name"]} onSubmit={form.onSubmit((values) => make.mutate(values))}>
      <TextInput label="Name" description="3 to 40 letters, digits, dashes and underscores. You become its owner." required autoComplete="off" data-autofocus {...form.getInputProps("name")} error={fieldProblem(make.error, "name")} />
    </FormDialog>
  );
}
