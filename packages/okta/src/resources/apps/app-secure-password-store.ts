import { string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { appCore, appFacts, passwordScheme, sharedCredentials, userNameTemplate } from "../families/app.ts";

export const appSecurePasswordStore = resourceType("okta_app_secure_password_store", {
  describe: "An app whose sign-in form Okta sends itself.",
  ...appFacts,
  constants: { name: "template_sps", signOnMode: "SECURE_PASSWORD_STORE" },
  attributes: {
    ...appCore(false),
    ...userNameTemplate,
    ...passwordScheme,
    ...sharedCredentials,
    url: string("settings.app.url", { required: true, describe: "The sign-in page." }),
    username_field: string("settings.app.usernameField", { required: true, describe: "The field of the user name." }),
    password_field: string("settings.app.passwordField", { required: true, describe: "The field of the password." }),
    optional_field1: string("settings.app.optionalField1", { describe: "A further field." }),
    optional_field1_value: string("settings.app.optionalField1Value", { describe: "What is put there." }),
    optional_field2: string("settings.app.optionalField2", { describe: "A further field." }),
    optional_field2_value: string("settings.app.optionalField2Value", { describe: "What is put there." }),
    optional_field3: string("settings.app.optionalField3", { describe: "A further field." }),
    optional_field3_value: string("settings.app.optionalField3Value", { describe: "What is put there." }),
  },
});
