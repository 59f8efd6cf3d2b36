import { Breadcrumbs, Button, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { CopyField } from "../../components/CopyField.tsx";
import { Facts } from "../../components/Facts.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { VcsConnectionForm, type VcsWebhook } from "../../components/forms/VcsConnectionForm.tsx";
import { WebhookNote } from "../../components/forms/WebhookNote.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { useMay, useOrganization, useParam } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { ConnectionEvents } from "./ConnectionEvents.tsx";
import { ConnectionState } from "./ConnectionState.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";

type Connection = AnswerOf<"vcs", "readVcsConnection">;

/** A connection to a Git host: whether it works, its webhook, and what came by it. */
export function ConnectionPage() {
  const organization = useOrganization();
  const connection = useParam("connection");
  const query = useQuery(ask("vcs", "readVcsConnection", { params: { connection } }));
  return (
    <SettingsFrame current="git">
      <Stack gap="xs">
        <Breadcrumbs separatorMargin={6}>
          <PageLink to={paths.organizationSettings(organization, "git")}>Version control</PageLink>
          <span>{query.data?.name ?? "…"}</span>
        </Breadcrumbs>
        {query.isError && query.data === undefined && <PageHeader title="Connection" within={organization} />}
        <Answered query={query}>{(answer) => <Parts key={answer.id} connection={answer} />}</Answered>
      </Stack>
    </SettingsFrame>
  );
}

function Parts({ connection }: { readonly connection: Connection }) {
  const organization = useOrganization();
  const may = useMay();
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const { id, name, label, httpUrl, apiUrl, username, appId, installationId, hasToken, hasPrivateKey, hasSshKey, knownHosts, reviews, workspaces } = connection;
  const test = useChange(async () => api.vcs.testVcsConnection({ params: { connection: id }, body: {} }), ["vcs"], ({ ok }) => {
    if (ok) notifications.show({ message: "The host answers, and takes what proves us.", color: "teal" });
  });
  const proves = [hasToken && "a token", hasPrivateKey && "an app's private key", hasSshKey && "an SSH key"].filter((each) => each !== false);
  return (
    <>
      <PageHeader
        title={name}
        within={organization}
        description={`${label} at ${httpUrl}`}
        actions={
          may("vcs.write") && (
            <>
              <Button variant="default" onClick={() => test.mutate()} loading={test.isPending}>
                Test
              </Button>
              <Button variant="default" onClick={() => setAsked("edit")}>
                Edit
              </Button>
              <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsked("delete")}>
                Delete
              </Button>
            </>
          )
        }
      />
      <Stack gap="lg">
        <ChangeProblem problem={test.error} />
        <Section title="Connection">
          <ConnectionState connection={connection} />
          <Facts
            rows={[
              ["Address", <span key="address" className="mono">{httpUrl}</span>],
              ["API", apiUrl !== null && <span className="mono">{apiUrl}</span>],
              ["App id", appId ?? undefined],
              ["Installation id", installationId ?? undefined],
              ["User name", username ?? undefined],
              ["Signs in with", proves.length === 0 ? "nothing: it reads what everybody may read" : proves.join(" and ")],
              ["Known hosts", knownHosts !== null && `${knownHosts.trim().split("\n").length} keys`],
              ["Pull requests", reviews ? "plans are made for them, with statuses and comments" : "this kind of host has none"],
              ["Workspaces", workspaces],
            ]}
          />
        </Section>
        <Webhook connection={connection} />
        <ConnectionEvents connection={id} />
      </Stack>
      <Modal opened={asked === "edit"} onClose={() => setAsked(null)} title={`Edit ${name}`} size="lg" closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
        <VcsConnectionForm connection={connection} onDone={() => setAsked(null)} onCancel={() => setAsked(null)} />
      </Modal>
      {asked === "delete" && <Deletion connection={connection} onClose={() => setAsked(null)} />}
    </>
  );
}

function Webhook({ connection: { id, webhookUrl, lastWebhookAt } }: { readonly connection: Connection }) {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [renewed, setRenewed] = useState<VcsWebhook | null>(null);
  const renew = useChange(async () => api.vcs.renewVcsWebhook({ params: { connection: id }, body: {} }), ["vcs"], (webhook) => {
    setRenewed(webhook);
    setAsking(false);
  });
  return (
    <Section
      title="Webhook"
      description={
        <>
          With it a push is seen at once; without it Lockstep looks by itself, a little later. {lastWebhookAt === null ? "None came yet." : <>The last one came <Moment at={lastWebhookAt} />.</>}
        </>
      }
      actions={
        may("vcs.write") && (
          <Button variant="default" onClick={() => setAsking(true)}>
            New secret
          </Button>
        )
      }
    >
      {renewed ? <WebhookNote webhook={renewed} /> : <CopyField label="Address of the webhook" value={webhookUrl} />}
      <ConfirmDialog opened={asking} onClose={() => setAsking(false)} title="New secret for the webhook" confirm="Make a new secret" change={renew} onConfirm={() => renew.mutate()}>
        Webhooks that are signed with the old secret are refused from then on, until the new one is set at the host. Meanwhile Lockstep looks by itself.
      </ConfirmDialog>
    </Section>
  );
}

function Deletion({ connection: { id, name, workspaces }, onClose }: { readonly connection: Connection; readonly onClose: () => void }) {
  const organization = useOrganization();
  const open = useOpen();
  const remove = useChange(async () => api.vcs.deleteVcsConnection({ params: { connection: id } }), [], () => open(paths.organizationSettings(organization, "git")));
  return (
    <ConfirmDialog opened onClose={onClose} title={`Delete the connection ${name}`} confirm="Delete the connection" change={remove} onConfirm={() => remove.mutate()}>
      <Text>{workspaces === 0 ? "No workspace uses it. Its credentials and the list of its webhooks are deleted." : `${workspaces === 1 ? "1 workspace uses" : `${workspaces} workspaces use`} it: it can be deleted when they are connected elsewhere.`}</Text>
    </ConfirmDialog>
  );
}
