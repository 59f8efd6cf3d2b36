import type { OktaOrg } from "@lockstep/contract";
import { Anchor, Breadcrumbs, Button, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { OktaOrgForm } from "../../components/forms/OktaOrgForm.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { useMay, useOrganization, useParam } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { OrgHealth } from "./OrgHealth.tsx";
import { OrgLimits } from "./OrgLimits.tsx";
import { OrgLog } from "./OrgLog.tsx";
import { OrgWorkspaces } from "./OrgWorkspaces.tsx";

/** An Okta org: its health, its rate limits as they are now, its log, and who uses it. */
export function OktaOrgPage() {
  const organization = useOrganization();
  const id = useParam("oktaOrg");
  const query = useQuery(ask("oktaOrgs", "show", { params: { id } }));
  return (
    <Stack gap="xs">
      <Breadcrumbs separatorMargin={6}>
        <PageLink to={paths.oktaOrgs(organization)}>Okta orgs</PageLink>
        <span>{query.data?.name ?? "…"}</span>
      </Breadcrumbs>
      {query.isError && query.data === undefined && <PageHeader title="Okta org" within={organization} />}
      <Answered query={query}>{(org) => <Parts key={org.id} org={org} />}</Answered>
    </Stack>
  );
}

function Parts({ org }: { readonly org: OktaOrg }) {
  const organization = useOrganization();
  const may = useMay();
  const [asked, setAsked] = useState<"edit" | "disconnect" | null>(null);
  const check = useChange(async () => api.oktaOrgs.check({ params: { id: org.id } }), ["oktaOrgs"]);
  return (
    <>
      <PageHeader
        title={org.name}
        within={organization}
        description={
          <Anchor href={org.url} target="_blank" rel="noreferrer" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {org.url}
          </Anchor>
        }
        actions={
          <>
            <Button variant="default" onClick={() => check.mutate()} loading={check.isPending}>
              Check now
            </Button>
            {may("okta-org.write") && (
              <>
                <Button variant="default" onClick={() => setAsked("edit")}>
                  Edit or replace credentials
                </Button>
                <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsked("disconnect")}>
                  Disconnect
                </Button>
              </>
            )}
          </>
        }
      />
      <Stack gap="lg">
        <ChangeProblem problem={check.error} />
        <OrgHealth org={org} />
        <OrgLimits id={org.id} />
        <OrgLog org={org} />
        <OrgWorkspaces org={org} />
      </Stack>
      <Modal opened={asked === "edit"} onClose={() => setAsked(null)} title={`Edit ${org.name}`} size="lg" closeOnClickOutside={false} closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
        <OktaOrgForm org={org} onDone={() => setAsked(null)} onCancel={() => setAsked(null)} />
      </Modal>
      {asked === "disconnect" && <Disconnecting org={org} onClose={() => setAsked(null)} />}
    </>
  );
}

function Disconnecting({ org: { id, name, workspaces }, onClose }: { readonly org: OktaOrg; readonly onClose: () => void }) {
  const organization = useOrganization();
  const open = useOpen();
  const remove = useChange(async () => api.oktaOrgs.remove({ params: { id } }), [], () => open(paths.oktaOrgs(organization)));
  return (
    <ConfirmDialog opened onClose={onClose} title={`Disconnect ${name}`} confirm="Disconnect" change={remove} onConfirm={() => remove.mutate()}>
      {workspaces.length === 0 ? (
        <Text>The credentials are deleted, and its event hook address stops working. Nothing changes in the org.</Text>
      ) : (
        <Text>
          {workspaces.length === 1 ? "A workspace uses" : `${workspaces.length} workspaces use`} it: {workspaces.map((workspace) => workspace.name).join(", ")}. It can be disconnected when they are connected to another org.
        </Text>
      )}
    </ConfirmDialog>
  );
}
