import type { Created, Default, Json, Moment } from "../db/columns.ts";

export interface NotificationConfigurationRow {
  id: string;
  workspaceId: string;
  name: string;
  destination: "generic" | "slack" | "microsoft-teams" | "email";
  urlSealed: Buffer | null;
  tokenSealed: Buffer | null;
  enabled: Default<boolean>;
  triggers: Default<string[]>;
  emailAddresses: Default<string[]>;
  accountIds: Default<string[]>;
  createdAt: Created;
  updatedAt: Default<Date>;
}

export interface DeliveryRow {
  id: string;
  notificationConfigurationId: string;
  eventKey: string;
  trigger: string;
  event: Json<Record<string, unknown>>;
  status: Default<"pending" | "delivered" | "failed">;
  attempts: Default<number>;
  response: Json<Record<string, unknown>> | null;
  createdAt: Created;
  lastAttemptAt: Moment | null;
  deliveredAt: Moment | null;
}

export interface NotificationTables {
  notificationConfigurations: NotificationConfigurationRow;
  deliveries: DeliveryRow;
}
