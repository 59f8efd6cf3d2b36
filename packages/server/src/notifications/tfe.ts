import { notificationDestinations, notificationTriggers, type NotificationDestination, type NotificationTrigger } from "@lockstep/contract";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, listDocument, moment, toMany, toOne, type Document, type Resource } from "../tfe/document.ts";
import type { TfeBody, TfeCall, TfeRoute } from "../tfe/routes.ts";
import { getWorkspace } from "../workspaces/service.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { maskedAddress, sealContext, type Configuration, type NotificationSettings, type StoredDelivery } from "./notification.ts";
import { selectLastDeliveries } from "./queries.ts";
import { createNotification, deleteNotification, getNotification, listNotifications, testNotification, updateNotification } from "./service.ts";

/** HCP Terraform's notification configurations. */
export const notificationTfe = (server: Server): readonly TfeRoute[] => [
  { method: "GET", path: "/workspaces/:id/notification-configurations", handle: async (call) => list(server, call) },
  { method: "POST", path: "/workspaces/:id/notification-configurations", status: 201, handle: async (call) => create(server, call) },
  {
    method: "GET",
    path: "/notification-configurations/:id",
    handle: async ({ actor, params }) => {
      const { configuration, workspace } = await getNotification(server, actor, params["id"] ?? "");
      return document(await resourceOf(server, workspace, configuration));
    },
  },
  { method: "PATCH", path: "/notification-configurations/:id", handle: async (call) => change(server, call, settingsOf(call.body)) },
  { method: "POST", path: "/notification-configurations/:id/actions/enable", handle: async (call) => change(server, call, { enabled: true }) },
  {
    method: "DELETE",
    path: "/notification-configurations/:id",
    handle: async ({ actor, params }) => {
      await deleteNotification(server, actor, params["id"] ?? "");
      return undefined;
    },
  },
  { method: "POST", path: "/notification-configurations/:id/actions/verify", handle: async (call) => verify(server, call) },
];

async function list(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const { configurations, workspace } = await listNotifications(server, actor, params["id"] ?? "");
  const { page, size } = query.paging;
  const shown = configurations.slice((page - 1) * size, page * size);
  return listDocument(await Promise.all(shown.map(async (each) => resourceOf(server, workspace, each))), query.paging, configurations.length);
}

async function create(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const { workspace } = await getWorkspace(server, actor, params["id"] ?? "");
  const name = body.string("name")?.trim();
  if (!name) throw new Problem("invalid", { detail: "Name can't be blank" }, "/data/attributes/name");
  const saved = await createNotification(server, actor, workspace, destinationOf(body), { ...settingsOf(body), name });
  return document(await resourceOf(server, workspace, saved.configuration));
}

async function change(server: Server, { actor, params }: TfeCall, settings: NotificationSettings): Promise<Document> {
  const { configuration, workspace } = await updateNotification(server, actor, params["id"] ?? "", settings);
  return document(await resourceOf(server, workspace, configuration));
}

async function verify(server: Server, { actor, params }: TfeCall): Promise<Document> {
  const { response, status } = await testNotification(server, actor, params["id"] ?? "");
  if (status !== "delivered") throw new Problem("bad-request", { detail: `Unable to complete verification request to destination URL. ${response?.problem ?? ""}`.trim() });
  const { configuration, workspace } = await getNotification(server, actor, params["id"] ?? "");
  return document(await resourceOf(server, workspace, configuration));
}

function destinationOf(body: TfeBody): NotificationDestination {
  const given = body.string("destination-type") ?? "";
  const names = Object.keys(notificationDestinations) as NotificationDestination[];
  const known = names.find((name) => name === given);
  if (!known) throw new Problem("invalid", { detail: `"${given}" is no destination type. Choose one of ${names.join(", ")}.` }, "/data/attributes/destination-type");
  return known;
}

function settingsOf(body: TfeBody): NotificationSettings {
  const name = body.string("name")?.trim().slice(0, 100);
  const triggers = body.strings("triggers");
  const users = body.relations("users");
  return {
    ...(name && { name }),
    ...(body.string("url") !== undefined && { url: body.string("url")?.slice(0, 2000) }),
    ...(body.has("token") && { token: body.string("token")?.slice(0, 500) ?? null }),
    ...(body.boolean("enabled") !== undefined && { enabled: body.boolean("enabled") }),
    ...(triggers && { triggers: triggersOf(triggers) }),
    ...(body.strings("email-addresses") && { emailAddresses: addressesOf(body.strings("email-addresses") ?? []) }),
    ...(users && { accountIds: users.map(({ id }) => String(id)) }),
  };
}

function triggersOf(given: readonly string[]): readonly NotificationTrigger[] {
  const unknown = given.find((name) => !Object.hasOwn(notificationTriggers, name));
  if (unknown !== undefined) throw new Problem("invalid", { detail: `"${unknown}" is no trigger. Choose from ${Object.keys(notificationTriggers).join(", ")}.` }, "/data/attributes/triggers");
  return [...new Set(given)] as NotificationTrigger[];
}

function addressesOf(given: readonly string[]): readonly string[] {
  const wrong = given.find((address) => !/^[^\s@<>"]+@[^\s@<>"]+$/.test(address) || address.length > 200);
  if (wrong !== undefined || given.length > 50) throw new Problem("invalid", { detail: wrong === undefined ? "At most 50 e-mail addresses can be named." : `"${wrong}" is no e-mail address.` }, "/data/attributes/email-addresses");
  return given;
}

/** A configuration as HCP Terraform's API shows it; of the address only what is no secret. */
async function resourceOf(server: Pick<Server, "db" | "vault">, { organizationId }: Workspace, configuration: Configuration): Promise<Resource> {
  const { id, urlSealed } = configuration;
  const url = urlSealed ? maskedAddress(await server.vault.openText(urlSealed, sealContext(organizationId, id, "url_sealed"))) : null;
  const last = await selectLastDeliveries(server.db, [id]);
  return {
    id,
    type: "notification-configurations",
    attributes: {
      name: configuration.name,
      "destination-type": configuration.destination,
      enabled: configuration.enabled,
      url,
      token: null,
      triggers: configuration.triggers,
      "email-addresses": configuration.emailAddresses,
      "delivery-responses": last.flatMap((delivery) => answerOf(delivery, url)),
      "created-at": moment(configuration.createdAt),
      "updated-at": moment(configuration.updatedAt),
    },
    relationships: { subscribable: toOne("workspaces", configuration.workspaceId), users: toMany("users", configuration.accountIds) },
    links: { self: `/api/v2/notification-configurations/${id}` },
  };
}

// Its client reads code and success as texts.
function answerOf({ response, status }: StoredDelivery, url: string | null): readonly object[] {
  if (!response) return [];
  const { body, code, headers, problem, sentAt } = response;
  return [{ url: url ?? "", body: body === "" ? (problem ?? "") : body, code: code === null ? "" : String(code), headers, "sent-at": sentAt, successful: String(status === "delivered") }];
}
