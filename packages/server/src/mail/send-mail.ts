import { createTransport } from "nodemailer";
import type { Settings } from "../settings.ts";

/** A mail to send: a message of nodemailer, as data. */
export interface Mail {
  readonly from: string;
  readonly to: string;
  /** Who really gets it, where that is not what the head says. */
  readonly envelope?: { readonly from: string; readonly to: string[] };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for every try. */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the mail server said to it. */
export interface MailAnswer {
  readonly ok: boolean;
  /** Might it go better later? */
  readonly again: boolean;
  readonly code: number | null;
  /** Its own words, or what kept the mail from it. */
  readonly says: string;
}

const patience = 15_000;

/** Hands a mail to the mail server of the settings. Whatever happens is an answer. */
export async function sendMail({ smtpUrl }: Pick<Settings, "smtpUrl">, mail: Mail): Promise<MailAnswer> {
  if (smtpUrl === undefined) return { ok: false, again: false, code: null, says: "This server sends no e-mail: whoever runs it sets LOCKSTEP_SMTP_URL." };
  const transport = createTransport({ url: smtpUrl, connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience, dnsTimeout: patience, disableFileAccess: true, disableUrlAccess: true });
  try {
    const { response } = await transport.sendMail(mail);
    return { ok: true, again: false, code: codeOf(response) ?? 250, says: response };
  } catch (thrown) {
    const code = thrown instanceof Error && "responseCode" in thrown && typeof thrown.responseCode === "number" ? thrown.responseCode : null;
    // RFC 5321, 4.2.1: what begins with 5 will not go better later.
    return { ok: false, again: code === null || code < 500, code, says: `The mail server did not take the message: ${thrown instanceof Error ? thrown.message : "unknown"}` };
  } finally {
    transport.close();
  }
}

const codeOf = (response: string): number | undefined => (/^\d{3}/.test(response) ? Number(response.slice(0, 3)) : undefined);

/** The address alone of a sender that may have a name before it. */
export const addressOf = (sender: string): { readonly address: string; readonly domain: string } => {
  const [, address = sender, domain = "lockstep.invalid"] = /([^<\s]+@([\w.-]+))/.exec(sender) ?? [];
  return { address, domain };
};

/** A text within HTML. */
export const escapeHtml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
