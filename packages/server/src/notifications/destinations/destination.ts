import type { Mail } from "../../mail/send-mail.ts";
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

/** A mail to send. */
export interface RenderedMail extends Mail {
  readonly kind: "mail";
  readonly envelope: { readonly from: string; readonly to: string[] };
}

/** One kind of place to send notifications to. */
export interface Destination {
  readonly type: string;
  /** What a configuration needs of its settings. */
  readonly needs: "url" | "emailAddresses";
  readonly signs: boolean;
  render(event: NotificationEvent, settings: DestinationSettings): RenderedRequest | RenderedMail;
}
