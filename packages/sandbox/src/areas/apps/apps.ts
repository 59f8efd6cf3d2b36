import { route, type Area } from "../../area.ts";
import { seedObject } from "../../behaviours/system-objects.ts";
import { noContent, ok, param, type Answer, type Call } from "../../call.ts";
import { parseExpression } from "../../http/expression.ts";
import { notFound, refusal } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import { record } from "../../log/event.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { removeMappingsOf } from "../mappings.ts";
import { appGroupRoutes } from "./app-groups.ts";
import { appUserRoutes } from "./app-users.ts";
import { appOf, appTarget, shownApp } from "./app.ts";
import { clientSecretRoutes } from "./client-secrets.ts";
import { grantRoutes } from "./grants.ts";
import { jwksRoutes } from "./jwks.ts";
import { keyRoutes } from "./keys.ts";
import { orgKey } from "./org-keys.ts";
import { provisioningRoutes } from "./provisioning.ts";
import { pushMappingRoutes } from "./push-mappings.ts";
import { createApp, defaultPolicy, updateApp } from "./write-app.ts";

const filterable = ["id", "status", "name", "credentials.signing.kid", "settings.slo.enabled", "user.id", "group.id"];

/** The apps of one user or group are asked for by a filter, too. */
const chosen = (call: Call): ((app: Stored) => boolean) => {
  const filter = call.query.get("filter");
  const q = call.query.get("q")?.toLowerCase();
  const test = filter ? parseExpression(filter, { attributes: filterable }) : undefined;
  const { store } = call.org;
  return (app) => {
    const words = [textAt(app.body, "name"), textAt(app.body, "label")];
    if (q && !words.some((word) => word?.toLowerCase().startsWith(q))) return false;
    if (!test) return true;
    const users = store.relation("app-users").of(app.id).map(({ right }) => ({ id: right }));
    const groups = store.relation("app-groups").of(app.id).map(({ right }) => ({ id: right }));
    return test({ ...app.body, user: users, group: groups });
  };
};

const list = (call: Call): Answer => {
  const apps = call.org.store.collection("apps").asOf(call.org.faults.lag).filter(chosen(call));
  return page(call, apps, { max: 200, self: "always" }, (app) => shownApp(app, call));
};

const firstParty = ["saasure", "okta_enduser", "okta_browser_plugin"];

const move = (status: "ACTIVE" | "INACTIVE") => (call: Call): Answer => {
  const app = appOf(call);
  if (app.hidden["firstParty"] === true) throw refusal(403, "E0000143", "App instance operation not allowed.");
  if (app.body["status"] !== status) {
    call.org.store.collection("apps").replace(app, { ...app.body, status, lastUpdated: isoTime(call.now) });
    record(call, `application.lifecycle.${status === "ACTIVE" ? "activate" : "deactivate"}`, [appTarget(app)]);
  }
  return ok({});
};

const belongings = ["client-secrets", "app-keys", "grants", "federated-claims", "push-mappings"];

const remove = (call: Call): Answer => {
  const app = appOf(call);
  if (app.hidden["firstParty"] === true) throw refusal(403, "E0000143", "App instance operation not allowed.");
  if (app.body["status"] === "ACTIVE") throw refusal(403, "E0000056", "Delete application forbidden.", "The application must be deactivated before it can be deleted.");
  const { store } = call.org;
  record(call, "application.lifecycle.delete", [appTarget(app)]);
  for (const relation of store.relations.values()) relation.forget(app.id);
  for (const name of [...belongings, "role-assignments"]) for (const { id } of store.collection(name).under(app.id)) store.collection(name).remove(id);
  for (const name of [`connection-${app.id}`, `id-token-${app.id}`]) store.documents.delete(name);
  store.collection("schemas").remove(`osc-${app.id}`);
  removeMappingsOf(call.org, app.id);
  store.collection("apps").remove(app.id);
  return noContent();
};

const kinds: Readonly<Record<string, string>> = { ACCESS_POLICY: "accessPolicy", PROFILE_ENROLLMENT: "profileEnrollment" };

/** Puts an app under another policy; which, depends on the policy's type. */
const setPolicy = (call: Call): Answer => {
  const app = appOf(call);
  const id = param(call, "policyId");
  const policy = call.org.store.collection("policies").get(id);
  const kind = kinds[textAt(policy?.body, "type") ?? ""];
  if (!policy || !kind) throw notFound(id, "Policy");
  const changed = app.hidden[kind] !== id;
  call.org.store.collection("apps").replace(app, { ...app.body, lastUpdated: isoTime(call.now) }, { ...app.hidden, [kind]: id });
  if (changed) record(call, "policy.mapping.create", [{ id, type: "PolicyEntity", name: textAt(policy.body, "name") ?? "" }, appTarget(app)]);
  return noContent();
};

const uploadLogo = (call: Call): Answer => {
  const app = appOf(call);
  call.org.store.collection("apps").replace(app, app.body, { ...app.hidden, logo: call.org.ids.id("gfs") });
  record(call, "application.lifecycle.update", [appTarget(app)]);
  return { status: 201 };
};

const seed = (org: Org): void => {
  const labels: Readonly<Record<string, string>> = { saasure: "Okta Admin Console", okta_enduser: "Okta Dashboard", okta_browser_plugin: "Okta Browser Plugin" };
  for (const name of firstParty) {
    const label = labels[name] ?? name;
    const policy = org.store.collection("policies").find(({ body }) => body["type"] === "ACCESS_POLICY" && body["name"] === label);
    const hidden = {
      custom: false,
      firstParty: true,
      ...(policy ? { accessPolicy: policy.id } : {}),
      profileEnrollment: defaultPolicy(org, "PROFILE_ENROLLMENT")?.id ?? "",
    };
    seedObject(org, "apps", "0oa", {
      name,
      label,
      status: "ACTIVE",
      accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
      visibility: { autoSubmitToolbar: false, hide: { iOS: false, web: false }, appLinks: name === "saasure" ? { admin: true } : {} },
      features: [],
      signOnMode: "OPENID_CONNECT",
      credentials: { userNameTemplate: { template: "${source.login}", type: "BUILT_IN" }, signing: { kid: orgKey(org, "openid") } },
      universalLogout: null,
      settings: {
        app: {},
        notifications: { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } },
        manualProvisioning: false,
        implicitAssignment: false,
        emOptInStatus: "NONE",
      },
    }, { hidden });
  }
};

/** Apps: made, signed in to, assigned, put under policies. */
export const apps: Area = {
  name: "apps",
  seed,
  routes: [
    route("GET", "/api/v1/apps", list),
    route("POST", "/api/v1/apps", createApp),
    route("GET", "/api/v1/apps/{appId}", (call) => ok(shownApp(appOf(call), call))),
    route("PUT", "/api/v1/apps/{appId}", updateApp),
    route("DELETE", "/api/v1/apps/{appId}", remove),
    route("POST", "/api/v1/apps/{appId}/lifecycle/activate", move("ACTIVE")),
    route("POST", "/api/v1/apps/{appId}/lifecycle/deactivate", move("INACTIVE")),
    route("PUT", "/api/v1/apps/{appId}/policies/{policyId}", setPolicy),
    route("POST", "/api/v1/apps/{appId}/logo", uploadLogo),
    ...appGroupRoutes,
    ...appUserRoutes,
    ...clientSecretRoutes,
    ...grantRoutes,
    ...jwksRoutes,
    ...keyRoutes,
    ...provisioningRoutes,
    ...pushMappingRoutes,
  ],
};
