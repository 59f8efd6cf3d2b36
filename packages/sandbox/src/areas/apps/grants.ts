import { route, type Route } from "../../area.ts";
import { created, linkTo, noContent, ok, param, urlOf, type Answer, type Call } from "../../call.ts";
import { invalid, missing, notFound } from "../../http/failure.ts";
import { principalId } from "../../http/principal.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, wordOf, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { appOf, appTarget } from "./app.ts";

const path = "/api/v1/apps/{appId}/grants";

const grants = (call: Call) => call.org.store.collection("grants");

const shown = (call: Call, app: Stored, { id, body }: Stored): JsonObject => ({
  ...body,
  issuer: textAt(body, "issuer") ?? call.base,
  _embedded: { scope: { id: body["scopeId"] ?? null } },
  _links: {
    app: { ...linkTo(call, `/api/v1/apps/${app.id}`), title: app.body["label"] ?? "" },
    self: linkTo(call, `/api/v1/apps/${app.id}/grants/${id}`, "GET", "DELETE"),
    client: { href: urlOf(call, `/oauth2/v1/clients/${app.id}`), title: app.body["label"] ?? "" },
  },
});

const grant = (call: Call): Answer => {
  const app = appOf(call);
  const scope = textAt(call.body, "scopeId");
  if (!scope) throw missing("scopeId");
  if (!scope.startsWith("okta.")) throw invalid("scopeId", `scopeId: '${scope}' is not a valid scope.`);
  const known = grants(call).under(app.id).find(({ body }) => body["scopeId"] === scope);
  if (known) return created(shown(call, app, known));
  const id = call.org.ids.id("oag");
  const now = isoTime(call.now);
  const by = { id: principalId(call.principal), type: call.principal.kind === "service" ? "Client" : "User" };
  const clientId = textAt(app.body, "credentials.oauthClient.client_id") ?? app.id;
  const added = grants(call).add(id, { id, status: "ACTIVE", created: now, createdBy: by, lastUpdated: now, issuer: textAt(call.body, "issuer") ?? call.base, clientId, scopeId: scope, source: "ADMIN" }, { parent: app.id });
  record(call, "app.oauth2.admin.consent.grant", [appTarget(app)], { debug: { grantedScopes: scope } });
  return created(shown(call, app, added));
};

const grantOf = (call: Call): { app: Stored; found: Stored } => {
  const app = appOf(call);
  const id = param(call, "grantId");
  const found = grants(call).get(id);
  if (!found || found.parent !== app.id) throw notFound(id, "OAuth2ScopeConsentGrant");
  return { app, found };
};

/** The scopes of Okta's own API that an app was granted. */
export const grantRoutes: readonly Route[] = [
  route("GET", path, (call) => {
    const app = appOf(call);
    return ok(grants(call).under(app.id).map((one) => shown(call, app, one)));
  }),
  route("POST", path, grant),
  route("GET", `${path}/{grantId}`, (call) => {
    const { app, found } = grantOf(call);
    return ok(shown(call, app, found));
  }),
  route("DELETE", `${path}/{grantId}`, (call) => {
    const { app, found } = grantOf(call);
    grants(call).remove(found.id);
    record(call, "app.oauth2.admin.consent.revoke", [appTarget(app)], { debug: { revokedScopes: wordOf(found.body["scopeId"]) } });
    return noContent();
  }),
];
