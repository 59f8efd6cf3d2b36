import { notificationDestinations, type Delivery, type Notification } from "@lockstep/contract";
import { Alert, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBellOff, IconSend, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { useMayInWorkspace, useOrganization, useParam, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { DeliveryAnswer } from "./DeliveryAnswer.tsx";
import { DeliveryLog } from "./DeliveryLog.tsx";
import { DeliveryStatus } from "./DeliveryStatus.tsx";
import { NotificationFields, notificationFields, type NotificationValues } from "./NotificationFields.tsx";
import { triggerLabel } from "./notification-words.ts";
import { SettingsCard } from "./SettingsCard.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";

/** One place that messages go to: what it is told, how a test goes, and everything that was sent. */
export function NotificationPage() {
  const id = useParam("notification");
  const organization = useOrganization();
  const { name } = useWorkspace();
  const mayWrite = useMayInWorkspace()("notification.write");
  const query = useQuery(ask("notifications", "show", { params: { id } }));
  return (
    <SettingsFrame current="notifications">
      <Text mb={4}>
        <PageLink to={paths.workspaceSettings(organization, name, "notifications")}>Notifications</PageLink>
      </Text>
      <Answered query={query}>
        {(notification) => (
          <Stack gap="lg">
            <Top notification={notification} mayWrite={mayWrite} />
            {mayWrite ? <EditNotification notification={notification} /> : <Facts notification={notification} />}
            <DeliveryLog notification={id} mayWrite={mayWrite} />
          </Stack>
        )}
      </Answered>
    </SettingsFrame>
  );
}

function Top({ notification, mayWrite }: { readonly notification: Notification; readonly mayWrite: boolean }) {
  const { id, name, destination, address, enabled, lastDelivery } = notification;
  const { name: workspace } = useWorkspace();
  const test = useChange(async () => api.notifications.test({ params: { id } }), ["notifications"]);
  const failed = lastDelivery?.trigger === "verification" && lastDelivery.status === "failed" ? lastDelivery : undefined;
  return (
    <Stack gap="sm">
      <PageHeader
        title={name}
        within={workspace}
        description={`${notificationDestinations[destination]}${address === null ? "" : `, ${address}`}`}
        actions={
          mayWrite && (
            <>
              <Button variant="default" leftSection={<IconSend size={16} aria-hidden />} loading={test.isPending} onClick={() => test.mutate(undefined)}>
                Send a test
              </Button>
              <DeleteNotification notification={notification} />
            </>
          )
        }
      />
      {!enabled && (
        <Alert color="gray" icon={<IconBellOff aria-hidden />} title="Disabled: nothing is sent" maw={760}>
          {failed ? "Its test failed, so it was left disabled." : "Enable it below."}
          {failed && !test.data && <DeliveryAnswer response={failed.response} />}
        </Alert>
      )}
      <ChangeProblem problem={test.error} />
      {test.data && <TestResult delivery={test.data} />}
    </Stack>
  );
}

function TestResult({ delivery: { status, response } }: { readonly delivery: Delivery }) {
  return (
    <Paper withBorder p="md" role="status" aria-label="Result of the test" maw={760}>
      <Stack gap="xs">
        <Group gap="xs">
          <Text fw={600}>Test</Text>
          <DeliveryStatus status={status} />
        </Group>
        <DeliveryAnswer response={response} />
      </Stack>
    </Paper>
  );
}

const valuesOf = ({ name, destination, enabled, triggers, emailAddresses, accounts }: Notification): NotificationValues => ({ name, destination, url: "", token: "", unsigned: false, enabled, triggers, emailAddresses, accountIds: accounts.map(({ id }) => id) });

function EditNotification({ notification }: { readonly notification: Notification }) {
  const saved = valuesOf(notification);
  const [touched, setTouched] = useState<Partial<NotificationValues>>({});
  const values = { ...saved, ...touched };
  const change = useChange(async () => api.notifications.update({ params: { id: notification.id }, body: changesOf(saved, values) }), ["notifications"], () => setTouched({}));
  const form = { dirty: JSON.stringify(values) !== JSON.stringify(saved), reset: () => (setTouched({}), change.reset()), save: () => change.mutate(undefined), change, readOnly: false };
  return (
    <Stack gap="sm">
      <SettingsCard title="Settings" form={form} fields={notificationFields}>
        <NotificationFields values={values} set={(changes) => setTouched((before) => ({ ...before, ...changes }))} problem={change.error} kept={notification} />
      </SettingsCard>
      {change.data?.test && <TestResult delivery={change.data.test} />}
    </Stack>
  );
}

/** Only what is other than before: naming an address or a person again would send a test. */
function changesOf(saved: NotificationValues, { name, enabled, triggers, url, token, unsigned, emailAddresses, accountIds }: NotificationValues) {
  const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  return {
    ...(name !== saved.name && { name }),
    ...(enabled !== saved.enabled && { enabled }),
    ...(differs(triggers, saved.triggers) && { triggers: [...triggers] }),
    ...(url !== "" && { url }),
    ...(unsigned ? { token: null } : token !== "" && { token }),
    ...(differs(emailAddresses, saved.emailAddresses) && { emailAddresses: [...emailAddresses] }),
    ...(differs(accountIds, saved.accountIds) && { accountIds: [...accountIds] }),
  };
}

function Facts({ notification: { triggers, emailAddresses, accounts } }: { readonly notification: Notification }) {
  const people = [...accounts.map(({ username }) => username), ...emailAddresses];
  return (
    <Paper withBorder p="md" maw={760}>
      <Stack gap="xs">
        {people.length > 0 && <Text>To {people.join(", ")}.</Text>}
        <Text>{triggers.length === 0 ? "It tells of nothing." : "It tells when:"}</Text>
        <ul style={{ margin: 0 }}>
          {triggers.map((trigger) => (
            <li key={trigger}>{triggerLabel(trigger)}</li>
          ))}
        </ul>
      </Stack>
    </Paper>
  );
}

function DeleteNotification({ notification: { id, name } }: { readonly notification: Notification }) {
  const organization = useOrganization();
  const { name: workspace } = useWorkspace();
  const open = useOpen();
  const [asking, asking_] = useDisclosure();
  const change = useChange(async () => api.notifications.remove({ params: { id } }), ["notifications"], () => open(paths.workspaceSettings(organization, workspace, "notifications")));
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={asking_.open}>
        Delete
      </Button>
      <ConfirmDialog opened={asking} onClose={asking_.close} title={`Delete ${name}`} confirm="Delete notification" change={change} onConfirm={() => change.mutate(undefined)}>
        Nothing is sent there any more, and its log is deleted with it.
      </ConfirmDialog>
    </>
  );
}
