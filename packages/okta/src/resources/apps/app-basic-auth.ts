import { string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { appCore, appFacts, passwordScheme, sharedCredentials, userNameTemplate } from "../families/app.ts";

export const appBasicAuth = resourceType("okta_app_basic_auth", {
  describe: "An app with HTTP basic authentication.",
  ...appFacts,
  constants: { name: "template_basic_auth", signOnMode: "BASIC_AUTH" },
  attributes: {
    ...appCore(false),
    ...userNameTemplate,
    ...passwordScheme,
    ...sharedCredentials,
    url: string("settings.app.url", { required: true, describe: "The sign-in page." }),
    auth_url: string("settings.app.authURL", { required: true, describe: "Where credentials are sent." }),
  },
});
