import type { Created, Default, Moment } from "../db/columns.ts";

export interface ScheduleRow {
  id: string;
  workspaceId: string;
  kind: "drift" | "plan_only" | "plan_and_apply" | "refresh_only";
  cron: string | null;
  timeZone: Default<string>;
  everyMinutes: number | null;
  enabled: Default<boolean>;
  lastAt: Moment | null;
  nextAt: Moment | null;
  lastStartedId: string | null;
  problem: string | null;
  createdAt: Created;
}

export interface ScheduleTables {
  schedules: ScheduleRow;
}
