// Conditions that several kinds of rules have.
import type { Attributes } from "../../table/attribute.ts";
import { blockSet, string } from "../../table/kinds/index.ts";
import { appTypes } from "./app.ts";

const app: Attributes = {
  type: string("type", { required: true, describe: "`APP` (one app) or `APP_TYPE` (all of an integration)." }),
  id: { ...string("id", { describe: "The app, with `APP`." }), refersTo: appTypes },
  name: string("name", { describe: "The integration, with `APP_TYPE`." }),
};

/** Which apps a rule is for. */
export const appConditions: Attributes = {
  app_include: blockSet("conditions.app.include", app, { describe: "Apps it is for." }),
  app_exclude: blockSet("conditions.app.exclude", app, { describe: "Apps it is not for." }),
};

/** Which platforms a rule is for. */
export const platformConditions: Attributes = {
  platform_include: blockSet(
    "conditions.platform.include",
    {
      type: string("type", { default: "ANY", describe: "`ANY`, `DESKTOP` or `MOBILE`." }),
      os_type: string("os.type", { default: "ANY", describe: "`ANY`, `ANDROID`, `CHROMEOS`, `IOS`, `MACOS`, `WINDOWS` or `OTHER`." }),
      os_expression: string("os.expression", { describe: "What other systems must be called, with `OTHER`." }),
    },
    { describe: "Platforms it is for." },
  ),
};
