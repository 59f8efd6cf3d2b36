import { ActionIcon, Anchor, Button, Group, Menu, Paper, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconDots, IconLink, IconSearch, IconUserMinus, IconUserPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Pager } from "../../components/Pager.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useMay, useOrganization, useWhoAmI } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { AccountStatus } from "../../components/AccountStatus.tsx";
import { InviteDialog, LinkDialog } from "./InviteDialog.tsx";

type Member = AnswerOf<"teams", "listMembers">["items"][number];

const size = 50;
const columns = [{ label: "Name" }, { label: "Teams" }, { label: "Status" }, { label: "Last seen" }];

/** Everybody in the organization. */
export function PeopleSettings() {
  const organization = useOrganization();
  const may = useMay();
  const [search] = useFilter("search");
  const [page, setPage] = useFilter("page", "1");
  const [inviting, setInviting] = useState(false);
  const [asked, setAsked] = useState<{ readonly member: Member; readonly what: "link" | "remove" } | null>(null);
  const query = useQuery({ ...ask("teams", "listMembers", { params: { organization }, query: { page: Number(page), size, ...(search !== "" && { search }) } }), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader
        title="People"
        within={organization}
        description="Who belongs to the organization, by the teams they are in."
        actions={
          may("team.write") && (
            <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
              Invite
            </Button>
          )
        }
      />
      <Search />
      <Answered query={query}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Paper withBorder p="lg">
              <Text>Nobody is called like that.</Text>
            </Paper>
          ) : (
            <>
              <TableCard label="People" columns={may("team.write") ? [...columns, { label: "Actions", width: 80 }] : columns} minWidth={640}>
                {items.map((member) => (
                  <Row key={member.id} member={member} onAsk={(what) => setAsked({ member, what })} />
                ))}
              </TableCard>
              <Pager page={Number(page)} size={size} total={total} onPage={(next) => setPage(String(next))} of="people" />
            </>
          )
        }
      </Answered>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {asked?.what === "link" && <LinkDialog member={asked.member} onClose={() => setAsked(null)} />}
      {asked?.what === "remove" && <Removal member={asked.member} onClose={() => setAsked(null)} />}
    </>
  );
}

function Search() {
  const [search] = useFilter("search");
  const setFilters = useFilters();
  const [typed, setTyped] = useState(search);
  const settle = useDebouncedCallback((text: string) => setFilters({ search: text === "" ? undefined : text, page: undefined }), 250);
  return (
    <TextInput
      aria-label="Search by name or e-mail"
      placeholder="Search by name or e-mail"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        settle(value);
      }}
      maw={320}
      mb="sm"
    />
  );
}

function Row({ member, onAsk }: { readonly member: Member; readonly onAsk: (what: "link" | "remove") => void }) {
  const organization = useOrganization();
  const may = useMay();
  const who = useWhoAmI();
  const { username, email, teams, status, lastSeenAt } = member;
  const owner = who.organizations.some(({ name, owner: owns }) => name === organization && owns);
  return (
    <Table.Tr>
      <Table.Td>
        <Text inherit fw={600}>
          {username}
          {who.account?.id === member.id && (
            <Text span inherit fw={400} c="dimmed">
              {" "}
              (you)
            </Text>
          )}
        </Text>
        {email !== username && (
          <Anchor href={`mailto:${email}`} size="sm" c="dimmed">
            {email}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={8}>
          {teams.map(({ id, name }) => (
            <PageLink key={id} to={paths.team(organization, id)} inherit>
              {name}
            </PageLink>
          ))}
        </Group>
      </Table.Td>
      <Table.Td>
        <AccountStatus status={status} />
      </Table.Td>
      <Table.Td>{lastSeenAt === null ? <Text inherit c="dimmed">never</Text> : <Moment at={lastSeenAt} />}</Table.Td>
      {may("team.write") && (
        <Table.Td>
          <Menu position="bottom-end" width={230}>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${username}`}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {owner && status !== "disabled" && (
                <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={() => onAsk("link")}>
                  {status === "invited" ? "New invitation link" : "Link for a new password"}
                </Menu.Item>
              )}
              <Menu.Item leftSection={<IconUserMinus size={16} aria-hidden />} c="var(--mantine-color-error)" onClick={() => onAsk("remove")}>
                Remove from the organization
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function Removal({ member: { id, username, teams }, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const organization = useOrganization();
  const remove = useChange(async () => api.teams.removeMember({ params: { organization, account: id } }), ["teams", "accounts", "organizations"], onClose);
  return (
    <ConfirmDialog opened onClose={onClose} title={`Remove ${username} from ${organization}`} confirm="Remove" change={remove} onConfirm={() => remove.mutate()}>
      {username} leaves {teams.length === 1 ? `the team ${teams[0]?.name ?? ""}` : `${teams.length} teams (${teams.map(({ name }) => name).join(", ")})`} and sees nothing of the organization any more. The account stays; what it did stays on record.
    </ConfirmDialog>
  );
}
