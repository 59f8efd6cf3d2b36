import { route, type Route } from "../../area.ts";
import { crud, findObject, shown } from "../../behaviours/crud.ts";
import type { Accepting, Shape } from "../../behaviours/shape.ts";
import { linkTo, ok, type Answer, type Call } from "../../call.ts";
import { invalid, notFound } from "../../http/failure.ts";
import type { Stored } from "../../store/collection.ts";
import { present, textAt, type Json, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";

const path = "/api/v1/apps/{appId}/group-push/mappings";

/** The group in the app that a source group is pushed to: one that is there, or a new one of the given name. */
const targetOf = (call: Call, request: JsonObject, source: Stored): string => {
  const groups = call.org.store.collection("groups");
  const id = textAt(request, "targetGroupId");
  if (id && !groups.get(id)) throw notFound(id, "UserGroup");
  if (id) return id;
  const name = textAt(request, "targetGroupName") ?? textAt(source.body, "profile.name") ?? "";
  const now = isoTime(call.now);
  const made = call.org.ids.id("00g");
  groups.add(made, {
    id: made,
    created: now,
    lastUpdated: now,
    lastMembershipUpdated: now,
    objectClass: ["okta:windows_security_principal"],
    type: "APP_GROUP",
    profile: { name, description: source.body["profile"] ? (textAt(source.body, "profile.description") ?? null) : null },
  });
  return made;
};

const accept = (request: JsonObject, { call, parent }: Accepting): JsonObject => {
  const id = textAt(request, "sourceGroupId") ?? "";
  const source = call.org.store.collection("groups").get(id);
  if (!source) throw notFound(id, "UserGroup");
  const pushed = call.org.store.collection("push-mappings").under(parent?.id ?? "");
  if (pushed.some(({ body }) => body["sourceGroupId"] === id)) throw invalid("sourceGroupId", "The source group is already pushed to the app.");
  const status: Json = request["status"] ?? "ACTIVE";
  return present({
    status,
    sourceGroupId: id,
    targetGroupId: targetOf(call, request, source),
    lastPush: status === "ACTIVE" ? isoTime(call.now) : undefined,
    appConfig: request["appConfig"],
  });
};

const shape: Shape = {
  collection: "push-mappings",
  path,
  id: "mappingId",
  idPrefix: "gPm",
  kind: "GroupPushMapping",
  parent: { collection: "apps", param: "appId", kind: "AppInstance" },
  operations: ["list", "create", "get", "delete"],
  createStatus: 201,
  required: ["sourceGroupId"],
  accept,
  list: { limit: 100, max: 1000, where: ({ body }, call) => !call.query.get("status") || body["status"] === call.query.get("status") },
  links: ({ parent, body }, call) => ({
    app: linkTo(call, `/api/v1/apps/${parent}`),
    sourceGroup: linkTo(call, `/api/v1/groups/${textAt(body, "sourceGroupId") ?? ""}`),
    targetGroup: linkTo(call, `/api/v1/groups/${textAt(body, "targetGroupId") ?? ""}`),
  }),
  mayDelete: ({ body }) => {
    if (body["status"] === "ACTIVE") throw invalid("status", "Only an inactive group push mapping can be deleted.");
  },
  deleted: ({ body }, call) => {
    if (call.query.get("deleteTargetGroup") === "true") call.org.store.collection("groups").remove(textAt(body, "targetGroupId") ?? "");
  },
};

const setStatus = (call: Call): Answer => {
  const mapping = findObject(shape, call);
  const status = textAt(call.body, "status");
  if (status !== "ACTIVE" && status !== "INACTIVE") throw invalid("status", "status: The status must be ACTIVE or INACTIVE");
  const pushed = status === "ACTIVE" ? { lastPush: isoTime(call.now) } : {};
  call.org.store.collection("push-mappings").replace(mapping, { ...mapping.body, ...pushed, status, lastUpdated: isoTime(call.now) });
  return ok(shown(shape, mapping, call, "update"));
};

/** Which groups are pushed into an app. */
export const pushMappingRoutes: readonly Route[] = [...crud(shape), route("PATCH", `${path}/{mappingId}`, setStatus)];
