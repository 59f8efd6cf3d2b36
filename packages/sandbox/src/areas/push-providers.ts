import type { Area } from "../area.ts";
import { crud } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import type { Call } from "../call.ts";
import { refusal } from "../http/failure.ts";
import type { Stored } from "../store/collection.ts";
import { objectAt, present, textAt, valueAt, type JsonObject } from "../store/json.ts";
import { isoTime } from "../store/times.ts";
import { eventsAt } from "./known-events.ts";
import { selfOnly } from "./links.ts";

/** Of the keys that a provider is configured with only what identifies them comes back. */
const configurationOf = (type: string, given: JsonObject): JsonObject =>
  type === "FCM"
    ? present({ projectId: textAt(given, "serviceAccountJson.project_id") ?? textAt(given, "projectId") })
    : present({ keyId: given["keyId"], teamId: given["teamId"], fileName: given["fileName"] });

const providerBody = (request: JsonObject, { call, old }: Accepting): JsonObject => {
  const providerType = textAt(request, "providerType") ?? textAt(old?.body, "providerType") ?? "FCM";
  return { providerType, name: request["name"] ?? "", lastUpdatedDate: isoTime(call.now), configuration: configurationOf(providerType, objectAt(request, "configuration")) };
};

const refuseWhileUsed = (provider: Stored, call: Call): void => {
  const users = call.org.store.collection("authenticators").all().filter(({ body }) =>
    ["apns", "fcm"].some((kind) => valueAt(body, `provider.configuration.${kind}.id`) === provider.id),
  );
  if (users.length > 0) throw refusal(409, "E0000187", "Cannot delete push provider because it is being used by a custom app authenticator.");
};

const pushProviderShape: Shape = {
  collection: "push-providers",
  path: "/api/v1/push-providers",
  id: "pushProviderId",
  idPrefix: "ppc",
  kind: "PushProvider",
  times: [],
  required: ["name"],
  accept: providerBody,
  list: { self: "never", where: ({ body }, call) => [null, body["providerType"]].includes(call.query.get("type")) },
  links: selfOnly("/api/v1/push-providers", "GET", "PUT", "DELETE"),
  show: ({ id, providerType, name, lastUpdatedDate, configuration, _links }) => present({ id, providerType, name, lastUpdatedDate, configuration, _links }),
  mayDelete: refuseWhileUsed,
  events: eventsAt("/api/v1/push-providers/{pushProviderId}"),
};

/** Who delivers push notifications of custom authenticators. */
export const pushProviders: Area = { name: "push providers", routes: crud(pushProviderShape) };
