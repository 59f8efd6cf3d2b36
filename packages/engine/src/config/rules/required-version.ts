import * as messages from "../../messages.ts";
import { terraformVersion } from "../../version.ts";
import { modulesOf } from "../modules.ts";
import { parseConstraints, parseVersion, satisfies } from "../versions.ts";
import type { Rule } from "./rule.ts";

/** `required_version` of every module allows the version whose language we speak. */
export const requiredVersion: Rule = (configuration) =>
  [...modulesOf(configuration)].flatMap((module) =>
    module.settings.requiredVersion.flatMap(({ constraint, range }) => {
      const constraints = parseConstraints(constraint);
      const version = parseVersion(terraformVersion);
      if (!constraints || !version || satisfies(version, constraints)) return [];
      const who = module.path.length === 0 ? "This configuration" : `Module module.${module.path.join(".")} (from ./${module.folder})`;
      return [messages.unsupportedVersion(terraformVersion, who, range)];
    }),
  );
