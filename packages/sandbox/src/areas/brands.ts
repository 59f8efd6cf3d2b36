import { route, type Area } from "../area.ts";
import { linkTo, ok, param } from "../call.ts";
import { notFound } from "../http/failure.ts";
import type { Org } from "../org.ts";
import { bornBrand, brandRoutes } from "./brands/brands.ts";
import { emailTemplateRoutes } from "./brands/email-templates.ts";
import { pageRoutes } from "./brands/pages.ts";
import { themeRoutes } from "./brands/themes.ts";

/** The brand an org is born with is named after its company. */
const seed = (org: Org): void => {
  bornBrand(org, `${org.subdomain.charAt(0).toUpperCase()}${org.subdomain.slice(1)}`, true);
};

/** Brands: themes, pages, e-mail templates. */
export const brands: Area = {
  name: "brands",
  seed,
  routes: [
    ...brandRoutes,
    ...themeRoutes,
    ...emailTemplateRoutes,
    ...pageRoutes,
    route("GET", "/api/v1/brands/{brandId}/domains", (call) => {
      const brandId = param(call, "brandId");
      if (!call.org.store.collection("brands").get(brandId)) throw notFound(brandId, "Brand");
      const domains = call.org.store.collection("domains").all().filter(({ body }) => body["brandId"] === brandId);
      return ok({ domains: domains.map(({ id, body }) => ({ ...body, _links: { self: linkTo(call, `/api/v1/domains/${id}`, "GET", "DELETE") } })) });
    }),
  ],
};
