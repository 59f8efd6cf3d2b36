import { linkTo, param, urlOf, type Call } from "../../call.ts";
import { notFound } from "../../http/failure.ts";
import type { Target } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, omit, textAt, type Json, type JsonObject } from "../../store/json.ts";
import { catalogApp, defaultLogo, type CatalogApp } from "./catalog.ts";

/** The row of an app in the catalogue; a custom app has none. */
export const definitionOf = (app: Stored): CatalogApp | undefined =>
  app.hidden["custom"] === true ? undefined : catalogApp(textAt(app.body, "name") ?? "");

/** The app a path names; refuses when there is none. */
export const appOf = (call: Call): Stored => {
  const id = param(call, "appId");
  const apps = call.org.store.collection("apps");
  const app = apps.get(id) ?? apps.find(({ body }) => textAt(body, "credentials.oauthClient.client_id") === id);
  if (!app) throw notFound(id, "AppInstance");
  return app;
};

/** An app as the System Log names it. */
export const appTarget = (app: Stored): Target => ({
  id: app.id,
  type: "AppInstance",
  name: textAt(app.body, "label") ?? "",
  alternateId: textAt(app.body, "label") ?? "",
});

/** The links of an app on the dashboard: name and number. */
export const appLinksOf = (app: Stored): readonly (readonly [string, string])[] => {
  const linkId = textAt(app.hidden, "linkId");
  const name = textAt(app.body, "name") ?? "";
  if (app.hidden["custom"] === true) return [[`${name}_link`, linkId ?? ""]];
  const links = definitionOf(app)?.links ?? [];
  const shown = objectAt(app.body, "visibility.appLinks");
  return links.filter(([link]) => shown[link] === true);
};

const homeLinks = (app: Stored, call: Call): Json[] =>
  appLinksOf(app).map(([name, id]) => ({ name, href: urlOf(call, `/home/${textAt(app.body, "name") ?? ""}/${app.id}/${id}`), type: "text/html" }));

const helpLink = (app: Stored, call: Call): JsonObject => {
  const mode = textAt(app.body, "signOnMode") ?? "";
  const kind = app.hidden["custom"] === true && mode === "SAML_2_0" ? "instructions" : definitionOf(app)?.help?.[mode];
  if (!kind) return {};
  return { help: { href: urlOf(call, `/app/${textAt(app.body, "name") ?? ""}/${app.id}/setup/help/${mode}/${kind}`), type: "text/html" } };
};

const policyLinks = (app: Stored, call: Call): JsonObject => {
  const links: Record<string, Json> = {};
  for (const kind of ["accessPolicy", "profileEnrollment"]) {
    const id = textAt(app.hidden, kind);
    if (id) links[kind] = linkTo(call, `/api/v1/policies/${id}`);
  }
  return links;
};

const links = (app: Stored, call: Call): JsonObject => {
  const path = `/api/v1/apps/${app.id}`;
  const mode = app.body["signOnMode"];
  const step = app.body["status"] === "ACTIVE" ? "deactivate" : "activate";
  return {
    ...helpLink(app, call),
    ...(mode === "SAML_2_0" ? { metadata: { href: urlOf(call, `${path}/sso/saml/metadata`), type: "application/xml" } } : {}),
    uploadLogo: linkTo(call, `${path}/logo`, "POST"),
    appLinks: homeLinks(app, call),
    ...policyLinks(app, call),
    policies: linkTo(call, `${path}/policies`, "PUT"),
    groups: linkTo(call, `${path}/groups`),
    logo: [{ name: "medium", href: logoOf(app), type: "image/png" }],
    ...(mode === "OPENID_CONNECT" ? { clientCredentials: [credentialsLink(app, call)] } : {}),
    users: linkTo(call, `${path}/users`),
    [step]: linkTo(call, `${path}/lifecycle/${step}`),
  };
};

const credentialsLink = (app: Stored, call: Call): JsonObject => {
  const signs = textAt(app.body, "credentials.oauthClient.token_endpoint_auth_method") === "private_key_jwt";
  const name = signs ? "jwks" : "secrets";
  return { name, href: urlOf(call, `/api/v1/apps/${app.id}/credentials/${name}`) };
};

/** The address of the picture an app is known by. */
export const logoOf = (app: Stored): string => {
  const uploaded = textAt(app.hidden, "logo");
  return uploaded ? `https://op3static.oktacdn.com/fs/bco/4/${uploaded}` : (definitionOf(app)?.logo ?? defaultLogo);
};

/** An app as the API answers it; its secret is shown only in answers to writes that made or named it. */
export const shownApp = (app: Stored, call: Call, secret?: string): JsonObject => {
  const body = withSecret(app.body, secret);
  const orn = `orn:okta:idp:${call.org.id}:apps:${textAt(app.body, "name") ?? ""}:${app.id}`;
  const { id, ...rest } = body;
  return { id: id ?? app.id, orn, ...omit(rest, ["orn"]), _links: links(app, call) };
};

const withSecret = (body: JsonObject, secret: string | undefined): JsonObject => {
  if (!secret) return body;
  const credentials = objectAt(body, "credentials");
  return { ...body, credentials: { ...credentials, oauthClient: { ...objectAt(credentials, "oauthClient"), client_secret: secret } } };
};
