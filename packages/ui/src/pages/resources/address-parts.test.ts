import { expect, test } from "vitest";
import { addressParts } from "./address-parts.ts";

test("an address is parted where its modules end", () => {
  expect(addressParts("okta_group.a")).toEqual({ module: "", name: "okta_group.a" });
  expect(addressParts('okta_group.a["module.x"]')).toEqual({ module: "", name: 'okta_group.a["module.x"]' });
  expect(addressParts("module.apps.okta_app_oauth.shop")).toEqual({ module: "module.apps", name: "okta_app_oauth.shop" });
  expect(addressParts('module.apps["a.b"].module.inner[0].data.okta_group.all')).toEqual({ module: 'module.apps["a.b"].module.inner[0]', name: "data.okta_group.all" });
});
