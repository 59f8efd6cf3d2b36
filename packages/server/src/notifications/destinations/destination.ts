import type { NotificationEvent } from "../notification-event.ts";

/** Where a configuration sends to. */
export interface DestinationSettings {
  readonly url: string;
  /** Signs what is sent, where the destination has signatures. */
  readonly token: string;
  readonly emailAddresses: readonly string[];
  /** Who e-mails are from. */
  readonly emailFrom: string;
}

/** A request to send. */
export interface RenderedRequest {
  readonly kind: "request";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A mail to send: a message of nodemailer, as data. */
export interface RenderedMail {
  readonly kind: "mail";
  readonly from: string;
  /** An empty group: nobody sees who else gets it. */
  readonly to: string;
  /** Who really gets it. */
  readonly envelope: { readonly from: string; readonly to: string[] };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for every try. */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One kind of place to send notifications to. */
export interface Destination {
  readonly type: string;
  /** What a configuration needs of its settings. */
  readonly needs: "url" | "emailAddresses";
  readonly signs: boolean;
  render(event: NotificationEvent, settings: DestinationSettings): RenderedRequest | RenderedMail;
}
