import { string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { appCore, appFacts, appSettings, namedBy, passwordScheme, preconfiguredApp, sharedCredentials, userNameTemplate } from "../families/app.ts";

export const appAutoLogin = resourceType("okta_app_auto_login", {
  describe: "An app that people are signed in to by itself.",
  ...appFacts,
  constants: { signOnMode: "AUTO_LOGIN" },
  attributes: {
    ...appSettings(),
    ...appCore(false),
    ...userNameTemplate,
    ...passwordScheme,
    ...sharedCredentials,
    preconfigured_app: preconfiguredApp(),
    sign_on_url: string("settings.signOn.loginUrl", { describe: "The sign-in page." }),
    sign_on_redirect_url: string("settings.signOn.redirectUrl", { describe: "The page after signing in." }),
  },
  afterEncode: namedBy(),
});
