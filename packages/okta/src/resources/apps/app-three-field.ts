import { string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { appCore, appFacts, passwordScheme, sharedCredentials, userNameTemplate } from "../families/app.ts";

export const appThreeField = resourceType("okta_app_three_field", {
  describe: "An app whose sign-in page has a third field.",
  ...appFacts,
  constants: { name: "template_swa3field", signOnMode: "BROWSER_PLUGIN" },
  attributes: {
    ...appCore(false),
    ...userNameTemplate,
    ...passwordScheme,
    ...sharedCredentials,
    url: string("settings.app.targetURL", { required: true, describe: "The sign-in page." }),
    url_regex: string("settings.app.loginUrlRegex", { describe: "A pattern that the address of the page must fit." }),
    username_selector: string("settings.app.userNameSelector", { required: true, describe: "The field of the user name, as a CSS selector." }),
    password_selector: string("settings.app.passwordSelector", { required: true, describe: "The field of the password." }),
    button_selector: string("settings.app.buttonSelector", { required: true, describe: "The button that signs in." }),
    extra_field_selector: string("settings.app.extraFieldSelector", { required: true, describe: "A third field." }),
    extra_field_value: string("settings.app.extraFieldValue", { required: true, describe: "What is put there." }),
  },
});
