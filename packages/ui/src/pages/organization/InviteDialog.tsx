import { Button, Group, Modal, MultiSelect, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { FormDialog } from "../../components/FormDialog.tsx";
import { fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { exactTime } from "../../components/Moment.tsx";
import { TokenShownOnce } from "../../components/TokenShownOnce.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { useTeamAccess } from "./team-access.ts";

type Invited = AnswerOf<"teams", "invite">;
type Link = NonNullable<Invited["invitation"]>;
type Member = AnswerOf<"teams", "listMembers">["items"][number];

/** Invites somebody into teams, and shows the link by which they come. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const organization = useOrganization();
  const { canManage } = useTeamAccess();
  const { data } = useQuery(ask("teams", "listTeams", { params: { organization } }));
  const [done, setDone] = useState<Invited | null>(null);
  const form = useForm<{ email: string; teams: string[] }>({
    initialValues: { email: "", teams: [] },
    validate: { teams: (teams) => (teams.length === 0 ? "Choose at least one team: through its teams somebody belongs to an organization." : null) },
  });
  const invite = useChange(async (body: { email: string; teams: string[] }) => api.teams.invite({ params: { organization }, body }), ["teams", "organizations"], setDone);
  if (done) return <Done invited={done} onClose={onClose} />;
  const teams = (data?.items ?? []).filter(canManage).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormDialog opened onClose={onClose} title={`Invite to ${organization}`} submit="Invite" change={invite} fields={["email", "teams"]} onSubmit={form.onSubmit((values) => invite.mutate(values))}>
      <TextInput label="E-mail" description="No mail is sent: you get a link to pass on." type="email" required autoComplete="off" data-autofocus {...form.getInputProps("email")} error={fieldProblem(invite.error, "email")} />
      <MultiSelect label="Teams" description="Those that you may manage." withAsterisk data={teams} searchable hidePickedOptions nothingFoundMessage="No such team." {...form.getInputProps("teams")} error={form.errors["teams"] ?? fieldProblem(invite.error, "teams")} />
    </FormDialog>
  );
}

function Done({ invited: { account, invitation }, onClose }: { readonly invited: Invited; readonly onClose: () => void }) {
  if (invitation) return <LinkShown title={`${account.email} is invited`} link={invitation} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title={`${account.username} is in`} centered closeButtonProps={{ "aria-label": "Close" }}>
      <Stack>
        <Text>
          {account.email} has an account already. {account.username} is in the chosen teams now, and needs no link.
        </Text>
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function LinkShown({ title, link: { link, expiresAt }, onClose }: { readonly title: string; readonly link: Link; readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={title} centered size="lg" closeOnClickOutside={false} closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
      <TokenShownOnce label="Link" value={link} onDone={onClose}>
        <Text size="sm">Pass it on by a way that only the person reads: who opens it first chooses the password. It works once, until {exactTime(expiresAt)}.</Text>
      </TokenShownOnce>
    </Modal>
  );
}

/** Makes a new link for somebody who lost the invitation or the password. */
export function LinkDialog({ member: { id, username, status }, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const [made, setMade] = useState<Link | null>(null);
  const make = useChange(async () => api.accounts.newLink({ params: { account: id } }), ["teams"], setMade);
  const invited = status === "invited";
  if (made) return <LinkShown title={invited ? `New invitation for ${username}` : `New password for ${username}`} link={made} onClose={onClose} />;
  return (
    <ConfirmDialog opened onClose={onClose} title={invited ? `New invitation for ${username}` : `New password for ${username}`} confirm="Make the link" danger={false} change={make} onConfirm={() => make.mutate()}>
      {invited ? "A link by which the account is taken. An older one stops working." : `A link by which ${username} chooses a new password. Until then the old one holds; an older link stops working.`}
    </ConfirmDialog>
  );
}
