import type { Account } from "@lockstep/contract";
import { ActionIcon, Badge, Group, Menu, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconDots, IconLink, IconLock, IconLockOpen, IconSearch, IconShield, IconShieldOff } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Pager } from "../../components/Pager.tsx";
import { Section } from "../../components/Section.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useWhoAmI } from "../../hooks/usePlace.ts";
import { AccountStatus } from "../../components/AccountStatus.tsx";
import { AccountChange, type AskedChange } from "./AccountChange.tsx";

const size = 50;

/** Everybody with an account on this server, for its admins. */
export function AllAccounts() {
  const [search] = useFilter("search");
  const [page, setPage] = useFilter("page", "1");
  const [asked, setAsked] = useState<{ readonly account: Account; readonly what: AskedChange } | null>(null);
  const query = useQuery({ ...ask("accounts", "listAccounts", { query: { page: Number(page), size, ...(search !== "" && { search }) } }), placeholderData: keepPreviousData });
  return (
    <Section title="All accounts" description="People join by an invitation into a team of an organization. An admin of the site sees all accounts and makes organizations; workspaces are seen by teams alone.">
      <Search />
      <Answered query={query} loading={<Loading rows={4} />}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Text>Nobody is called like that.</Text>
          ) : (
            <>
              <TableCard label="List of accounts" columns={[{ label: "Name" }, { label: "Status", width: 110 }, { label: "Since" }, { label: "Actions", width: 80 }]} minWidth={560}>
                {items.map((account) => (
                  <Row key={account.id} account={account} onAsk={(what) => setAsked({ account, what })} />
                ))}
              </TableCard>
              <Pager page={Number(page)} size={size} total={total} onPage={(next) => setPage(String(next))} of="accounts" />
            </>
          )
        }
      </Answered>
      {asked && <AccountChange account={asked.account} what={asked.what} onClose={() => setAsked(null)} />}
    </Section>
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
    />
  );
}

function Row({ account: { id, username, email, siteAdmin, status, createdAt }, onAsk }: { readonly account: Account; readonly onAsk: (what: AskedChange) => void }) {
  const me = useWhoAmI().account?.id === id;
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={8}>
          <Text fw={600}>{username}</Text>
          {me && <Text c="dimmed">(you)</Text>}
          {siteAdmin && (
            <Badge variant="default" radius="sm" tt="none">
              Admin of the site
            </Badge>
          )}
        </Group>
        {email !== username && (
          <Text size="sm" c="dimmed">
            {email}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <AccountStatus status={status} />
      </Table.Td>
      <Table.Td>
        <Moment at={createdAt} />
      </Table.Td>
      <Table.Td>
        <Menu position="bottom-end" width={240}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${username}`}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {status !== "disabled" && (
              <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={() => onAsk("link")}>
                {status === "invited" ? "New invitation link" : "Link for a new password"}
              </Menu.Item>
            )}
            <Menu.Item leftSection={siteAdmin ? <IconShieldOff size={16} aria-hidden /> : <IconShield size={16} aria-hidden />} onClick={() => onAsk(siteAdmin ? "no-admin" : "admin")}>
              {siteAdmin ? "No longer admin of the site" : "Make admin of the site"}
            </Menu.Item>
            {status === "disabled" ? (
              <Menu.Item leftSection={<IconLockOpen size={16} aria-hidden />} onClick={() => onAsk("enable")}>
                Enable
              </Menu.Item>
            ) : (
              !me && (
                <Menu.Item leftSection={<IconLock size={16} aria-hidden />} c="var(--mantine-color-error)" onClick={() => onAsk("disable")}>
                  Disable
                </Menu.Item>
              )
            )}
          </Menu.Dropdown>
        </Menu>
      </Table.Td>
    </Table.Tr>
  );
}
