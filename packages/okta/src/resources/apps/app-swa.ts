import { string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { appCore, appFacts, appSettings, namedBy, preconfiguredApp, userNameTemplate } from "../families/app.ts";

const fields = ["url", "loginUrlRegex", "redirectUrl", "usernameField", "passwordField", "buttonField", "checkbox"];

export const appSwa = resourceType("okta_app_swa", {
  describe: "A secure web authentication app: the browser plugin signs people in at a page.",
  ...appFacts,
  constants: { signOnMode: "BROWSER_PLUGIN" },
  attributes: {
    ...appSettings(fields),
    ...appCore(false),
    ...userNameTemplate,
    preconfigured_app: preconfiguredApp("template_swa"),
    url: string("settings.app.url", { describe: "The sign-in page." }),
    url_regex: string("settings.app.loginUrlRegex", { describe: "A pattern that the address of the page must fit." }),
    redirect_url: string("settings.app.redirectUrl", { describe: "The page that the sign-in page leads to." }),
    username_field: string("settings.app.usernameField", { describe: "The field of the user name." }),
    password_field: string("settings.app.passwordField", { describe: "The field of the password." }),
    button_field: string("settings.app.buttonField", { describe: "The button that signs in." }),
    checkbox: string("settings.app.checkbox", { describe: "A box that is ticked before." }),
  },
  afterEncode: namedBy("template_swa"),
});
