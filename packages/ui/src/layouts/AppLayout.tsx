import { AppShell, Burger, Container, Group, NavLink } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAdjustments, IconBraces, IconBuildingSkyscraper, IconLayoutGrid, IconListDetails, IconWaveSine, type Icon } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { followOrganization, type Connection } from "../api/live.ts";
import { Loading } from "../components/Loading.tsx";
import { PageLink, useLinkTo } from "../components/PageLink.tsx";
import { useOrganization } from "../hooks/usePlace.ts";
import { paths } from "../paths.ts";
import { AccountMenu } from "./AccountMenu.tsx";
import { Brand } from "./Brand.tsx";
import { ColorSchemeButton } from "./ColorSchemeButton.tsx";
import { ConnectionSign } from "./ConnectionSign.tsx";
import { OrganizationMenu } from "./OrganizationMenu.tsx";

interface Entry {
  readonly label: string;
  readonly icon: Icon;
  readonly to: string;
  /** Addresses that belong to it begin with these. */
  readonly covers: readonly string[];
}

const entriesOf = (organization: string): readonly Entry[] => {
  const home = paths.environments(organization);
  return [
    { label: "Environments", icon: IconLayoutGrid, to: home, covers: [`${home}/workspaces`, `${home}/new-workspace`, `${home}/start`] },
    { label: "Runs", icon: IconListDetails, to: paths.runs(organization), covers: [] },
    { label: "Drift", icon: IconWaveSine, to: paths.drift(organization), covers: [] },
    { label: "Okta orgs", icon: IconBuildingSkyscraper, to: paths.oktaOrgs(organization), covers: [] },
    { label: "Variable sets", icon: IconBraces, to: paths.variableSets(organization), covers: [] },
    { label: "Settings", icon: IconAdjustments, to: paths.organizationSettings(organization), covers: [`${home}/settings`] },
  ];
};

/** The frame of an organization: its parts at the left, live from the first moment. */
export function AppLayout() {
  const organization = useOrganization();
  const [opened, { toggle, close }] = useDisclosure();
  const connection = useLive(organization);
  const { pathname } = useLocation();
  const linkTo = useLinkTo();
  const home = paths.environments(organization);
  const isHere = ({ to, covers }: Entry): boolean => pathname === to || (to !== home && pathname.startsWith(`${to}/`)) || covers.some((cover) => pathname.startsWith(cover));
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 210, breakpoint: "sm", collapsed: { mobile: !opened } }} padding={0}>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
            <PageLink to={home} c="inherit" underline="never" aria-label="Lockstep: environments">
              <Brand />
            </PageLink>
            <OrganizationMenu />
          </Group>
          <Group gap={4} wrap="nowrap">
            <ConnectionSign connection={connection} />
            <ColorSchemeButton />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Main">
        {entriesOf(organization).map((entry) => (
          <NavLink key={entry.label} active={isHere(entry)} aria-current={isHere(entry) ? "page" : undefined} label={entry.label} leftSection={<entry.icon size={18} stroke={1.7} aria-hidden />} {...linkTo(entry.to)} onClickCapture={close} style={{ borderRadius: "var(--mantine-radius-md)" }} />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Container size="xl" py="lg" px={{ base: "sm", sm: "lg" }}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}

function useLive(organization: string): Connection {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>("connecting");
  useEffect(() => followOrganization(organization, queries, setConnection), [organization, queries]);
  return connection;
}
