import type { Diagnostic } from "@lockstep/hcl";
import type { Configuration } from "../configuration.ts";
import { importsInRoot } from "./imports-in-root.ts";
import { passedProviders } from "./passed-providers.ts";

/** Something that a configuration must keep, over all of its modules. */
export type Rule = (configuration: Configuration) => readonly Diagnostic[];

/** What is checked as soon as a configuration is read, before its providers are known. */
export const loadRules: readonly Rule[] = [importsInRoot, passedProviders];
