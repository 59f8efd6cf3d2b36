import type { NotificationDestination, NotificationTrigger, DeliveryResponse } from "@lockstep/contract";
import type { Created, Default, Json, Moment } from "../db/columns.ts";
import type { NotificationEvent } from "./notification-event.ts";

export interface NotificationConfigurationRow {
  id: string;
  workspaceId: string;
  name: string;
  destination: NotificationDestination;
  urlSealed: Buffer | null;
  tokenSealed: Buffer | null;
  enabled: Default<boolean>;
  triggers: Default<NotificationTrigger[]>;
  emailAddresses: Default<string[]>;
  accountIds: Default<string[]>;
  createdAt: Created;
  updatedAt: Default<Date>;
}

export interface DeliveryRow {
  id: string;
  notificationConfigurationId: string;
  eventKey: string;
  trigger: NotificationTrigger | "verification";
  event: Json<NotificationEvent>;
  status: Default<"pending" | "delivered" | "failed">;
  attempts: Default<number>;
  response: Json<DeliveryResponse> | null;
  createdAt: Created;
  lastAttemptAt: Moment | null;
  deliveredAt: Moment | null;
}

/** An event of a drift that is in a message. */
export interface DriftMessageRow {
  eventId: number;
  toldAt: Created;
}

export interface NotificationTables {
  driftMessages: DriftMessageRow;
  notificationConfigurations: NotificationConfigurationRow;
  deliveries: DeliveryRow;
}
