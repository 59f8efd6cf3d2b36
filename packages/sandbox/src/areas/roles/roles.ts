import { route, type Area, type Route } from "../../area.ts";
import { linkTo, ok, param, type Answer, type Call } from "../../call.ts";
import { notFound } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import type { JsonObject } from "../../store/json.ts";
import { assignments } from "./assignment.ts";
import { assignmentRoutes } from "./assignments.ts";
import { bindingRoutes } from "./bindings.ts";
import { customRoleRoutes } from "./custom-roles.ts";
import { resourceSetRoutes } from "./resource-sets.ts";

const administrators = (call: Call): Answer => {
  const held = new Set(assignments(call.org).all().map(({ parent }) => parent));
  const users = call.org.store.collection("users").all().filter(({ id }) => held.has(id));
  const answer = page(call, users, { limit: 100, max: 100, self: "never" }, ({ id }) => ({
    id,
    orn: `orn:okta:directory:${call.org.id}:users:${id}`,
    _links: { roles: linkTo(call, `/api/v1/users/${id}/roles`), self: linkTo(call, `/api/v1/users/${id}`) },
  }));
  return Array.isArray(answer.body) ? { ...answer, body: { value: answer.body } } : answer;
};

/** What administrators can be told of by e-mail, and whether they are at first. */
const notifications: Readonly<Record<string, boolean>> = {
  CONNECTOR_AGENT: true,
  USER_LOCKED_OUT: false,
  APP_IMPORT: false,
  LDAP_AGENT: true,
  AD_AGENT: true,
  OKTA_ANNOUNCEMENT: true,
  OKTA_UPDATE: true,
  IWA_AGENT: true,
  USER_DEPROVISION: true,
  REPORT_SUSPICIOUS_ACTIVITY: true,
  RATELIMIT_NOTIFICATION: true,
  AGENT_AUTO_UPDATE_NOTIFICATION: true,
};

const subscriptions = (owner: string, name: string): Route[] => {
  const path = `${owner}/{${name}}/subscriptions`;
  const keyOf = (call: Call, type: string): string => `subscription-${param(call, name)}-${type}`;
  const shown = (call: Call, type: string): JsonObject => {
    const initial = notifications[type];
    if (initial === undefined) throw notFound(type, "Subscription");
    const kept = call.org.store.document(keyOf(call, type))["subscribed"];
    const subscribed = typeof kept === "boolean" ? kept : initial;
    const self = `${owner}/${param(call, name)}/subscriptions/${type}`;
    const verb = subscribed ? "unsubscribe" : "subscribe";
    return {
      notificationType: type,
      channels: ["email"],
      status: subscribed ? "subscribed" : "unsubscribed",
      _links: { [verb]: linkTo(call, `${self}/${verb}`, "POST"), self: linkTo(call, self) },
    };
  };
  const turn = (subscribed: boolean) => (call: Call): Answer => {
    const type = param(call, "notificationType");
    shown(call, type);
    call.org.store.setDocument(keyOf(call, type), { subscribed });
    return { status: 200 };
  };
  return [
    route("GET", path, (call) => ok(Object.keys(notifications).map((type) => shown(call, type)))),
    route("GET", `${path}/{notificationType}`, (call) => ok(shown(call, param(call, "notificationType")))),
    route("POST", `${path}/{notificationType}/subscribe`, turn(true)),
    route("POST", `${path}/{notificationType}/unsubscribe`, turn(false)),
  ];
};

/** Administrators: standard and custom roles, what they reach, who holds them. */
export const roles: Area = {
  name: "roles",
  routes: [
    ...assignmentRoutes,
    ...customRoleRoutes,
    ...resourceSetRoutes,
    ...bindingRoutes,
    route("GET", "/api/v1/iam/assignees/users", administrators),
    ...subscriptions("/api/v1/roles", "roleRef"),
    ...subscriptions("/api/v1/users", "userId"),
  ],
};
