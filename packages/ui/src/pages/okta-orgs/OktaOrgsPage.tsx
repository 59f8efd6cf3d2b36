import type { OktaOrg } from "@lockstep/contract";
import { Anchor, Button, Group, Modal, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconBuildingSkyscraper, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { changeColors } from "../../components/ChangeCounts.tsx";
import { Empty } from "../../components/Empty.tsx";
import { Facts } from "../../components/Facts.tsx";
import { OktaOrgForm } from "../../components/forms/OktaOrgForm.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { engineWords } from "./engine-words.ts";
import { stateOfOrg, watchWords } from "./org-state.ts";
import { OrgBadge } from "./OrgBadge.tsx";

/** The Okta orgs of the organization: whether each answers, how its log is followed, and who uses it. */
export function OktaOrgsPage() {
  const organization = useOrganization();
  const may = useMay();
  const open = useOpen();
  const [connecting, setConnecting] = useState(false);
  const query = useQuery(ask("oktaOrgs", "list", { params: { organization } }));
  const connect = may("okta-org.write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setConnecting(true)}>
      Connect an Okta org
    </Button>
  );
  return (
    <>
      <PageHeader title="Okta orgs" within={organization} description="The orgs that workspaces keep in lockstep with code." actions={query.data !== undefined && query.data.items.length > 0 && connect} />
      <Answered query={query} loading={<Loading rows={2} height={220} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={IconBuildingSkyscraper} title="No Okta org is connected" action={connect}>
              With its address and an API token, or a service app, Lockstep looks at once whether the org answers and what is missing. Workspaces then use it without credentials of their own.
            </Empty>
          ) : (
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
              {items.map((org) => (
                <OrgCard key={org.id} org={org} />
              ))}
            </SimpleGrid>
          )
        }
      </Answered>
      <Modal opened={connecting} onClose={() => setConnecting(false)} title="Connect an Okta org" size="lg" closeOnClickOutside={false} closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
        <OktaOrgForm onDone={({ id }) => open(paths.oktaOrg(organization, id))} onCancel={() => setConnecting(false)} />
      </Modal>
    </>
  );
}

const namesShown = 4;

function OrgCard({ org }: { readonly org: OktaOrg }) {
  const organization = useOrganization();
  const { id, name, url, health, checkedAt, watch, openDrifts, workspaces } = org;
  const state = stateOfOrg(org);
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="article" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="xs">
          <Stack gap={0} miw={0} flex="1 1 10rem">
            <Title order={2} style={{ overflowWrap: "anywhere" }}>
              <PageLink to={paths.oktaOrg(organization, id)} inherit>
                {name}
              </PageLink>
            </Title>
            <Anchor href={url} target="_blank" rel="noreferrer" size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
              {url.replace(/^https:\/\//, "")}
            </Anchor>
          </Stack>
          <OrgBadge {...state} />
        </Group>
        {state.problem !== undefined && (
          <Text size="sm" c={state.color === "red" ? changeColors.destroy : changeColors.change} style={{ overflowWrap: "anywhere" }}>
            {state.problem}
          </Text>
        )}
        <Facts
          rows={[
            ["Company", health?.company !== undefined && `${health.company}${health.engine === undefined ? "" : `, ${engineWords[health.engine]}`}`],
            ["Signed in as", health?.principal],
            ["System Log", `${watchWords[watch.status].label.toLowerCase()}${watch.requestsLastHour > 0 ? `, ${watch.requestsLastHour} ${watch.requestsLastHour === 1 ? "request" : "requests"} in the last hour` : ""}`],
            [
              "Open drift",
              openDrifts === 0 ? (
                "none"
              ) : (
                <Text key="drift" span inherit fw={600} c={changeColors.change}>
                  {openDrifts === 1 ? "1 object" : `${openDrifts} objects`}
                </Text>
              ),
            ],
            [
              "Workspaces",
              workspaces.length === 0 ? (
                "none"
              ) : (
                <Group key="workspaces" gap={10} component="span">
                  {workspaces.slice(0, namesShown).map((workspace) => (
                    <PageLink key={workspace.id} to={paths.workspace(organization, workspace.name)} inherit>
                      {workspace.name}
                    </PageLink>
                  ))}
                  {workspaces.length > namesShown && <span>and {workspaces.length - namesShown} more</span>}
                </Group>
              ),
            ],
            ["Looked at", checkedAt === null ? "never" : <Moment key="at" at={checkedAt} />],
          ]}
        />
      </Stack>
    </Paper>
  );
}
