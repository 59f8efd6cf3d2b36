import { ApiProblem } from "@lockstep/contract";
import { Button, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { fieldErrors } from "../../components/forms/field-problems.ts";
import { PageLink, useOpen } from "../../components/PageLink.tsx";
import { useTitle } from "../../hooks/useTitle.ts";
import { PlainLayout } from "../../layouts/PlainLayout.tsx";
import { paths } from "../../paths.ts";
import { useEnter } from "./enter.ts";
import { NewPasswordField, passwordProblem } from "./NewPasswordField.tsx";
import { NotSetUp } from "./NotSetUp.tsx";

/** The first account and organization of a new server, by the link that it printed. */
export function SetUpPage() {
  useTitle("Set up");
  const { link = "" }: { readonly link?: string } = useSearch({ strict: false });
  const { data } = useQuery(ask("accounts", "readSignIn", {}));
  return (
    <PlainLayout>
      <Stack>
        <Title order={1}>Set up Lockstep</Title>
        {data?.setUp ? (
          <Text>
            This server is set up already. <PageLink underline="always" to={paths.signIn()}>Sign in</PageLink>, or ask an owner of your organization for an invitation.
          </Text>
        ) : link === "" ? (
          <NotSetUp />
        ) : (
          <Form link={link} />
        )}
      </Stack>
    </PlainLayout>
  );
}

const fields = ["username", "email", "password", "organization"] as const;

function Form({ link }: { readonly link: string }) {
  const open = useOpen();
  const enter = useEnter();
  const form = useForm({ initialValues: { username: "", email: "", password: "", organization: "" }, validate: { password: passwordProblem } });
  const setUp = useChange(async (values: typeof form.values) => api.accounts.setUp({ body: { ...values, link } }), [], (who, { organization }) => {
    enter(who);
    open(paths.start(organization));
  });
  const submit = (values: typeof form.values): void => setUp.mutate(values, { onError: (problem) => form.setErrors(fieldErrors(problem, fields, { name: "organization" })) });
  if (setUp.error instanceof ApiProblem && setUp.error.code === "link-invalid")
    return (
      <>
        <Text role="alert">This link is not the one that the server printed last, or it is older than 24 hours.</Text>
        <NotSetUp />
      </>
    );
  return (
    <form onSubmit={form.onSubmit(submit)} aria-label="First account">
      <Stack>
        <Text c="dimmed">You become the admin of this server, and the owner of its first organization.</Text>
        <TextInput label="Your name" description="To sign in with: letters, digits and . _ @ + -" autoComplete="username" required autoFocus {...form.getInputProps("username")} />
        <TextInput label="E-mail" type="email" autoComplete="email" required {...form.getInputProps("email")} />
        <NewPasswordField label="Password" value={form.values.password} onChange={(password) => form.setFieldValue("password", password)} error={wordsAt(form.errors["password"])} />
        <TextInput label="Organization" description="It owns the workspaces: your company or team. 3 to 40 letters, digits, dashes and underscores." autoComplete="organization" required {...form.getInputProps("organization")} />
        <ChangeProblem problem={setUp.error} fields={[...fields, "name"]} />
        <Button type="submit" loading={setUp.isPending}>
          Make the account
        </Button>
      </Stack>
    </form>
  );
}

const wordsAt = (error: unknown): string | undefined => (typeof error === "string" ? error : undefined);
