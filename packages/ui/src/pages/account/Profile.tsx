import { Badge, Button, Group, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState, type FormEvent } from "react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { Facts } from "../../components/Facts.tsx";
import { ChangeProblem, fieldProblem } from "../../components/forms/ChangeProblem.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Section } from "../../components/Section.tsx";
import { useWhoAmI } from "../../hooks/usePlace.ts";

/** Who one is, and the name one goes by. */
export function Profile() {
  const { account } = useWhoAmI();
  const [name, setName] = useState(account?.username ?? "");
  const save = useChange(async (username: string) => api.accounts.changeAccount({ body: { username } }), ["accounts", "teams"], ({ username }) => notifications.show({ message: `You are ${username} now.` }));
  if (!account) return null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(name);
  };
  return (
    <Section title="You">
      <Facts
        rows={[
          ["E-mail", account.email],
          ["Signs in", account.signsInThrough === null ? "with a password" : account.hasPassword ? `with a password, or through ${account.signsInThrough}` : `through ${account.signsInThrough}`],
          ["Since", <Moment key="since" at={account.createdAt} />],
          [
            "Role",
            account.siteAdmin && (
              <Badge key="admin" variant="default" radius="sm" tt="none">
                Admin of this site
              </Badge>
            ),
          ],
        ]}
      />
      <form onSubmit={submit} aria-label="Name">
        <Stack gap="sm" maw={420}>
          <TextInput label="Name" description="To sign in with, and shown with what you do." autoComplete="username" required value={name} onChange={({ currentTarget: { value } }) => setName(value)} error={fieldProblem(save.error, "username")} />
          <ChangeProblem problem={save.error} fields={["username"]} />
          <Group>
            <Button type="submit" variant="default" loading={save.isPending} disabled={name.trim() === account.username}>
              Change the name
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
