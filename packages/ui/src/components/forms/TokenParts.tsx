import { Group, Select, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { UseMutationResult } from "@tanstack/react-query";
import type { AnswerOf } from "../../api/queries.ts";
import { Facts } from "../Facts.tsx";
import { FormDialog } from "../FormDialog.tsx";
import { fieldProblem } from "./ChangeProblem.tsx";
import { Moment } from "../Moment.tsx";
import { TokenShownOnce } from "../TokenShownOnce.tsx";
import { expiries, expiryOf } from "./token-expiry.ts";

export type Token = AnswerOf<"accessTokens", "listTeamTokens">["items"][number];
export type NewToken = AnswerOf<"accessTokens", "createTeamToken">;

/** What is said of a token that is made. */
export interface WantedToken {
  readonly description: string;
  readonly expiresAt: string | null;
}

interface DialogProps {
  readonly title: string;
  readonly submit: string;
  readonly change: UseMutationResult<NewToken, Error, WantedToken>;
  readonly onClose: () => void;
}

/** Asks what a new token is for and how long it holds. */
export function TokenDialog({ title, submit, change, onClose }: DialogProps) {
  const form = useForm({ initialValues: { description: "", expiry: "90" } });
  return (
    <FormDialog opened onClose={onClose} title={title} submit={submit} change={change} fields={["description", "expiresAt"]} onSubmit={form.onSubmit(({ description, expiry }) => change.mutate({ description, expiresAt: expiryOf(expiry, Date.now()) }))}>
      <TextInput label="What it is for" placeholder="nightly plan" maxLength={250} autoComplete="off" data-autofocus {...form.getInputProps("description")} error={fieldProblem(change.error, "description")} />
      <Select label="Holds for" data={expiries} allowDeselect={false} {...form.getInputProps("expiry")} error={fieldProblem(change.error, "expiresAt")} />
    </FormDialog>
  );
}

/** When a token ends, in words. */
export function Expiry({ at }: { readonly at: string | null }) {
  if (at === null) return <>never</>;
  const over = new Date(at).getTime() <= Date.now();
  return (
    <Text span inherit {...(over && { c: "var(--mantine-color-error)" })}>
      {over && "ended "}
      <Moment at={at} />
    </Text>
  );
}

/** A new token, shown this once. */
export function MadeToken({ token: { token, description, expiresAt }, onDone }: { readonly token: NewToken; readonly onDone: () => void }) {
  return (
    <TokenShownOnce label="Token" value={token} onDone={onDone}>
      <Text size="sm">
        {description === "" ? "The new token" : `"${description}"`}. It holds {expiresAt === null ? "until it is deleted" : `until ${new Date(expiresAt).toLocaleDateString()}`}.
      </Text>
    </TokenShownOnce>
  );
}

/** What is known of a token; its secret never is. */
export function TokenFacts({ token: { description, createdBy, createdAt, lastUsedAt, expiresAt } }: { readonly token: Token }) {
  return (
    <Facts
      rows={[
        ["For", description === "" ? undefined : description],
        [
          "Made",
          <Group key="made" gap={4} component="span">
            <Moment at={createdAt} />
            {createdBy !== null && `by ${createdBy}`}
          </Group>,
        ],
        ["Last used", lastUsedAt === null ? "never" : <Moment key="used" at={lastUsedAt} />],
        ["Ends", <Expiry key="ends" at={expiresAt} />],
      ]}
    />
  );
}
