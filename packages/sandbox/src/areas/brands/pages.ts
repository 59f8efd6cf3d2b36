import { route, type Route } from "../../area.ts";
import { linkTo, noContent, ok, param, type Call } from "../../call.ts";
import { notFound, refusal } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, omit, present, withDefaults, wordOf, type Json, type JsonObject } from "../../store/json.ts";

const pages = "/api/v1/brands/{brandId}/pages";

/** The texts of the sign-in widget that can be changed; null where they are Okta's. */
const widgetTexts = [
  "signInLabel", "usernameLabel", "usernameInfoTip", "passwordLabel", "passwordInfoTip", "forgotPasswordLabel",
  "forgotPasswordUrl", "unlockAccountLabel", "unlockAccountUrl", "helpLabel", "helpUrl", "customLink1Label",
  "customLink1Url", "customLink2Label", "customLink2Url", "authenticatorPageCustomLinkLabel",
  "authenticatorPageCustomLinkUrl", "classicRecoveryFlowEmailOrUsernameLabel",
] as const;

const widgetDefaults: JsonObject = {
  ...Object.fromEntries(widgetTexts.map((name) => [name, null])),
  showPasswordVisibilityToggle: false,
  showUserIdentifier: false,
  widgetGeneration: "G2",
};

const prompt: JsonObject = { title: null, subtitle: null, acceptButtonText: null, rejectButtonText: null };

/** A page that can be changed: what is filled in when it is written, and what it is until then. */
interface PageKind {
  readonly name: "sign-in" | "error";
  readonly fill: (request: JsonObject) => JsonObject;
  readonly initial: JsonObject;
  /** What only reading adds. */
  readonly read?: (page: JsonObject) => JsonObject;
  readonly events?: { update: string; delete: string };
}

const markup = (body: string): string =>
  `<!DOCTYPE html>\n<html>\n<head>\n    <title>{{pageTitle}}</title>\n    {{{SignInWidgetResources}}}\n</head>\n<body>\n    ${body}\n</body>\n</html>\n`;

const signIn: PageKind = {
  name: "sign-in",
  fill: (request) => present({
    pageContent: request["pageContent"] ?? null,
    contentSecurityPolicySetting: request["contentSecurityPolicySetting"],
    widgetVersion: request["widgetVersion"] ?? null,
    widgetCustomizations: withDefaults(objectAt(request, "widgetCustomizations"), widgetDefaults),
  }),
  initial: {
    pageContent: markup('<div id="okta-login-container"></div>\n    {{{OktaUtil}}}'),
    widgetVersion: "*",
    widgetCustomizations: { ...widgetDefaults, showPasswordVisibilityToggle: true, showUserIdentifier: true },
  },
  read: (page) => ({
    ...page,
    widgetCustomizations: { ...objectAt(page, "widgetCustomizations"), postAuthKeepMeSignedInPrompt: { ...prompt, ...objectAt(page, "widgetCustomizations.postAuthKeepMeSignedInPrompt") } },
  }),
  events: { update: "system.custom_signin.update", delete: "system.custom_signin.delete" },
};

const error: PageKind = {
  name: "error",
  fill: (request) => present({ pageContent: request["pageContent"] ?? null, contentSecurityPolicySetting: request["contentSecurityPolicySetting"] }),
  initial: { pageContent: markup("<h1>{{errorSummary}}</h1>\n    <p>{{errorDescription}}</p>") },
};

const brandOf = (call: Call): Stored => {
  const id = param(call, "brandId");
  const brand = call.org.store.collection("brands").get(id);
  if (!brand) throw notFound(id, "Brand");
  return brand;
};

const keyOf = (brand: Stored, name: string): string => `${brand.id}/${name}`;

const pageOf = (call: Call, name: string): JsonObject => {
  const found = call.org.store.collection("brand-pages").get(keyOf(brandOf(call), name));
  if (!found) throw notFound(name, "CustomizablePage");
  return found.body;
};

const savePage = (call: Call, name: string, body: JsonObject, kind: PageKind): JsonObject => {
  const brand = brandOf(call);
  // Nobody may write another page for the brand of Okta's own domain.
  if (brand.body["isDefault"] === true) throw refusal(403, "E0000213", "Cannot update page content for the default brand.");
  const stored = call.org.store.collection("brand-pages");
  const old = stored.get(keyOf(brand, name));
  if (old) stored.replace(old, body);
  else stored.add(keyOf(brand, name), body, { parent: brand.id });
  if (kind.events && name.endsWith("customized")) record(call, kind.events.update, [target(brand)]);
  return body;
};

const target = (brand: Stored) => ({ id: brand.id, type: "CustomSignInPage", name: wordOf(brand.body["name"]) });

const removePage = (call: Call, name: string, kind: PageKind): void => {
  const brand = brandOf(call);
  const stored = call.org.store.collection("brand-pages");
  if (!stored.get(keyOf(brand, name))) return;
  stored.remove(keyOf(brand, name));
  if (kind.events && name.endsWith("customized")) record(call, kind.events.delete, [target(brand)]);
};

const overview = (call: Call, kind: PageKind): JsonObject => {
  const at = `/api/v1/brands/${brandOf(call).id}/pages/${kind.name}`;
  const links: Record<string, Json> = { self: linkTo(call, at, "GET"), default: linkTo(call, `${at}/default`, "GET") };
  for (const variant of variants) links[variant] = linkTo(call, `${at}/${variant}`, "GET", "PUT", "DELETE");
  return { _links: links };
};

const variants = ["customized", "preview"] as const;

const routesOf = (kind: PageKind): Route[] => [
  route("GET", `${pages}/${kind.name}`, (call) => ok(overview(call, kind))),
  route("GET", `${pages}/${kind.name}/default`, (call) => (brandOf(call), ok(read(kind, kind.initial)))),
  ...variants.flatMap((variant): Route[] => {
    const [path, name] = [`${pages}/${kind.name}/${variant}`, `${kind.name}/${variant}`];
    return [
      route("GET", path, (call) => ok(read(kind, pageOf(call, name)))),
      route("PUT", path, (call) => ok(written(savePage(call, name, kind.fill(call.body), kind)))),
      route("DELETE", path, (call) => (removePage(call, name, kind), noContent())),
    ];
  }),
];

const read = (kind: PageKind, page: JsonObject): JsonObject => kind.read?.(page) ?? page;

const written = (page: JsonObject): JsonObject =>
  page["widgetCustomizations"] === undefined ? page : { ...page, widgetCustomizations: omit(objectAt(page, "widgetCustomizations"), ["postAuthKeepMeSignedInPrompt"]) };

const signOut: readonly Route[] = [
  route("GET", `${pages}/sign-out/customized`, (call) => ok(call.org.store.collection("brand-pages").get(keyOf(brandOf(call), "sign-out"))?.body ?? { type: "OKTA_DEFAULT", url: null })),
  route("PUT", `${pages}/sign-out/customized`, (call) => ok(savePage(call, "sign-out", { type: "OKTA_DEFAULT", url: null, ...call.body }, error))),
];

/** The pages of a brand that can be changed: signing in, errors, signing out. */
export const pageRoutes: readonly Route[] = [
  ...routesOf(signIn),
  ...routesOf(error),
  ...signOut,
  route("GET", `${pages}/sign-in/widget-versions`, (call) => (brandOf(call), ok(["*", "^1", "^2", "^3", "^4", "^5", "^6", "^7"]))),
];
