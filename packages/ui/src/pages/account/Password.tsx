import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { fieldErrors } from "../../components/forms/field-problems.ts";
import { Section } from "../../components/Section.tsx";
import { useWhoAmI } from "../../hooks/usePlace.ts";
import { NewPasswordField, passwordProblem } from "./NewPasswordField.tsx";

const fields = ["current", "password"] as const;

/** Changes one's password; who came through a provider may choose a first one. */
export function Password() {
  const { account } = useWhoAmI();
  const form = useForm({ initialValues: { current: "", password: "" }, validate: { password: passwordProblem } });
  const has = account?.hasPassword === true;
  const change = useChange(async ({ current, password }: typeof form.values) => api.accounts.changePassword({ body: { password, ...(has && { current }) } }), ["accounts"], () => {
    form.reset();
    notifications.show({ message: "The password is changed. Everywhere else you are signed out." });
  });
  const submit = (values: typeof form.values): void => change.mutate(values, { onError: (problem) => form.setErrors(fieldErrors(problem, fields)) });
  const error = form.errors["password"];
  return (
    <Section title="Password" description="A new password signs you out everywhere else. Your tokens stay.">
      <form onSubmit={form.onSubmit(submit)} aria-label="Password">
        <Stack gap="sm" maw={420}>
          {account && <input type="text" autoComplete="username" value={account.username} readOnly hidden />}
          {has && <PasswordInput label="Current password" autoComplete="current-password" required {...form.getInputProps("current")} />}
          <NewPasswordField label="New password" value={form.values.password} onChange={(password) => form.setFieldValue("password", password)} error={typeof error === "string" ? error : undefined} />
          <ChangeProblem problem={change.error} fields={fields} />
          <Group>
            <Button type="submit" variant="default" loading={change.isPending}>
              {has ? "Change the password" : "Set the password"}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
