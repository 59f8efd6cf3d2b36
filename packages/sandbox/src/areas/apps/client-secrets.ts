import { createHash } from "node:crypto";
import { route, type Route } from "../../area.ts";
import { created, linkTo, noContent, ok, param, type Call } from "../../call.ts";
import { invalid, notFound } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { appOf, appTarget } from "./app.ts";

const path = "/api/v1/apps/{appId}/credentials/secrets";

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url").slice(0, 22);

const secrets = (org: Org) => org.store.collection("client-secrets");

/** Gives an app another client secret, and tells it. */
export const addClientSecret = (org: Org, app: Stored, value = org.ids.text(64)): string => {
  const id = org.ids.id("ocs");
  const now = isoTime(org.clock());
  secrets(org).add(id, { id, created: now, lastUpdated: now, status: "ACTIVE", client_secret: value, secret_hash: hashOf(value) }, { parent: app.id });
  return value;
};

/** The secret that an app's clients use. */
export const clientSecretOf = (org: Org, app: Stored): string | undefined =>
  textAt(secrets(org).under(app.id).find(({ body }) => body["status"] === "ACTIVE")?.body, "client_secret");

/** Puts another value in the place of an app's secret. */
export const setClientSecret = (org: Org, app: Stored, value: string): void => {
  const [secret] = secrets(org).under(app.id);
  if (secret) secrets(org).replace(secret, { ...secret.body, client_secret: value, secret_hash: hashOf(value) });
};

const shown = (call: Call, app: Stored, { id, body }: Stored): JsonObject => {
  const one = `/api/v1/apps/${app.id}/credentials/secrets/${id}`;
  const active = body["status"] === "ACTIVE";
  const links = active
    ? { deactivate: linkTo(call, `${one}/lifecycle/deactivate`, "POST") }
    : { activate: linkTo(call, `${one}/lifecycle/activate`, "POST"), delete: linkTo(call, one, "DELETE") };
  return { ...body, _links: links };
};

const secretOf = (call: Call): { app: Stored; secret: Stored } => {
  const app = appOf(call);
  const id = param(call, "secretId");
  const secret = secrets(call.org).get(id);
  if (!secret || secret.parent !== app.id) throw notFound(id, "OAuth2ClientSecret");
  return { app, secret };
};

const move = (status: string) => (call: Call) => {
  const { app, secret } = secretOf(call);
  const others = secrets(call.org).under(app.id).filter((other) => other !== secret && other.body["status"] === "ACTIVE");
  if (status === "INACTIVE" && others.length === 0) throw invalid("secrets", "You must maintain at least one active secret.");
  secrets(call.org).replace(secret, { ...secret.body, status, lastUpdated: isoTime(call.now) });
  record(call, "app.oauth2.client.lifecycle.update", [appTarget(app)]);
  return ok(shown(call, app, secret));
};

const add = (call: Call) => {
  const app = appOf(call);
  if (secrets(call.org).under(app.id).length >= 2) throw invalid("secrets", "You've reached the maximum number of client secrets per client.");
  addClientSecret(call.org, app, textAt(call.body, "client_secret"));
  const added = secrets(call.org).under(app.id).at(-1);
  record(call, "app.oauth2.client.lifecycle.update", [appTarget(app)]);
  return created(added ? shown(call, app, added) : {});
};

const remove = (call: Call) => {
  const { app, secret } = secretOf(call);
  if (secret.body["status"] === "ACTIVE") throw invalid("secrets", "Only an inactive secret can be deleted.");
  secrets(call.org).remove(secret.id);
  record(call, "app.oauth2.client.lifecycle.update", [appTarget(app)]);
  return noContent();
};

/** The client secrets of an OpenID Connect app. */
export const clientSecretRoutes: readonly Route[] = [
  route("GET", path, (call) => {
    const app = appOf(call);
    return ok(secrets(call.org).under(app.id).map((secret) => shown(call, app, secret)));
  }),
  route("POST", path, add),
  route("GET", `${path}/{secretId}`, (call) => {
    const { app, secret } = secretOf(call);
    return ok(shown(call, app, secret));
  }),
  route("DELETE", `${path}/{secretId}`, remove),
  route("POST", `${path}/{secretId}/lifecycle/activate`, move("ACTIVE")),
  route("POST", `${path}/{secretId}/lifecycle/deactivate`, move("INACTIVE")),
];
