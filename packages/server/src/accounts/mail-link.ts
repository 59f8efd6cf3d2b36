import { z } from "zod";
import type { Transaction } from "../db/connect.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import { addressOf, escapeHtml, sendMail, type Mail } from "../mail/send-mail.ts";
import { site } from "../secrets/data-key-store.ts";
import type { SealContext } from "../secrets/sealed.ts";
import type { Server } from "../server.ts";
import type { OneTimeLink } from "./links.ts";
import { selectAccount } from "./queries.ts";
import type { LinkPurpose } from "./tables.ts";

/** The job that sends somebody a link. */
const mailLinkJob = "accounts.mail-link";

interface Occasion {
  readonly accountId: string;
  readonly purpose: LinkPurpose;
  /** Who made the link. */
  readonly by: string;
  /** Where somebody is invited to. */
  readonly organization?: string | undefined;
}

const contextOf = (accountId: string): SealContext => ({ organization: site, table: "jobs", column: "link", row: accountId });

/** Sends a link to the person it is for when the transaction commits, where this server sends e-mail. */
export async function mailLink({ jobs, vault, settings }: Pick<Server, "jobs" | "vault" | "settings">, trx: Transaction, occasion: Occasion, { link, expiresAt }: OneTimeLink): Promise<void> {
  if (settings.smtpUrl === undefined) return;
  // Whoever has the link has the account: it waits sealed.
  const sealed = await vault.seal(link, contextOf(occasion.accountId));
  await jobs.enqueue(trx, mailLinkJob, { ...occasion, sealed: sealed.toString("base64"), expiresAt: expiresAt.toISOString() });
}

/** Sends links until the mail server takes them. */
export const linkMailer = (server: Server): JobHandler =>
  jobHandler({
    name: mailLinkJob,
    retries: 10,
    retrySeconds: 5,
    limitSeconds: 120,
    lookSeconds: 2,
    data: z.object({ accountId: z.string(), purpose: z.enum(["invitation", "password"]), by: z.string(), organization: z.string().optional(), sealed: z.base64(), expiresAt: z.iso.datetime() }),
    handle: async ({ id, data }) => {
      const account = await selectAccount(server.db, data.accountId);
      if (!account || account.disabledAt !== null || new Date(data.expiresAt) <= server.clock.now()) return;
      const link = await server.vault.openText(Buffer.from(data.sealed, "base64"), contextOf(data.accountId));
      const { ok, again, says } = await sendMail(server.settings, written(data, { to: account.email, from: server.settings.mailFrom, link, job: id }));
      if (ok) return;
      server.log.warn({ account: account.id, says }, "a link could not be sent by e-mail");
      if (again) throw new Error(says);
    },
  });

interface Letter {
  readonly to: string;
  readonly from: string;
  readonly link: string;
  readonly job: string;
}

function written({ purpose, by, organization, expiresAt }: Omit<Occasion, "accountId"> & { readonly expiresAt: string }, { to, from, link, job }: Letter): Mail {
  const where = organization === undefined ? "Lockstep" : `the organization "${organization}" in Lockstep`;
  const subject = purpose === "invitation" ? `${by} invites you to ${organization ?? "Lockstep"}` : "Choose a new password";
  const said = purpose === "invitation" ? `${by} invites you to ${where}. Choose a name and a password under this address:` : `${by} has made a link for you, under which you choose a new password for Lockstep:`;
  const until = `It works once, until ${expiresAt.slice(0, 16).replace("T", " ")} UTC. If you expect nothing of the kind, leave it alone.`;
  return {
    from,
    to,
    subject: `[Lockstep] ${subject}`.replace(/\s+/g, " ").slice(0, 200),
    text: [said, "", link, "", until, ""].join("\n"),
    html: `<!doctype html><html lang="en"><body style="font-family:system-ui,sans-serif;font-size:14px"><p>${escapeHtml(said)}</p><p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p><p>${escapeHtml(until)}</p></body></html>`,
    messageId: `<${job}@${addressOf(from).domain}>`,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}
