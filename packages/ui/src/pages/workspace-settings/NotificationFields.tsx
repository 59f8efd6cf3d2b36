import { notificationDestinations, type Notification, type NotificationDestination, type NotificationTrigger } from "@lockstep/contract";
import { Checkbox, Fieldset, MultiSelect, PasswordInput, Radio, Group, Stack, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { DescribedSwitch } from "../../components/forms/DescribedSwitch.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { destinationHints, triggerGroups } from "./notification-words.ts";

/** A notification configuration as a form has it. Address and token are empty where those that are kept shall stay. */
export interface NotificationValues {
  readonly name: string;
  readonly destination: NotificationDestination;
  readonly url: string;
  readonly token: string;
  readonly unsigned: boolean;
  readonly enabled: boolean;
  readonly triggers: readonly NotificationTrigger[];
  readonly emailAddresses: readonly string[];
  readonly accountIds: readonly string[];
}

/** The fields that show their own problem. */
export const notificationFields = ["name", "url", "token", "emailAddresses", "triggers"];

interface Props {
  readonly values: NotificationValues;
  readonly set: (changes: Partial<NotificationValues>) => void;
  readonly problem: unknown;
  /** What is kept; none: it is new. */
  readonly kept?: Notification;
}

/** Where messages go, and of what they tell. */
export function NotificationFields({ values, set, problem, kept }: Props) {
  const { name, destination, enabled } = values;
  return (
    <>
      {!kept && (
        <Radio.Group label="Send to" value={destination} onChange={(value) => set({ destination: isDestination(value) ? value : "slack" })}>
          <Group mt={6} gap="md">
            {(["slack", "microsoft-teams", "email", "generic"] as const).map((each) => (
              <Radio key={each} value={each} label={notificationDestinations[each]} />
            ))}
          </Group>
        </Radio.Group>
      )}
      <TextInput label="Name" required maxLength={100} placeholder="Identity channel" value={name} error={fieldProblem(problem, "name")} onChange={({ currentTarget }) => set({ name: currentTarget.value })} />
      {destination === "email" ? <Recipients values={values} set={set} problem={problem} /> : <Address values={values} set={set} problem={problem} {...(kept && { kept })} />}
      <Triggers values={values} set={set} />
      <DescribedSwitch label="Enabled" description="When it is saved enabled, a test is sent first. One whose test fails stays disabled." checked={enabled} onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })} />
    </>
  );
}

const isDestination = (text: string): text is NotificationDestination => Object.hasOwn(notificationDestinations, text);

function Address({ values: { destination, url, token, unsigned }, set, problem, kept }: Props) {
  const keeps = kept?.address ?? null;
  return (
    <>
      <PasswordInput
        label="Address"
        description={keeps === null ? destinationHints[destination] : `It sends to ${keeps} now. The rest is as good as a password and is not shown: leave this empty to keep it.`}
        required={keeps === null}
        autoComplete="off"
        placeholder={destination === "slack" ? "https://hooks.slack.com/services/…" : "https://…"}
        value={url}
        error={fieldProblem(problem, "url")}
        onChange={({ currentTarget }) => set({ url: currentTarget.value })}
      />
      {destination === "generic" && (
        <Stack gap={6}>
          <PasswordInput label="Token" description={kept?.hasToken ? "Messages are signed with a token. Leave this empty to keep it." : "If one is given, each message is signed with it: X-TFE-Notification-Signature, HMAC-SHA512 of the body."} autoComplete="off" disabled={unsigned} value={token} error={fieldProblem(problem, "token")} onChange={({ currentTarget }) => set({ token: currentTarget.value })} />
          {kept?.hasToken && <Checkbox label="Remove the token: sign no longer" checked={unsigned} onChange={({ currentTarget }) => set({ unsigned: currentTarget.checked, token: "" })} />}
        </Stack>
      )}
    </>
  );
}

function Recipients({ values: { emailAddresses, accountIds }, set, problem }: Props) {
  const organization = useOrganization();
  const { data } = useQuery(ask("teams", "listMembers", { params: { organization }, query: { size: 100 } }));
  const people = (data?.items ?? []).map(({ id, username, email }) => ({ value: id, label: username === email ? username : `${username} (${email})` }));
  return (
    <>
      <MultiSelect label="People of the organization" searchable data={people} value={[...accountIds]} onChange={(chosen) => set({ accountIds: chosen })} nothingFoundMessage="Nobody is called like that" />
      <TagsInput label="Other addresses" description="Press Enter after each." placeholder={emailAddresses.length === 0 ? "identity-team@example.com" : ""} splitChars={[",", ";", " "]} acceptValueOnBlur value={[...emailAddresses]} error={fieldProblem(problem, "emailAddresses")} onChange={(addresses) => set({ emailAddresses: addresses })} />
    </>
  );
}

function Triggers({ values: { triggers }, set }: Pick<Props, "values" | "set">) {
  return (
    <Checkbox.Group label="Tell when" value={[...triggers]} onChange={(chosen) => set({ triggers: chosen as NotificationTrigger[] })}>
      <Stack gap="sm" mt={6}>
        {triggerGroups.map(({ label, triggers: choices }) => (
          <Fieldset key={label} legend={label} p="sm">
            <Stack gap="xs">
              {choices.map(([trigger, says]) => (
                <Checkbox key={trigger} value={trigger} label={says} />
              ))}
            </Stack>
          </Fieldset>
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
