import { z } from "zod";
import { pageOf, paging } from "./paging.ts";
import { routes } from "./routes.ts";

/** What people can be told of, with the sentence it is told in. The first nine are HCP Terraform's. */
export const notificationTriggers = {
  "run:created": "Run created",
  "run:planning": "Run planning",
  "run:needs_attention": "Run needs attention",
  "run:applying": "Run applying",
  "run:completed": "Run completed",
  "run:errored": "Run errored",
  "assessment:drifted": "Drift detected",
  "assessment:check_failure": "Checks failed",
  "assessment:failed": "Health assessment failed",
  "drift:found": "Drift found",
  "drift:resolved": "Drift resolved",
} as const;

export type NotificationTrigger = keyof typeof notificationTriggers;

/** Where they can be told, in words. */
export const notificationDestinations = { generic: "Webhook", slack: "Slack", "microsoft-teams": "Microsoft Teams", email: "E-mail" } as const;

export type NotificationDestination = keyof typeof notificationDestinations;

/** So many a workspace may have. */
export const mostNotifications = 20;

const trigger = z.enum(["run:created", "run:planning", "run:needs_attention", "run:applying", "run:completed", "run:errored", "assessment:drifted", "assessment:check_failure", "assessment:failed", "drift:found", "drift:resolved"] satisfies NotificationTrigger[]);
const destination = z.enum(["generic", "slack", "microsoft-teams", "email"] satisfies NotificationDestination[]);

/** What a receiver answered, without secrets and cut where it is long. */
export const deliveryResponse = z.object({
  /** The status of HTTP or SMTP; null: there was no answer. */
  code: z.number().int().nullable(),
  headers: z.record(z.string(), z.array(z.string())),
  body: z.string(),
  /** Why there was no answer, and what to do. */
  problem: z.string().nullable(),
  sentAt: z.string(),
});

/** One message to one place, however often it was tried. */
export const delivery = z.object({
  id: z.string(),
  notificationId: z.string(),
  trigger: z.enum([...trigger.options, "verification"]),
  /** What it says, in a line. */
  title: z.string(),
  /** What it is about. */
  url: z.string(),
  status: z.enum(["pending", "delivered", "failed"]),
  attempts: z.number().int(),
  response: deliveryResponse.nullable(),
  createdAt: z.string(),
  lastAttemptAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
});

/** A place to which a workspace's messages go. Address and token can be written, and not read. */
export const notification = z.object({
  id: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  destination,
  enabled: z.boolean(),
  /** Where it sends to, without what makes the address a secret: "https://hooks.slack.com/…". */
  address: z.string().nullable(),
  hasToken: z.boolean(),
  triggers: z.array(trigger),
  emailAddresses: z.array(z.string()),
  accounts: z.array(z.object({ id: z.string(), username: z.string() })),
  createdAt: z.string(),
  updatedAt: z.string(),
  lastDelivery: delivery.nullable(),
});

const settings = {
  name: z.string().trim().min(1).max(100),
  url: z.string().trim().max(2000),
  /** Signs the messages of a webhook; an empty one: no signature. */
  token: z.string().max(500).nullable(),
  enabled: z.boolean(),
  triggers: z.array(trigger).max(trigger.options.length),
  emailAddresses: z.array(z.email().max(200)).max(50),
  accountIds: z.array(z.string().max(60)).max(50),
};

/** A saved configuration; with the test that was sent when it was saved enabled. One whose test fails stays disabled. */
const saved = z.object({ notification, test: delivery.nullable() });

/** Who is told what of a workspace, and what became of each message. */
export const notificationRoutes = routes({
  list: { method: "GET", path: "/api/v1/workspaces/:workspace/notifications", answer: z.object({ items: z.array(notification) }), summary: "List where a workspace's messages go" },
  create: {
    method: "POST",
    path: "/api/v1/workspaces/:workspace/notifications",
    body: z.object({ ...settings, destination, enabled: settings.enabled.default(false), triggers: settings.triggers.default([]), url: settings.url.optional(), token: settings.token.optional(), emailAddresses: settings.emailAddresses.default([]), accountIds: settings.accountIds.default([]) }),
    answer: saved,
    summary: "Add a place to send messages to; enabled, it is tested first",
  },
  show: { method: "GET", path: "/api/v1/notifications/:id", answer: notification, summary: "Show a notification configuration" },
  update: { method: "PATCH", path: "/api/v1/notifications/:id", body: z.object(settings).partial(), answer: saved, summary: "Change a notification configuration; what is not named stays" },
  remove: { method: "DELETE", path: "/api/v1/notifications/:id", summary: "Delete a notification configuration with its log" },
  test: { method: "POST", path: "/api/v1/notifications/:id/test", answer: delivery, summary: "Send a test message now and show the answer" },
  deliveries: {
    method: "GET",
    path: "/api/v1/notifications/:id/deliveries",
    query: paging.extend({ status: z.enum(["pending", "delivered", "failed"]).optional() }),
    answer: pageOf(delivery),
    summary: "List what was sent, the newest first",
  },
  showDelivery: { method: "GET", path: "/api/v1/deliveries/:id", answer: delivery.extend({ message: z.string() }), summary: "Show a delivery with the message as it is sent" },
  redeliver: { method: "POST", path: "/api/v1/deliveries/:id/redeliver", answer: delivery, summary: "Send a message again, under the same id" },
});

export type Notification = z.output<typeof notification>;
export type Delivery = z.output<typeof delivery>;
export type DeliveryResponse = z.output<typeof deliveryResponse>;
