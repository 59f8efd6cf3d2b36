import type { Account } from "@lockstep/contract";
import { Modal, Text } from "@mantine/core";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useChange, type AnswerOf } from "../../api/queries.ts";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { exactTime } from "../../components/Moment.tsx";
import { TokenShownOnce } from "../../components/TokenShownOnce.tsx";

/** What an admin of the site may do to an account. */
export type AskedChange = "link" | "disable" | "enable" | "admin" | "no-admin";

interface Words {
  readonly title: string;
  readonly confirm: string;
  readonly text: string;
  readonly danger: boolean;
}

const wordsFor = ({ username, status }: Account): Readonly<Record<AskedChange, Words>> => ({
  link:
    status === "invited"
      ? { title: `New invitation for ${username}`, confirm: "Make the link", text: "A link by which the account is taken. An older one stops working.", danger: false }
      : { title: `New password for ${username}`, confirm: "Make the link", text: `A link by which ${username} chooses a new password. Until then the old one holds; an older link stops working.`, danger: false },
  disable: { title: `Disable ${username}`, confirm: "Disable", text: `${username} is signed out everywhere at once and cannot sign in; the account's tokens are refused. Teams stay as they are, and what it did stays on record. It can be enabled again.`, danger: true },
  enable: { title: `Enable ${username}`, confirm: "Enable", text: `${username} may sign in again, and the account's tokens work again.`, danger: false },
  admin: { title: `Make ${username} an admin of the site`, confirm: "Make admin", text: `${username} sees all accounts, disables and enables them, makes organizations and other admins.`, danger: false },
  "no-admin": { title: `${username} no longer an admin of the site`, confirm: "Take it away", text: `${username} keeps its teams, and no longer sees all accounts. One admin must remain.`, danger: true },
});

/** Asks, and does it; a link is shown afterwards, once. */
export function AccountChange({ account, what, onClose }: { readonly account: Account; readonly what: AskedChange; readonly onClose: () => void }) {
  const { title, confirm, text, danger } = wordsFor(account)[what];
  const [link, setLink] = useState<AnswerOf<"accounts", "newLink"> | null>(null);
  const params = { account: account.id };
  const change = useChange(
    async () => {
      if (what === "link") return api.accounts.newLink({ params });
      if (what === "disable") await api.accounts.disableAccount({ params });
      else if (what === "enable") await api.accounts.enableAccount({ params });
      else await api.accounts.setSiteAdmin({ params, body: { siteAdmin: what === "admin" } });
      return null;
    },
    ["accounts", "teams"],
    (made) => (made ? setLink(made) : onClose()),
  );
  if (link)
    return (
      <Modal opened onClose={onClose} title={title} centered size="lg" closeOnClickOutside={false} closeButtonProps={{ "aria-label": "Close" }} styles={{ title: { fontWeight: 650 } }}>
        <TokenShownOnce label="Link" value={link.link} onDone={onClose}>
          <Text size="sm">Pass it on by a way that only the person reads: who opens it first chooses the password. It works once, until {exactTime(link.expiresAt)}.</Text>
        </TokenShownOnce>
      </Modal>
    );
  return (
    <ConfirmDialog opened onClose={onClose} title={title} confirm={confirm} danger={danger} change={change} onConfirm={() => change.mutate(undefined)}>
      {text}
    </ConfirmDialog>
  );
}
