import * as messages from "../../messages.ts";
import { modulesOf } from "../modules.ts";
import type { Rule } from "./rule.ts";

/** Only the root module has import blocks. */
export const importsInRoot: Rule = (configuration) =>
  [...modulesOf(configuration)]
    .filter((module) => module.path.length > 0)
    .flatMap((module) => module.imports.map(({ range }) => messages.importOutsideRoot(range)));
