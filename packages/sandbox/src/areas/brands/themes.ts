import { route, type Route } from "../../area.ts";
import { crud, findObject } from "../../behaviours/crud.ts";
import type { Shape } from "../../behaviours/shape.ts";
import { created, linkTo, noContent, urlOf, type Call } from "../../call.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { pick, present, type Json, type JsonObject } from "../../store/json.ts";
import { eventsAt } from "../known-events.ts";

const path = "/api/v1/brands/{brandId}/themes";

/** A brand as a parent of what lies under it. */
const brandParent = { collection: "brands", param: "brandId", kind: "Brand" } as const;

const okta: JsonObject = {
  primaryColorHex: "#1662dd",
  primaryColorContrastHex: "#ffffff",
  secondaryColorHex: "#ebebed",
  secondaryColorContrastHex: "#000000",
  signInPageTouchPointVariant: "OKTA_DEFAULT",
  endUserDashboardTouchPointVariant: "OKTA_DEFAULT",
  errorPageTouchPointVariant: "OKTA_DEFAULT",
  emailTemplateTouchPointVariant: "OKTA_DEFAULT",
  loadingPageTouchPointVariant: "OKTA_DEFAULT",
};

const images = ["logo", "favicon", "background-image"] as const;
type Image = (typeof images)[number];

/** The images of a theme: what was uploaded, else Okta's own. */
const imageOf = (theme: Stored, image: Image, call: Call): Json => {
  const uploaded = theme.hidden[image];
  if (typeof uploaded === "string") return uploaded;
  if (image === "logo") return "https://op3static.oktacdn.com/assets/img/logos/okta-logo.1e146cad5713da744492be95eb0f7793.png";
  return image === "favicon" ? urlOf(call, "/favicon.ico") : null;
};

const themeShape: Shape = {
  collection: "themes",
  path,
  id: "themeId",
  idPrefix: "the",
  kind: "Theme",
  parent: brandParent,
  operations: ["list", "get", "update"],
  times: [],
  accept: (request, { old }) => ({ ...okta, ...pick(old?.body ?? {}, Object.keys(okta)), ...pick(request, Object.keys(okta)) }),
  list: { self: "never" },
  links: (theme, call) => {
    const at = `/api/v1/brands/${theme.parent}/themes/${theme.id}`;
    const uploads = images.map((image): [string, JsonObject] => [image, linkTo(call, `${at}/${image}`, "POST", "DELETE")]);
    return { ...Object.fromEntries(uploads), self: linkTo(call, at, "GET", "PUT") };
  },
  show: ({ id, _links, ...colours }, { stored, call }) =>
    present({ id, logo: imageOf(stored, "logo", call), favicon: imageOf(stored, "favicon", call), backgroundImage: imageOf(stored, "background-image", call), ...colours, _links }),
  events: eventsAt(`${path}/{themeId}`, { name: "id" }),
};

/** The one theme a brand has. */
export const addTheme = (org: Org, brand: Stored): void => {
  const id = org.ids.id("the");
  org.store.collection("themes").add(id, { id, ...okta }, { parent: brand.id });
};

const setImage = (call: Call, image: Image, url: string | null): void => {
  const theme = findObject(themeShape, call);
  call.org.store.collection("themes").replace(theme, theme.body, { ...theme.hidden, [image]: url });
};

const imageRoutes = images.flatMap((image): Route[] => [
  route("POST", `${path}/{themeId}/${image}`, (call) => {
    const url = `https://op3static.oktacdn.com/fs/bco/1/fs0${call.org.ids.text(17)}`;
    setImage(call, image, url);
    return created({ url });
  }),
  route("DELETE", `${path}/{themeId}/${image}`, (call) => {
    setImage(call, image, null);
    return noContent();
  }),
]);

/** Themes of brands, and their images. */
export const themeRoutes: readonly Route[] = [...crud(themeShape), ...imageRoutes];
