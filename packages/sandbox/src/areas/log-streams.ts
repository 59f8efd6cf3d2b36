import type { Area } from "../area.ts";
import { crud } from "../behaviours/crud.ts";
import type { Shape } from "../behaviours/shape.ts";
import { urlOf, type Call } from "../call.ts";
import type { Stored } from "../store/collection.ts";
import { objectAt, omit, present, type JsonObject } from "../store/json.ts";
import { eventsAt } from "./known-events.ts";

const path = "/api/v1/logStreams";

/** Links here name one method each, unlike nearly everywhere else. */
const links = (stream: Stored, call: Call): JsonObject => {
  const verb = stream.body["status"] === "INACTIVE" ? "activate" : "deactivate";
  const at = urlOf(call, `${path}/${stream.id}`);
  return { self: { href: at, method: "GET" }, [verb]: { href: `${at}/lifecycle/${verb}`, method: "POST" } };
};

const logStreamShape: Shape = {
  collection: "log-streams",
  path,
  id: "logStreamId",
  idPrefix: "0oa",
  kind: "LogStream",
  status: "ACTIVE",
  required: ["name", "type"],
  unique: { path: "name", field: "name" },
  accept: (request, { old }) => ({
    type: old?.body["type"] ?? request["type"] ?? "",
    name: request["name"] ?? "",
    settings: { ...objectAt(old?.body, "settings"), ...omit(objectAt(request, "settings"), ["token"]) },
  }),
  hide: (request) => present({ token: objectAt(request, "settings")["token"] }),
  lifecycle: { answer: "empty", deleteOnlyInactive: true },
  list: { limit: 20, max: 200, filter: { attributes: ["type", "status"] } },
  links,
  show: ({ id, type, name, lastUpdated, created, status, settings, _links }) => present({ id, type, name, lastUpdated, created, status, settings, _links }),
  events: eventsAt(`${path}/{logStreamId}`),
};

/** Streams of the System Log to elsewhere. */
export const logStreams: Area = { name: "log streams", routes: crud(logStreamShape) };
