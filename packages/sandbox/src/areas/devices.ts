import type { Area } from "../area.ts";
import { crud } from "../behaviours/crud.ts";
import type { Accepting, Shape } from "../behaviours/shape.ts";
import { invalid, refusal } from "../http/failure.ts";
import { principalId } from "../http/principal.ts";
import type { Call } from "../call.ts";
import type { Stored } from "../store/collection.ts";
import { omit, present, textAt, textsAt, type JsonObject } from "../store/json.ts";
import { isoTime } from "../store/times.ts";
import { eventsAt } from "./known-events.ts";
import { selfOnly } from "./links.ts";

const serverOwned = ["id", "_links", "createdBy", "createdDate", "lastUpdate", "lastUpdatedBy", "resourceId", "resourceType", "resourceDisplayName"];
const platforms = ["ANDROID", "CHROMEOS", "IOS", "MACOS", "WINDOWS"];

const assuranceBody = (request: JsonObject, { call, old }: Accepting): JsonObject => {
  const platform = textAt(request, "platform") ?? textAt(old?.body, "platform") ?? "";
  if (!platforms.includes(platform)) throw invalid("platform", `platform: "${platform}" is not a platform`);
  const now = isoTime(call.now);
  const by = principalId(call.principal);
  return {
    displayRemediationMode: "HIDE",
    ...omit(request, serverOwned),
    platform,
    createdDate: old?.body["createdDate"] ?? now,
    createdBy: old?.body["createdBy"] ?? by,
    lastUpdate: now,
    lastUpdatedBy: by,
  };
};

const shownAssurance = (body: JsonObject, updated: boolean): JsonObject => {
  const { _links, id, name, createdDate, createdBy, ...others } = body;
  // The answer to an update does not say who made it and when.
  const made = updated ? {} : { createdDate, createdBy };
  const resource = { resourceId: id, resourceDisplayName: { value: name ?? null, sensitive: false }, resourceType: "DeviceAssurancePolicyEntity" };
  return present({ id, name, ...others, ...made, ...resource, _links });
};

const refuseWhileUsed = (assurance: Stored, call: Call): void => {
  const rules = call.org.store.collection("policy-rules").all();
  const user = rules.find(({ body }) => textsAt(body, "conditions.device.assurance.include").includes(assurance.id));
  if (user) throw refusal(409, "E0000195", `Api validation failed due to conflict: The device assurance policy is used by the rule "${textAt(user.body, "name")}"`);
};

const deviceAssuranceShape: Shape = {
  collection: "device-assurances",
  path: "/api/v1/device-assurances",
  id: "deviceAssuranceId",
  idPrefix: "dae",
  kind: "DeviceAssurance",
  times: [],
  required: ["name"],
  unique: { path: "name", field: "name" },
  accept: assuranceBody,
  list: { self: "never" },
  links: selfOnly("/api/v1/device-assurances", "GET", "PUT", "DELETE"),
  show: (body, { in: where }) => shownAssurance(body, where === "update"),
  mayDelete: refuseWhileUsed,
  events: eventsAt("/api/v1/device-assurances/{deviceAssuranceId}"),
};

const deviceShape: Shape = {
  collection: "devices",
  path: "/api/v1/devices",
  id: "deviceId",
  idPrefix: "guo",
  kind: "Device",
  operations: ["list", "get", "delete"],
  lifecycle: { answer: "no-content", deleteOnlyInactive: true },
  list: { limit: 200, max: 200, search: {} },
  links: selfOnly("/api/v1/devices", "GET", "PUT", "PATCH"),
};

/** Devices, and what must be true of them. */
export const devices: Area = { name: "devices", routes: [...crud(deviceAssuranceShape), ...crud(deviceShape)] };
