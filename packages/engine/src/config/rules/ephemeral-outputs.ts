import * as messages from "../../messages.ts";
import type { Rule } from "./rule.ts";

/** What the root puts out is kept, so nothing ephemeral can be put out there. */
export const ephemeralOutputs: Rule = ({ root }) => [...root.outputs.values()].filter(({ ephemeral }) => ephemeral).map(({ range }) => messages.ephemeralRootOutput(range));
