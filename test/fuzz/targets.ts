import { archiveTargets } from "./archive-targets.ts";
import { engineTargets } from "./engine-targets.ts";
import { languageTargets } from "./language-targets.ts";
import type { Target } from "./target.ts";

/** Everything that is fuzzed. */
export const targets: readonly Target[] = [...languageTargets, ...engineTargets, ...archiveTargets];
