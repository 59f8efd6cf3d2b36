import { route, type Route } from "../../area.ts";
import { created, linkTo, noContent, ok, param, type Answer, type Call } from "../../call.ts";
import { invalid, notFound } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, listAt, withValue, wordOf, type Json, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { appOf, appTarget } from "./app.ts";

const path = "/api/v1/apps/{appId}/credentials/jwks";
const place = "settings.oauthClient.jwks.keys";

// Okta lets a client have fifty keys.
const most = 50;

const keysOf = (app: Stored): JsonObject[] => listAt(app.body, place).filter(isObject);

const setKeys = (call: Call, app: Stored, keys: readonly Json[]): void => {
  call.org.store.collection("apps").replace(app, { ...withValue(app.body, place, [...keys]), lastUpdated: isoTime(call.now) });
  record(call, "app.oauth2.client.lifecycle.update", [appTarget(app)]);
};

const shown = (call: Call, app: Stored, key: JsonObject): JsonObject => {
  const one = `/api/v1/apps/${app.id}/credentials/jwks/${wordOf(key["id"])}`;
  const links =
    key["status"] === "ACTIVE"
      ? { deactivate: linkTo(call, `${one}/lifecycle/deactivate`, "POST") }
      : { activate: linkTo(call, `${one}/lifecycle/activate`, "POST"), delete: linkTo(call, one, "DELETE") };
  const since = app.body["created"] ?? null;
  return { created: since, lastUpdated: since, ...key, _links: links };
};

const keyOf = (call: Call): { app: Stored; key: JsonObject } => {
  const app = appOf(call);
  const id = param(call, "keyId");
  const key = keysOf(app).find((one) => one["id"] === id);
  if (!key) throw notFound(id, "OAuth2ClientJsonWebKey");
  return { app, key };
};

const add = (call: Call): Answer => {
  const app = appOf(call);
  const kid = call.body["kid"];
  if (typeof call.body["kty"] !== "string") throw invalid("kty", "kty: The field cannot be left blank");
  if (keysOf(app).some((key) => kid !== undefined && key["kid"] === kid)) throw invalid("kid", "kid: The kid must be unique among the keys of the client.");
  if (keysOf(app).length >= most) throw invalid("jwks", `A client can have at most ${most} keys.`);
  const { status, ...material } = call.body;
  const key = { id: call.org.ids.id("pks"), use: "sig", ...material, kid: kid ?? call.org.ids.text(43), status: status ?? "ACTIVE" };
  setKeys(call, app, [...keysOf(app), key]);
  return created(shown(call, app, key));
};

const move = (status: string) => (call: Call): Answer => {
  const { app, key } = keyOf(call);
  const active = keysOf(app).filter((one) => one["status"] === "ACTIVE");
  if (status === "INACTIVE" && active.length === 1 && active[0] === key) throw invalid("jwks", "The last active key of a client cannot be deactivated.");
  const moved = { ...key, status };
  setKeys(call, app, keysOf(app).map((one) => (one === key ? moved : one)));
  return ok(shown(call, app, moved));
};

const remove = (call: Call): Answer => {
  const { app, key } = keyOf(call);
  if (key["status"] === "ACTIVE") throw invalid("jwks", "Only an inactive key can be deleted.");
  setKeys(call, app, keysOf(app).filter((one) => one !== key));
  return noContent();
};

/** The public keys that a client signs its assertions with. */
export const jwksRoutes: readonly Route[] = [
  route("GET", path, (call) => {
    const app = appOf(call);
    return ok(keysOf(app).map((key) => shown(call, app, key)));
  }),
  route("POST", path, add),
  route("GET", `${path}/{keyId}`, (call) => {
    const { app, key } = keyOf(call);
    return ok(shown(call, app, key));
  }),
  route("DELETE", `${path}/{keyId}`, remove),
  route("POST", `${path}/{keyId}/lifecycle/activate`, move("ACTIVE")),
  route("POST", `${path}/{keyId}/lifecycle/deactivate`, move("INACTIVE")),
];
