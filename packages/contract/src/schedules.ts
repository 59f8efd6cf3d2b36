import { z } from "zod";
import { routes } from "./routes.ts";

/** What a schedule starts. A scheduled plan-only run tells people only when something differs. */
export const scheduleKinds = {
  drift: "Look for drift",
  plan_only: "Plan only, and tell when something differs",
  plan_and_apply: "Plan and apply",
  refresh_only: "Take the org's values into the state",
} as const;

const kind = z.enum(["drift", "plan_only", "plan_and_apply", "refresh_only"]);

/** At times of a clock somewhere, or every so many minutes. */
const timing = { cron: z.string().trim().max(200).nullable().optional(), timeZone: z.string().trim().max(100).optional(), everyMinutes: z.number().int().nullable().optional() };

export const schedule = z.object({
  id: z.string(),
  workspaceId: z.string(),
  kind,
  cron: z.string().nullable(),
  timeZone: z.string(),
  everyMinutes: z.number().int().nullable(),
  enabled: z.boolean(),
  /** "At 09:00, every day, America/New_York". */
  words: z.string(),
  lastAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  /** The next times, when it is enabled. */
  next: z.array(z.string()),
  /** Why the last time started nothing. */
  problem: z.string().nullable(),
  /** The run or the scan that the last time started. */
  lastStartedId: z.string().nullable(),
  createdAt: z.string(),
});

/** What goes on by itself in a workspace. */
export const scheduleRoutes = routes({
  list: { method: "GET", path: "/api/v1/workspaces/:workspace/schedules", answer: z.object({ items: z.array(schedule) }), summary: "List a workspace's schedules" },
  create: { method: "POST", path: "/api/v1/workspaces/:workspace/schedules", body: z.object({ kind, ...timing, enabled: z.boolean().default(true) }), answer: schedule, summary: "Make a schedule" },
  show: { method: "GET", path: "/api/v1/schedules/:id", answer: schedule, summary: "Show a schedule" },
  update: { method: "PATCH", path: "/api/v1/schedules/:id", body: z.object({ kind: kind.optional(), ...timing, enabled: z.boolean().optional() }), answer: schedule, summary: "Change a schedule" },
  remove: { method: "DELETE", path: "/api/v1/schedules/:id", summary: "Delete a schedule" },
  runNow: { method: "POST", path: "/api/v1/schedules/:id/run", answer: schedule, summary: "Do now what the schedule does" },
  preview: {
    method: "POST",
    path: "/api/v1/schedules/preview",
    body: z.object(timing),
    answer: z.object({ words: z.string(), next: z.array(z.string()) }),
    summary: "Say in words when a schedule would come, before it is saved",
  },
});

export type Schedule = z.output<typeof schedule>;
