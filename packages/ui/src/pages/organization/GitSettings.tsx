import { Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { IconGitBranch, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { VcsConnectionForm, type Connected } from "../../components/forms/VcsConnectionForm.tsx";
import { WebhookNote } from "../../components/forms/WebhookNote.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { ConnectionState } from "./ConnectionState.tsx";

type Connection = AnswerOf<"vcs", "listVcsConnections">["items"][number];

/** The connections to Git hosts. */
export function GitSettings() {
  const organization = useOrganization();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const query = useQuery(ask("vcs", "listVcsConnections", { params: { organization } }));
  const connect = may("vcs.write") && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      Connect a Git host
    </Button>
  );
  return (
    <>
      <PageHeader title="Version control" within={organization} description="Where the code is. Workspaces follow branches of its repositories." actions={query.data !== undefined && query.data.items.length > 0 && connect} />
      <Answered query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={IconGitBranch} title="No Git host is connected" action={connect}>
              GitHub, GitLab or any Git server. A workspace that follows a repository plans by itself when somebody pushes.
            </Empty>
          ) : (
            <TableCard label="Connections to Git hosts" columns={[{ label: "Connection" }, { label: "State" }, { label: "Last webhook" }, { label: "Workspaces", right: true }]} minWidth={640}>
              {items.map((connection) => (
                <Row key={connection.id} connection={connection} />
              ))}
            </TableCard>
          )
        }
      </Answered>
      {adding && <Adding onClose={() => setAdding(false)} />}
    </>
  );
}

function Row({ connection }: { readonly connection: Connection }) {
  const organization = useOrganization();
  const { id, name, label, httpUrl, lastWebhookAt, workspaces } = connection;
  return (
    <Table.Tr>
      <Table.Td>
        <PageLink to={paths.vcsConnection(organization, id)} inherit fw={600}>
          {name}
        </PageLink>
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {label} · {httpUrl}
        </Text>
      </Table.Td>
      <Table.Td>
        <ConnectionState connection={connection} />
      </Table.Td>
      <Table.Td>{lastWebhookAt === null ? <Text inherit c="dimmed">none yet</Text> : <Moment at={lastWebhookAt} />}</Table.Td>
      <Table.Td ta="right" className="figures">
        {workspaces}
      </Table.Td>
    </Table.Tr>
  );
}

function Adding({ onClose }: { readonly onClose: () => void }) {
  const organization = useOrganization();
  const open = useOpen();
  const [made, setMade] = useState<Connected | null>(null);
  const title = made ? `${made.connection.name} is connected` : "Connect a Git host";
  const leave = (): void => (made ? open(paths.vcsConnection(organization, made.connection.id)) : onClose());
  return (
    <Modal opened onClose={leave} title={title} size="lg" closeOnClickOutside={false} closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
      {made ? (
        <Stack>
          <ConnectionState connection={made.connection} />
          {made.webhook && <WebhookNote webhook={made.webhook} />}
          <Group justify="flex-end">
            <Button onClick={leave}>Done</Button>
          </Group>
        </Stack>
      ) : (
        <VcsConnectionForm onDone={setMade} onCancel={onClose} />
      )}
    </Modal>
  );
}
