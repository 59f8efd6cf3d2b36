import type { Route } from "../../area.ts";
import { crud } from "../../behaviours/crud.ts";
import type { Accepting, Shape } from "../../behaviours/shape.ts";
import { linkTo, type Call } from "../../call.ts";
import { refusal } from "../../http/failure.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, present, textAt, type JsonObject } from "../../store/json.ts";
import { eventsAt } from "../known-events.ts";
import { addTemplates } from "./email-templates.ts";
import { addTheme } from "./themes.ts";

const path = "/api/v1/brands";

const noApp: JsonObject = { appInstanceId: null, appLinkName: null, classicApplicationUri: null };

const brandBody = (request: JsonObject, { old }: Accepting): JsonObject => {
  const url = textAt(request, "customPrivacyPolicyUrl") || null;
  return present({
    name: request["name"] ?? old?.body["name"],
    removePoweredByOkta: request["removePoweredByOkta"] ?? false,
    customPrivacyPolicyUrl: url,
    agreeToCustomPrivacyPolicy: request["agreeToCustomPrivacyPolicy"] ?? false,
    isDefault: old?.body["isDefault"] ?? false,
    emailDomainId: request["emailDomainId"] ?? old?.body["emailDomainId"],
    locale: request["locale"] ?? undefined,
    defaultApp: { ...noApp, ...objectAt(request, "defaultApp") },
  });
};

const refuseSameName = (request: JsonObject, call: Call, old?: Stored): void => {
  const name = textAt(request, "name")?.toLowerCase();
  const same = call.org.store.collection("brands").find((brand) => brand !== old && textAt(brand.body, "name")?.toLowerCase() === name);
  if (same) throw refusal(409, "E0000202", "Brand name already exists.");
};

const mayDelete = (brand: Stored, call: Call): void => {
  if (brand.body["isDefault"] === true) throw refusal(409, "E0000200", "A default brand cannot be deleted.");
  const domain = call.org.store.collection("domains").find(({ body }) => body["brandId"] === brand.id);
  if (domain || brand.body["emailDomainId"] !== undefined) {
    throw refusal(409, "E0000201", "A brand associated with a custom domain or email domain cannot be deleted.");
  }
};

const removeBelow = (brand: Stored, call: Call): void => {
  const { store } = call.org;
  for (const name of ["themes", "email-templates", "brand-pages"]) {
    for (const child of store.collection(name).under(brand.id)) {
      for (const one of store.collection("email-customizations").under(child.id)) store.collection("email-customizations").remove(one.id);
      store.collection(name).remove(child.id);
    }
  }
};

const brandLinks = (brand: Stored, call: Call): JsonObject => {
  const at = `${path}/${brand.id}`;
  const emailDomainId = textAt(brand.body, "emailDomainId");
  const domain = emailDomainId ? { emailDomain: linkTo(call, `/api/v1/email-domains/${emailDomainId}`, "GET", "PUT") } : {};
  return { themes: linkTo(call, `${at}/themes`, "GET"), self: linkTo(call, at, "GET", "PUT", "DELETE"), ...domain };
};

const embedded = (brand: Stored, call: Call): JsonObject | undefined => {
  const wanted = (call.query.get("expand") ?? "").split(",").filter(Boolean);
  if (wanted.length === 0) return undefined;
  const { store } = call.org;
  const bodies = (list: readonly Stored[]): JsonObject[] => list.map(({ body }) => body);
  const emailDomain = store.collection("email-domains").get(textAt(brand.body, "emailDomainId") ?? "");
  return present({
    themes: wanted.includes("themes") ? bodies(store.collection("themes").under(brand.id)) : undefined,
    domains: wanted.includes("domains") ? bodies(store.collection("domains").all().filter(({ body }) => body["brandId"] === brand.id)) : undefined,
    emailDomain: wanted.includes("emailDomain") ? emailDomain?.body : undefined,
  });
};

const brandShape: Shape = {
  collection: "brands",
  path,
  id: "brandId",
  idPrefix: "bnd",
  kind: "Brand",
  createStatus: 201,
  times: [],
  required: ["name"],
  accept: (request, at) => {
    refuseSameName(request, at.call, at.old);
    return brandBody(request, at);
  },
  list: { limit: 20, max: 200, statesLimit: true, q: ["name"], order: (left, right) => nameOf(left).localeCompare(nameOf(right)) },
  links: brandLinks,
  show: ({ id, name, removePoweredByOkta, customPrivacyPolicyUrl, agreeToCustomPrivacyPolicy, isDefault, emailDomainId, locale, defaultApp, _links }, { stored, call }) =>
    present({ id, name, removePoweredByOkta, customPrivacyPolicyUrl, agreeToCustomPrivacyPolicy, isDefault, emailDomainId, locale, defaultApp, _links, _embedded: embedded(stored, call) }),
  created: (brand, call) => furnish(call.org, brand),
  mayDelete,
  deleted: removeBelow,
  events: eventsAt(`${path}/{brandId}`),
};

const nameOf = (brand: Stored): string => textAt(brand.body, "name") ?? "";

/** Gives a brand the theme and the e-mail templates that every brand has. */
const furnish = (org: Org, brand: Stored): void => {
  addTheme(org, brand);
  addTemplates(org, brand);
};

/** A brand of the org's own making, not an administrator's: the default one, and one for each domain. */
export const bornBrand = (org: Org, name: string, isDefault: boolean): Stored => {
  const id = org.ids.id("bnd");
  const body = { id, name, removePoweredByOkta: false, customPrivacyPolicyUrl: null, agreeToCustomPrivacyPolicy: false, isDefault, defaultApp: noApp };
  const brand = org.store.collection("brands").add(id, body);
  furnish(org, brand);
  return brand;
};

/** Brands themselves. */
export const brandRoutes: readonly Route[] = crud(brandShape);
