import { Alert, Button, Divider, PasswordInput, Stack, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { api, keepCsrfToken } from "../../api/client.ts";
import { ask, useChange, whoAmI } from "../../api/queries.ts";
import { useOpen } from "../../components/PageLink.tsx";
import { useTitle } from "../../hooks/useTitle.ts";
import { PlainLayout } from "../../layouts/PlainLayout.tsx";

/** A path of this server; anything else becomes its front page, so that signing in never leads to somebody else's. */
const localPath = (path: string): string => (/^\/(?![/\\])[^\r\n\\]*$/.test(path) ? path : "/");

/** Signing in: by name and password, or through the provider where there is one. */
export function SignInPage() {
  useTitle("Sign in");
  const queries = useQueryClient();
  const open = useOpen();
  const { return: returnTo = "/" }: { readonly return?: string } = useSearch({ strict: false });
  const { data } = useQuery(ask("accounts", "readSignIn", {}));
  const form = useForm({ initialValues: { name: "", password: "" } });
  const signIn = useChange(async (body: { name: string; password: string }) => keepCsrfToken(await api.accounts.signIn({ body })), [], (who) => {
    queries.clear();
    queries.setQueryData(whoAmI.queryKey, who);
    // A command line that asks to be let in is a page of the server itself.
    if (/^\/(?:oauth|app\/settings)\//.test(returnTo)) location.assign(localPath(returnTo));
    else open(localPath(returnTo));
  });
  return (
    <PlainLayout>
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <Stack>
          <Title order={1}>Sign in</Title>
          {signIn.error && (
            <Alert color="red" role="alert" title="You are not signed in">
              {signIn.error.message}
            </Alert>
          )}
          {data?.provider && (
            <>
              <Button component="a" href={`${data.provider.address}?return=${encodeURIComponent(localPath(returnTo))}`} variant="default">
                Sign in through {data.provider.name}
              </Button>
              <Divider label="or" />
            </>
          )}
          <TextInput label="Name or e-mail" autoComplete="username" required autoFocus {...form.getInputProps("name")} />
          <PasswordInput label="Password" autoComplete="current-password" required {...form.getInputProps("password")} />
          <Button type="submit" loading={signIn.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
    </PlainLayout>
  );
}
