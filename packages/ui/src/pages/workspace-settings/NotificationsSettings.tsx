import { notificationDestinations, type Notification } from "@lockstep/contract";
import { Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBell, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { useMayInWorkspace, useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { DeliveryStatus } from "./DeliveryStatus.tsx";
import { NotificationFields, notificationFields, type NotificationValues } from "./NotificationFields.tsx";

const columns = [{ label: "Name" }, { label: "Sends to" }, { label: "Tells of", right: true }, { label: "State" }, { label: "Last message" }];

/** Where a workspace's messages go. */
export function NotificationsSettings() {
  const { id, name } = useWorkspace();
  const mayWrite = useMayInWorkspace()("notification.write");
  const [adding, adding_] = useDisclosure();
  const query = useQuery(ask("notifications", "list", { params: { workspace: id } }));
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={adding_.open}>
      Add notification
    </Button>
  );
  return (
    <>
      <PageHeader title="Notifications" within={name} description="Who is told what of this workspace." actions={query.data && query.data.items.length > 0 ? add : undefined} />
      <Answered query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={IconBell} title="Nobody is told yet" action={add}>
              A channel or a mailbox can be told when a run waits for confirmation, when one fails, and when somebody changed the org by hand.
            </Empty>
          ) : (
            <TableCard label="Notifications" columns={columns} minWidth={680}>
              {items.map((each) => (
                <Row key={each.id} notification={each} />
              ))}
            </TableCard>
          )
        }
      </Answered>
      <Modal opened={adding} onClose={adding_.close} title="Add notification" size="lg" centered closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
        <NewNotification onClose={adding_.close} />
      </Modal>
    </>
  );
}

function Row({ notification: { id, name, destination, address, triggers, enabled, emailAddresses, accounts, lastDelivery } }: { readonly notification: Notification }) {
  const organization = useOrganization();
  const { name: workspace } = useWorkspace();
  const recipients = emailAddresses.length + accounts.length;
  return (
    <Table.Tr>
      <Table.Td>
        <PageLink to={paths.notification(organization, workspace, id)} fz="sm" fw={600}>
          {name}
        </PageLink>
      </Table.Td>
      <Table.Td>
        {notificationDestinations[destination]}
        <Text fz="sm" c="dimmed">
          {destination === "email" ? (recipients === 1 ? "1 recipient" : `${recipients} recipients`) : address}
        </Text>
      </Table.Td>
      <Table.Td ta="right">{triggers.length === 1 ? "1 thing" : `${triggers.length} things`}</Table.Td>
      <Table.Td>{enabled ? "Enabled" : <Text fz="sm" c="dimmed">Disabled</Text>}</Table.Td>
      <Table.Td>
        {lastDelivery ? (
          <Group gap={6} wrap="nowrap">
            <DeliveryStatus status={lastDelivery.status} />
            <Text fz="sm" c="dimmed">
              <Moment at={lastDelivery.lastAttemptAt ?? lastDelivery.createdAt} />
            </Text>
          </Group>
        ) : (
          <Text fz="sm" c="dimmed">
            none yet
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

const fresh: NotificationValues = { name: "", destination: "slack", url: "", token: "", unsigned: false, enabled: true, triggers: ["run:needs_attention", "run:errored", "drift:found"], emailAddresses: [], accountIds: [] };

function NewNotification({ onClose }: { readonly onClose: () => void }) {
  const organization = useOrganization();
  const workspace = useWorkspace();
  const open = useOpen();
  const [values, setValues] = useState(fresh);
  const change = useChange(
    async ({ name, destination, url, token, enabled, triggers, emailAddresses, accountIds }: NotificationValues) => {
      const where = destination === "email" ? { emailAddresses: [...emailAddresses], accountIds: [...accountIds] } : { url, ...(destination === "generic" && token !== "" && { token }) };
      return api.notifications.create({ params: { workspace: workspace.id }, body: { name, destination, enabled, triggers: [...triggers], ...where } });
    },
    ["notifications"],
    // Its page shows how the test went.
    ({ notification }) => (onClose(), open(paths.notification(organization, workspace.name, notification.id))),
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(values);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <NotificationFields values={values} set={(changes) => setValues((before) => ({ ...before, ...changes }))} problem={change.error} />
        <ChangeProblem problem={change.error} fields={notificationFields} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            {values.enabled ? "Save and send a test" : "Save"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
