import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { fieldErrors } from "../../components/forms/field-problems.ts";
import { Loading } from "../../components/Loading.tsx";
import { Moment } from "../../components/Moment.tsx";
import { useLinkTo, useOpen } from "../../components/PageLink.tsx";
import { useTitle } from "../../hooks/useTitle.ts";
import { PlainLayout } from "../../layouts/PlainLayout.tsx";
import { paths } from "../../paths.ts";
import { useEnter } from "./enter.ts";
import { NewPasswordField, passwordProblem } from "./NewPasswordField.tsx";

/** What a one-time link is for: joining by an invitation, or a new password. */
export function WelcomePage() {
  useTitle("Welcome");
  const { link = "" }: { readonly link?: string } = useSearch({ strict: false });
  const query = useQuery({ ...ask("accounts", "readLink", { body: { link } }), retry: false, staleTime: Infinity, refetchOnWindowFocus: false });
  return (
    <PlainLayout>
      {query.error ? <Useless /> : <Answered query={query} loading={<Loading rows={4} height={56} />}>{(found) => <Form link={link} found={found} />}</Answered>}
    </PlainLayout>
  );
}

function Useless() {
  const linkTo = useLinkTo();
  return (
    <Stack role="alert">
      <Title order={1}>This link is not valid</Title>
      <Text>It was used already, a newer one took its place, it is too old, or it is not whole. An invitation is good for a week, a link for a new password for a day, and each works once.</Text>
      <Text>Ask who gave it to you for a new one. Who has used it already signs in with the password that was chosen.</Text>
      <Group>
        <Button variant="default" {...linkTo(paths.signIn())}>
          Sign in
        </Button>
      </Group>
    </Stack>
  );
}

const fields = ["username", "password"] as const;

function Form({ link, found: { purpose, username, email, organizations, expiresAt } }: { readonly link: string; readonly found: AnswerOf<"accounts", "readLink"> }) {
  const open = useOpen();
  const enter = useEnter();
  const invited = purpose === "invitation";
  const form = useForm({ initialValues: { username: username === email ? "" : username, password: "" }, validate: { password: passwordProblem } });
  const join = useChange(async (values: typeof form.values) => api.accounts.useLink({ body: { link, password: values.password, ...(invited && { username: values.username }) } }), [], (who) => {
    enter(who);
    open("/");
  });
  const submit = (values: typeof form.values): void => join.mutate(values, { onError: (problem) => form.setErrors(fieldErrors(problem, fields)) });
  const error = form.errors["password"];
  return (
    <form onSubmit={form.onSubmit(submit)} aria-label={invited ? "Join" : "New password"}>
      <Stack>
        <Title order={1}>{invited ? "Welcome to Lockstep" : "Choose a new password"}</Title>
        <Text c="dimmed">
          {invited && organizations.length > 0 ? `You were invited to ${organizations.join(", ")}, as ${email}. ` : `For ${email}. `}
          The link ends <Moment at={expiresAt} />.
        </Text>
        {invited ? (
          <TextInput label="Your name" description="To sign in with, and shown with what you do: letters, digits and . _ @ + -" autoComplete="username" required autoFocus {...form.getInputProps("username")} />
        ) : (
          // So that a keeper of passwords knows whose this one is.
          <TextInput label="Name" value={username} autoComplete="username" readOnly />
        )}
        <NewPasswordField label={invited ? "Password" : "New password"} value={form.values.password} onChange={(password) => form.setFieldValue("password", password)} error={typeof error === "string" ? error : undefined} />
        <ChangeProblem problem={join.error} fields={fields} />
        <Button type="submit" loading={join.isPending}>
          {invited ? "Join" : "Set the password and sign in"}
        </Button>
        {!invited && (
          <Text size="sm" c="dimmed">
            Everywhere else you are signed out by it.
          </Text>
        )}
      </Stack>
    </form>
  );
}
