import { route, type Route } from "../../area.ts";
import { crud } from "../../behaviours/crud.ts";
import type { Shape } from "../../behaviours/shape.ts";
import { linkTo, noContent, ok, param, type Answer, type Call } from "../../call.ts";
import { invalid, notFound, refusal } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, objectAt, omit, pick, textAt, withDefaults, type JsonObject } from "../../store/json.ts";
import { appOf, appTarget } from "./app.ts";

const connectionPath = "/api/v1/apps/{appId}/connections/default";

const documentOf = (app: Stored): string => `connection-${app.id}`;

const connectionOf = (call: Call, app: Stored): JsonObject => {
  const known = call.org.store.documents.get(documentOf(app));
  return known ?? { authScheme: "TOKEN", status: "DISABLED", profile: { authScheme: "TOKEN" } };
};

const shown = (call: Call, app: Stored): JsonObject => {
  const one = `/api/v1/apps/${app.id}/connections/default`;
  const connection = connectionOf(call, app);
  const step = connection["status"] === "ENABLED" ? "deactivate" : "activate";
  return { ...connection, _links: { self: linkTo(call, one, "POST", "GET"), [step]: linkTo(call, `${one}/lifecycle/${step}`, "POST") } };
};

const connect = (call: Call): Answer => {
  const app = appOf(call);
  const profile = objectAt(call.body, "profile");
  const scheme = textAt(profile, "authScheme") ?? "TOKEN";
  if (scheme === "TOKEN" && !textAt(profile, "token")) throw invalid("profile", "token: The field cannot be left blank");
  const base = textAt(call.body, "baseUrl");
  // The token is kept, and never shown.
  const status = call.query.get("activate") === "true" ? "ENABLED" : (connectionOf(call, app)["status"] ?? "DISABLED");
  call.org.store.setDocument(documentOf(app), { authScheme: scheme, status, ...(base ? { baseUrl: base } : {}), profile: omit(profile, ["token"]) });
  record(call, "application.lifecycle.update", [appTarget(app)]);
  return ok(shown(call, app));
};

const move = (status: string) => (call: Call): Answer => {
  const app = appOf(call);
  call.org.store.setDocument(documentOf(app), { ...connectionOf(call, app), status });
  record(call, "application.lifecycle.update", [appTarget(app)]);
  return noContent();
};

/** The features of provisioning, as they are until somebody sets them. */
const features: Readonly<Record<string, { description: string; capabilities: JsonObject }>> = {
  USER_PROVISIONING: {
    description: "User provisioning settings from Okta to a downstream application",
    capabilities: {
      create: { lifecycleCreate: { status: "DISABLED" } },
      update: { profile: { status: "DISABLED" }, lifecycleDeactivate: { status: "DISABLED" }, password: { status: "DISABLED", seed: "RANDOM", change: "KEEP_EXISTING" } },
    },
  },
  INBOUND_PROVISIONING: {
    description: "In-bound provisioning settings for provisioning users from an application to Okta",
    capabilities: {
      importSettings: { username: { userNameFormat: "EMAIL" }, schedule: { status: "DISABLED", fullImport: null, incrementalImport: null } },
      importRules: {
        userCreateAndMatch: {
          exactMatchCriteria: "USERNAME",
          allowPartialMatch: true,
          autoConfirmPartialMatch: false,
          autoConfirmExactMatch: false,
          autoConfirmNewUsers: false,
          autoActivateNewUsers: false,
        },
      },
    },
  },
};

const featurePath = "/api/v1/apps/{appId}/features";

const featureOf = (call: Call, app: Stored, name: string): JsonObject => {
  const initial = features[name];
  if (!initial) throw notFound(name, "ApplicationFeature");
  if (connectionOf(call, app)["status"] !== "ENABLED") {
    throw refusal(400, "E0000001", "Api validation failed: application", "Provisioning is not supported or not enabled for the application.");
  }
  const kept = call.org.store.document(`feature-${app.id}-${name}`);
  return {
    name,
    status: "ENABLED",
    description: initial.description,
    capabilities: withDefaults(kept, initial.capabilities),
    _links: { self: linkTo(call, `/api/v1/apps/${app.id}/features/${name}`, "GET", "PUT") },
  };
};

const setFeature = (call: Call): Answer => {
  const app = appOf(call);
  const name = param(call, "featureName");
  const { capabilities } = featureOf(call, app, name);
  if (isObject(capabilities)) call.org.store.setDocument(`feature-${app.id}-${name}`, withDefaults(call.body, capabilities));
  record(call, "application.lifecycle.update", [appTarget(app)]);
  return ok(featureOf(call, app, name));
};

const claims: Shape = {
  collection: "federated-claims",
  path: "/api/v1/apps/{appId}/federated-claims",
  id: "claimId",
  idPrefix: "ofc",
  kind: "FederatedClaim",
  parent: { collection: "apps", param: "appId", kind: "AppInstance" },
  createStatus: 201,
  required: ["name", "expression"],
  unique: { path: "name", field: "name" },
  accept: (request) => pick(request, ["name", "expression"]),
  list: { self: "never" },
};

/** How an app exchanges people with Okta, and the claims it is told of them. */
export const provisioningRoutes: readonly Route[] = [
  route("GET", connectionPath, (call) => ok(shown(call, appOf(call)))),
  route("POST", connectionPath, connect),
  route("POST", `${connectionPath}/lifecycle/activate`, move("ENABLED")),
  route("POST", `${connectionPath}/lifecycle/deactivate`, move("DISABLED")),
  route("GET", featurePath, (call) => {
    const app = appOf(call);
    return ok(Object.keys(features).map((name) => featureOf(call, app, name)));
  }),
  route("GET", `${featurePath}/{featureName}`, (call) => ok(featureOf(call, appOf(call), param(call, "featureName")))),
  route("PUT", `${featurePath}/{featureName}`, setFeature),
  ...crud(claims),
];
