import { mostNotifications, notificationDestinations, type NotificationDestination, type NotificationTrigger } from "@lockstep/contract";
import type { Selectable } from "kysely";
import { Problem } from "../problem.ts";
import { findDestination } from "./destinations/index.ts";
import type { DeliveryRow, NotificationConfigurationRow } from "./tables.ts";

export type Configuration = Selectable<NotificationConfigurationRow>;
export type StoredDelivery = Selectable<DeliveryRow>;

/** What of a configuration can be given; what is not named stays. */
export interface NotificationSettings {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly token?: string | null | undefined;
  readonly enabled?: boolean | undefined;
  readonly triggers?: readonly NotificationTrigger[] | undefined;
  readonly emailAddresses?: readonly string[] | undefined;
  readonly accountIds?: readonly string[] | undefined;
}

/** An address without what makes it a secret: its path and query. */
export const maskedAddress = (url: string): string => (URL.canParse(url) ? `${new URL(url).origin}/…` : "…");

const refuse = (detail: string, attribute: string): never => {
  throw new Problem("invalid", { detail }, `/data/attributes/${attribute}`);
};

/** Refuses a destination that could never be reached. */
export function checkDestination(destination: NotificationDestination, { url, recipients }: { readonly url: string | undefined; readonly recipients: number }, { allowHttp, mail }: { readonly allowHttp: boolean; readonly mail: boolean }): void {
  if (findDestination(destination)?.needs === "emailAddresses") {
    if (!mail) refuse("This server sends no e-mail: whoever runs it sets LOCKSTEP_SMTP_URL.", "destination-type");
    if (recipients === 0) refuse("An e-mail needs someone who gets it: name addresses or accounts.", "email-addresses");
    return;
  }
  const address = url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
  const schemes = allowHttp ? ["https:", "http:"] : ["https:"];
  if (!address || !schemes.includes(address.protocol) || address.username !== "") refuse(`${notificationDestinations[destination]} needs the address to send to: one that begins with "https://" and has no user name.`, "url");
}

/** Refuses one too many. */
export function checkCount(count: number): void {
  if (count >= mostNotifications) throw new Problem("invalid", { detail: `A workspace has at most ${mostNotifications} notification configurations. Delete one that is not needed.` });
}

/** What of it is kept apart by the vault. */
export const sealContext = (organizationId: string, id: string, column: "url_sealed" | "token_sealed") => ({ organization: organizationId, table: "notification_configurations", column, row: id });
