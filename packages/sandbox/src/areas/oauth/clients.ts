import { route, type Route } from "../../area.ts";
import { ok, param, type Call } from "../../call.ts";
import { notFound } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, present, textAt, valueAt, type JsonObject } from "../../store/json.ts";
import { appOf } from "./client-assertion.ts";

const isClient = ({ body }: Stored): boolean => textAt(body, "credentials.oauthClient.client_id") !== undefined;

/** An app as OAuth's dynamic registration names it (RFC 7591). */
const shownClient = ({ body }: Stored): JsonObject => {
  const credentials = objectAt(body, "credentials.oauthClient");
  const settings = objectAt(body, "settings.oauthClient");
  return present({
    client_id: credentials["client_id"],
    client_id_issued_at: Math.floor(Date.parse(textAt(body, "created") ?? "") / 1000),
    client_secret_expires_at: 0,
    client_name: body["label"],
    client_uri: settings["client_uri"] ?? null,
    logo_uri: settings["logo_uri"] ?? null,
    application_type: settings["application_type"],
    redirect_uris: settings["redirect_uris"] ?? [],
    post_logout_redirect_uris: settings["post_logout_redirect_uris"] ?? [],
    response_types: settings["response_types"] ?? [],
    grant_types: settings["grant_types"] ?? [],
    initiate_login_uri: settings["initiate_login_uri"],
    jwks: settings["jwks"],
    token_endpoint_auth_method: credentials["token_endpoint_auth_method"],
    dpop_bound_access_tokens: valueAt(settings, "dpop_bound_access_tokens"),
  });
};

const clientsOf = (call: Call): Stored[] => {
  const word = call.query.get("q")?.toLowerCase();
  const named = ({ body }: Stored): boolean => !word || (textAt(body, "label") ?? "").toLowerCase().startsWith(word) || textAt(body, "credentials.oauthClient.client_id")?.toLowerCase() === word;
  return call.org.store.collection("apps").all().filter((app) => isClient(app) && named(app));
};

/** OAuth clients: the apps that have a client id. */
export const clientRoutes: readonly Route[] = [
  route("GET", "/oauth2/v1/clients", (call) => page(call, clientsOf(call), { limit: 200, max: 200 }, shownClient)),
  route("GET", "/oauth2/v1/clients/{clientId}", (call) => {
    const found = appOf(call.org, param(call, "clientId"));
    if (!found) throw notFound(param(call, "clientId"), "PublicClientApp");
    return ok(shownClient(found));
  }),
];
