import { ok, type Answer, type Call } from "../../call.ts";
import { invalid, missing, refusal } from "../../http/failure.ts";
import { changesBetween } from "../../behaviours/record-change.ts";
import { record } from "../../log/event.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { isObject, objectAt, omit, present, textAt, withDefaults, wordOf, type Json, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { addAppMappings } from "../mappings.ts";
import { appBase } from "../schemas/base-properties.ts";
import { addSchema } from "../schemas/schema.ts";
import { appOf, appTarget, definitionOf, shownApp } from "./app.ts";
import { appSettings, catalogApp, isGiven, type CatalogApp } from "./catalog.ts";
import { orgKey } from "./org-keys.ts";
import { addClientSecret, clientSecretOf, setClientSecret } from "./client-secrets.ts";
import { isInstanceOfCatalog, signOnModeOf, type SignOnMode, type Understanding } from "./sign-on-modes.ts";

/** The org's default policy of a type, which new apps are under. */
export const defaultPolicy = (org: Org, type: string): Stored | undefined =>
  org.store.collection("policies").find(({ body }) => body["type"] === type && body["system"] === true);

const accessibility: JsonObject = { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null };
const visibility: JsonObject = { autoLaunch: false, autoSubmitToolbar: false, hide: { iOS: false, web: false } };
const vpn: JsonObject = { notifications: { vpn: { network: { connection: "DISABLED" }, message: null, helpUrl: null } } };

const userNameTemplate = (asked: JsonObject): JsonObject => {
  const given = objectAt(asked, "userNameTemplate");
  const template = Object.keys(given).length > 0 ? given : { template: "${source.login}", type: "BUILT_IN" };
  return template["type"] === "CUSTOM" ? { pushStatus: "DONT_PUSH", ...template } : omit(template, ["pushStatus"]);
};

const credentialsOf = (given: Understanding, mode: SignOnMode, kid: string): JsonObject => {
  const asked = objectAt(given.request, "credentials");
  return {
    ...mode.credentials?.(given),
    userNameTemplate: userNameTemplate(asked),
    signing: mode.signs ? { kid: textAt(asked, "signing.kid") ?? kid } : {},
  };
};

/** The client of an OpenID Connect app, without its secret. */
const oauthCredentials = (given: Understanding, id: string): JsonObject => {
  const asked = objectAt(given.request, "credentials.oauthClient");
  return {
    autoKeyRotation: asked["autoKeyRotation"] ?? true,
    client_id: asked["client_id"] ?? textAt(given.old?.body, "credentials.oauthClient.client_id") ?? id,
    token_endpoint_auth_method: asked["token_endpoint_auth_method"] ?? "client_secret_basic",
    pkce_required: asked["pkce_required"] ?? false,
  };
};

const settingsOf = (given: Understanding, mode: SignOnMode): JsonObject => {
  const asked = objectAt(given.request, "settings");
  const notes = objectAt(asked, "notes");
  return {
    app: appSettings(given.definition, objectAt(asked, "app")),
    ...withDefaults(isObject(asked["notifications"]) ? { notifications: asked["notifications"] } : {}, vpn),
    manualProvisioning: asked["manualProvisioning"] ?? false,
    implicitAssignment: asked["implicitAssignment"] ?? false,
    emOptInStatus: "NONE",
    notes: { admin: notes["admin"] ?? null, enduser: notes["enduser"] ?? null },
    ...mode.settings?.(given),
  };
};

const visibilityOf = (request: JsonObject, links: readonly string[]): JsonObject => {
  const asked = objectAt(request, "visibility");
  const given = objectAt(asked, "appLinks");
  const appLinks = Object.fromEntries(links.map((link) => [link, given[link] ?? true]));
  return { ...withDefaults(asked, visibility), appLinks };
};

// "testAcc_39 Label" becomes testacc39label: letters and digits only.
const generatedName = (org: Org, label: string): string => {
  const counters = org.store.document("app-names");
  const next = (typeof counters["next"] === "number" ? counters["next"] : 0) + 1;
  org.store.setDocument("app-names", { next });
  return `${org.subdomain}_${label.toLowerCase().replace(/[^a-z0-9]/g, "")}_${next}`;
};

const checked = (request: JsonObject, definition: CatalogApp | undefined): void => {
  if (!isGiven(request["label"])) throw missing("label");
  if (definition?.name === "office365" && request["signOnMode"] !== "AUTO_LOGIN" && textAt(request, "settings.app.wsFedConfigureType") === "AUTO") {
    throw invalid("settings", "In order to continue using WS-FED Auto for SSO, you must grant admin consent.");
  }
};

const understood = (call: Call, old: Stored | undefined): Understanding => {
  const request = call.body;
  const name = textAt(request, "name");
  const definition = old ? definitionOf(old) : name ? catalogApp(name) : undefined;
  checked(request, definition);
  return { call, request, old, definition };
};

/** What of an app is made from a request. */
const bodyOf = (given: Understanding, mode: SignOnMode, app: { id: string; name: string; kid: string; links: readonly string[] }): JsonObject => {
  const { request } = given;
  const oauth = mode.name === "OPENID_CONNECT" && !isInstanceOfCatalog(given) ? { oauthClient: oauthCredentials(given, app.id) } : {};
  const profile = objectAt(request, "profile");
  return present({
    id: app.id,
    name: app.name,
    label: request["label"],
    accessibility: withDefaults(objectAt(request, "accessibility"), accessibility),
    licensing: given.definition?.licensed ? { seatCount: 0 } : undefined,
    visibility: visibilityOf(request, app.links),
    features: given.old?.body["features"] ?? [],
    signOnMode: mode.name,
    credentials: { ...credentialsOf(given, mode, app.kid), ...oauth },
    universalLogout: null,
    settings: settingsOf(given, mode),
    profile: Object.keys(profile).length > 0 ? profile : undefined,
  });
};

/** POST /apps. */
export const createApp = (call: Call): Answer => {
  const { org } = call;
  const given = understood(call, undefined);
  const { definition, request } = given;
  const mode = signOnModeOf(textAt(request, "signOnMode") ?? "", definition);
  const id = org.ids.id("0oa");
  const name = definition?.name ?? generatedName(org, textAt(request, "label") ?? "");
  const links = definition ? definition.links.map(([link]) => link) : [`${name}_link`];
  const kid = kidFor(org, mode);
  const now = isoTime(call.now);
  const { id: _, ...made } = bodyOf(given, mode, { id, name, kid, links });
  const status = call.query.get("activate") === "false" ? "INACTIVE" : "ACTIVE";
  const { label, ...rest } = omit(made, ["name"]);
  const body = { id, name, label: label ?? "", status, lastUpdated: now, created: now, ...rest };
  refuseTakenClient(call, body, undefined);
  const app = org.store.collection("apps").add(id, body, { hidden: newHidden(org, definition === undefined, kid) });
  const secret = newSecret(call, app);
  addSchema(org, `osc-${id}`, { kind: "app", name: `${name}_${org.ids.text(7, "0123456789abcdefghijklmnopqrstuvwxyz")}`, title: `${wordOf(label)} User`, base: appBase(mode.name) });
  addAppMappings(org, { id, name, type: "appuser" }, { userName: "user.login" });
  record(call, "application.lifecycle.create", [appTarget(app)]);
  if (status === "ACTIVE") record(call, "application.lifecycle.activate", [appTarget(app)]);
  return ok(shownApp(app, call, secret));
};

const newHidden = (org: Org, custom: boolean, kid: string): JsonObject =>
  present({
    custom,
    kid,
    linkId: custom ? org.ids.id("aln") : undefined,
    externalKey: org.ids.id("exk"),
    accessPolicy: defaultPolicy(org, "ACCESS_POLICY")?.id,
    profileEnrollment: defaultPolicy(org, "PROFILE_ENROLLMENT")?.id,
  });

const kidFor = (org: Org, mode: SignOnMode): string => {
  if (mode.name === "OPENID_CONNECT") return orgKey(org, "openid");
  return mode.name === "SAML_1_1" ? orgKey(org, "saml") : org.ids.text(43);
};

const refuseTakenClient = (call: Call, body: JsonObject, own: Stored | undefined): void => {
  const client = textAt(body, "credentials.oauthClient.client_id");
  if (!client) return;
  const other = call.org.store.collection("apps").find((app) => app !== own && textAt(app.body, "credentials.oauthClient.client_id") === client);
  if (other) throw invalid("client_id", "client_id: An object with this field already exists in the current organization");
};

const usesSecret = (app: Stored): boolean => textAt(app.body, "credentials.oauthClient.token_endpoint_auth_method")?.startsWith("client_secret") ?? false;

const newSecret = (call: Call, app: Stored): string | undefined => {
  if (!usesSecret(app)) return undefined;
  const asked = textAt(call.body, "credentials.oauthClient.client_secret");
  return addClientSecret(call.org, app, asked || undefined);
};

/** A PUT shows the secret when it names one, be it empty, or when there was none before. */
const changedSecret = (call: Call, app: Stored): string | undefined => {
  if (!usesSecret(app)) return undefined;
  const asked = textAt(call.body, "credentials.oauthClient.client_secret");
  const known = clientSecretOf(call.org, app);
  if (!known) return addClientSecret(call.org, app, asked || undefined);
  if (asked) setClientSecret(call.org, app, asked);
  return asked === undefined ? undefined : asked || known;
};

/** PUT /apps/{id}: replaces all but what is the server's. */
export const updateApp = (call: Call): Answer => {
  const app = appOf(call);
  const given = understood(call, app);
  const before = app.body;
  const name = textAt(before, "name") ?? "";
  const mode = signOnModeOf(textAt(call.body, "signOnMode") ?? textAt(before, "signOnMode") ?? "", given.definition);
  if (mode.name !== before["signOnMode"] && app.hidden["custom"] === true) throw refusal(400, "E0000001", "Api validation failed: signOnMode", "signOnMode: The sign-on mode of an app cannot be changed.");
  const links = given.definition ? given.definition.links.map(([link]) => link) : [`${name}_link`];
  const kid = textAt(before, "credentials.signing.kid") ?? textAt(app.hidden, "kid") ?? "";
  const body = { ...bodyOf(given, mode, { id: app.id, name, kid, links }), status: before["status"] ?? "ACTIVE", created: before["created"] ?? null, lastUpdated: isoTime(call.now) };
  refuseTakenClient(call, body, app);
  call.org.store.collection("apps").replace(app, inOrder(before, body));
  record(call, "application.lifecycle.update", [{ ...appTarget(app), changes: changesBetween(before, app.body) }]);
  return ok(shownApp(app, call, changedSecret(call, app)));
};

const inOrder = (before: JsonObject, after: JsonObject): JsonObject => {
  const ordered: Record<string, Json> = {};
  for (const key of [...Object.keys(before), ...Object.keys(after)]) if (after[key] !== undefined) ordered[key] = after[key];
  return ordered;
};
