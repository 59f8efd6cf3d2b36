import type { GraphStep } from "./plan-graph.ts";
import { addModules } from "./steps/add-modules.ts";
import { addOrphans } from "./steps/add-orphans.ts";
import { addProviders } from "./steps/add-providers.ts";
import { addResources } from "./steps/add-resources.ts";
import { addChecks, addLocals, addOutputs, addVariables } from "./steps/add-values.ts";
import { connectProviders } from "./steps/connect-providers.ts";
import { connectReferences } from "./steps/connect-references.ts";
import { dropUnused } from "./steps/drop-unused.ts";
import { keepTargets } from "./steps/keep-targets.ts";
import { refuseCycles } from "./steps/refuse-cycles.ts";

/** The plan graph, from the top: the order is the meaning. */
export const planSteps: readonly GraphStep[] = [
  addModules,
  addVariables,
  addLocals,
  addResources,
  addOrphans, // in state but no longer declared: they are to be deleted
  addOutputs,
  addChecks,
  addProviders, // after all that may need one
  connectReferences,
  connectProviders,
  refuseCycles,
  keepTargets, // after all edges, or a target would lose what it depends on
  dropUnused,
];
