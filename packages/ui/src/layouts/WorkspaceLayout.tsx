import { Anchor, Badge, Breadcrumbs, Group, ScrollArea, Skeleton, Stack, Tabs, Text, Tooltip } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { Outlet, useLocation } from "@tanstack/react-router";
import { Suspense } from "react";
import { exactTime } from "../components/Moment.tsx";
import { Loading } from "../components/Loading.tsx";
import { PageLink, useLinkTo } from "../components/PageLink.tsx";
import { useOrganization, useParam, useWorkspace } from "../hooks/usePlace.ts";
import { paths } from "../paths.ts";

/** The frame of a workspace: where one is, and its parts as tabs. */
export function WorkspaceLayout() {
  const organization = useOrganization();
  const name = useParam("workspace");
  return (
    <Stack gap="md">
      <Breadcrumbs separatorMargin={6}>
        <PageLink to={paths.environments(organization)}>Environments</PageLink>
        <PageLink to={paths.workspace(organization, name)} fw={600}>
          {name}
        </PageLink>
      </Breadcrumbs>
      <Suspense fallback={<Skeleton height={36} />}>
        <WorkspaceTabs />
      </Suspense>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </Stack>
  );
}

function WorkspaceTabs() {
  const organization = useOrganization();
  const workspace = useWorkspace();
  const { pathname } = useLocation();
  const linkTo = useLinkTo();
  const { name, drift, lock, oktaOrg } = workspace;
  const home = paths.workspace(organization, name);
  const tabs = [
    { value: "overview", label: "Overview", to: home },
    { value: "runs", label: "Runs", to: paths.workspaceRuns(organization, name) },
    { value: "drift", label: "Drift", to: paths.workspaceDrift(organization, name), count: drift.open },
    { value: "resources", label: "Resources", to: paths.resources(organization, name) },
    { value: "outputs", label: "Outputs", to: paths.outputs(organization, name) },
    { value: "states", label: "States", to: paths.states(organization, name) },
    { value: "variables", label: "Variables", to: paths.variables(organization, name) },
    { value: "settings", label: "Settings", to: paths.workspaceSettings(organization, name) },
  ];
  const current = tabs.find(({ value }) => pathname.startsWith(`${home}/${value}`))?.value ?? "overview";
  return (
    <Stack gap={6}>
      <Group gap="xs">
        {oktaOrg && (
          <Anchor href={oktaOrg.address} target="_blank" rel="noreferrer" size="sm" c="dimmed">
            {oktaOrg.name}
          </Anchor>
        )}
        {lock && lock.kind !== "run" && (
          <Tooltip label={`${lock.reason === "" ? "No reason was given" : lock.reason}${lock.since === null ? "" : `, since ${exactTime(lock.since)}`}`}>
            <Badge color="gray" variant="light" radius="sm" tt="none" leftSection={<IconLock size={12} aria-hidden />} c="light-dark(var(--mantine-color-gray-9), var(--mantine-color-gray-2))">
              Locked by {lock.by}
            </Badge>
          </Tooltip>
        )}
      </Group>
      <ScrollArea type="never" scrollbars="x">
        <Tabs value={current} component="nav" aria-label="Workspace">
          <Tabs.List style={{ flexWrap: "nowrap" }}>
            {tabs.map(({ value, label, to, count = 0 }) => (
              <Tabs.Tab key={value} value={value} {...linkTo(to)} rightSection={count > 0 ? <Text span size="xs" fw={700} c="light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-3))">{`${count}`}</Text> : undefined}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
      </ScrollArea>
    </Stack>
  );
}
