import { findCycles } from "./graph.ts";
import { applyNodeName } from "./apply-node.ts";
import type { ApplyBuild, ApplyStep } from "./apply-graph.ts";
import { addChanges, addEnds, connectInstances } from "./steps/add-changes.ts";
import { connectAfterDependents, connectChangesWithEnds, connectEnds, keepProviders } from "./steps/connect-ends.ts";
import { copyConfiguration } from "./steps/copy-configuration.ts";
import { dropUnneeded } from "./steps/drop-unneeded.ts";
import * as messages from "../messages.ts";

/** The apply graph, from the top: the order is the meaning. */
export const applySteps: readonly ApplyStep[] = [
  copyConfiguration,
  addChanges,
  connectInstances,
  addEnds, // after what is made: a replacement connects its two halves
  connectEnds,
  connectChangesWithEnds,
  connectAfterDependents,
  keepProviders,
  refuseCycles,
  dropUnneeded,
];

function refuseCycles({ graph, diagnostics }: ApplyBuild): void {
  for (const cycle of findCycles(graph)) {
    const names = cycle.map((id) => graph.node(id)).filter(({ kind }) => kind !== "gate").map(applyNodeName);
    diagnostics.push(messages.cycle(names));
  }
}
