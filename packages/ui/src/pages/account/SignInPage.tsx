import { ApiProblem } from "@lockstep/contract";
import { Alert, Button, Divider, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { wordsOf } from "../../components/PageProblem.tsx";
import { useOpen } from "../../components/PageLink.tsx";
import { useTitle } from "../../hooks/useTitle.ts";
import { PlainLayout } from "../../layouts/PlainLayout.tsx";
import { isServersOwn, localPath, useEnter } from "./enter.ts";
import { NotSetUp } from "./NotSetUp.tsx";

/** Signing in: by name and password, or through the provider where there is one. */
export function SignInPage() {
  useTitle("Sign in");
  const { return: returnTo = "/" }: { readonly return?: string } = useSearch({ strict: false });
  const { data } = useQuery(ask("accounts", "readSignIn", {}));
  const router = useRouter();
  const already = data?.signedIn === true && !isServersOwn(returnTo);
  useEffect(() => {
    if (already) void router.navigate({ href: localPath(returnTo), replace: true });
  }, [already, returnTo, router]);
  if (already) return null;
  return (
    <PlainLayout>
      <Stack>
        <Title order={1}>Sign in</Title>
        {data && !data.setUp ? <NotSetUp /> : <Form returnTo={localPath(returnTo)} provider={data?.provider ?? null} />}
      </Stack>
    </PlainLayout>
  );
}

interface Props {
  readonly returnTo: string;
  readonly provider: { readonly name: string; readonly address: string } | null;
}

function Form({ returnTo, provider }: Props) {
  const open = useOpen();
  const enter = useEnter();
  const form = useForm({ initialValues: { name: "", password: "" } });
  const signIn = useChange(async (body: { name: string; password: string }) => api.accounts.signIn({ body }), [], (who) => {
    enter(who);
    if (isServersOwn(returnTo)) location.assign(returnTo);
    else open(returnTo);
  });
  return (
    <form onSubmit={form.onSubmit((values) => signIn.mutate(values))} aria-label="Sign in">
      <Stack>
        {signIn.error && (
          <Alert color="red" role="alert" title={titleOf(signIn.error)}>
            {wordsOf(signIn.error).detail}
          </Alert>
        )}
        {provider && (
          <>
            <Button component="a" href={`${provider.address}?return=${encodeURIComponent(returnTo)}`} variant="default">
              Sign in through {provider.name}
            </Button>
            <Divider label="or" />
          </>
        )}
        <TextInput label="Name or e-mail" autoComplete="username" required autoFocus {...form.getInputProps("name")} />
        <PasswordInput label="Password" autoComplete="current-password" required {...form.getInputProps("password")} />
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
        <Text size="sm" c="dimmed">
          No account, or the password is lost? An owner of your organization can give you a link.
        </Text>
      </Stack>
    </form>
  );
}

/** Too many attempts are no wrong password, and a server that is away is neither. */
const titleOf = (problem: Error): string => (problem instanceof ApiProblem && problem.code === "login-failed" ? "You are not signed in" : wordsOf(problem).title);
