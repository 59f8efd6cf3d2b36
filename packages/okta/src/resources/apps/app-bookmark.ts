import { bool, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { appCore, appFacts, appPolicy } from "../families/app.ts";

export const appBookmark = resourceType("okta_app_bookmark", {
  describe: "A bookmark: an app that is nothing but an address.",
  ...appFacts,
  constants: { name: "bookmark", signOnMode: "BOOKMARK" },
  attributes: {
    ...appCore(false),
    ...appPolicy,
    url: string("settings.app.url", { required: true, describe: "The address." }),
    request_integration: bool("settings.app.requestIntegration", { default: false, describe: "Whether Okta is asked to make an integration for it." }),
  },
});
