import type { Diagnostic } from "@lockstep/hcl";
import type { Configuration } from "../configuration.ts";

/** Something that a configuration must keep, over all of its modules. */
export type Rule = (configuration: Configuration) => readonly Diagnostic[];
