import { declaredTriggers } from "./declared-triggers.ts";
import { ephemeralOutputs } from "./ephemeral-outputs.ts";
import { importsInRoot } from "./imports-in-root.ts";
import { passedProviders } from "./passed-providers.ts";
import type { Rule } from "./rule.ts";

/** What is checked as soon as a configuration is read, before its providers are known. */
export const loadRules: readonly Rule[] = [importsInRoot, passedProviders, ephemeralOutputs, declaredTriggers];
