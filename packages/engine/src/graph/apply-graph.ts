import type { Diagnostic } from "@lockstep/hcl";
import { printLocal } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import type { Plan, ResourceChange } from "../plan/plan.ts";
import { isReplace } from "../plan/plan.ts";
import type { InstanceState } from "../state/state.ts";
import type { StateStore } from "../state/store.ts";
import type { ApplyNode } from "./apply-node.ts";
import { Graph } from "./graph.ts";
import type { NodeId } from "./graph.ts";
import type { GraphBuild } from "./plan-graph.ts";

/** What the steps build the apply graph from. */
export interface ApplyGraphInput {
  readonly plan: Plan;
  /** The state that the changes start from. */
  readonly state: StateStore;
  /** The configuration's own graph; its nodes come first and keep their ids. */
  readonly base: GraphBuild;
  /** Printed changes that were carried out before. */
  readonly completed: ReadonlySet<string>;
}

/** An apply graph under construction. */
export interface ApplyBuild {
  readonly input: ApplyGraphInput;
  readonly graph: Graph<ApplyNode>;
  readonly diagnostics: Diagnostic[];
  /** By block (`module.a.okta_group.b`, without keys), what is destroyed of it. */
  readonly ends: Map<string, EndNodes>;
  /** By block: waits for all of it. */
  readonly blocks: Map<string, NodeId>;
  readonly begins: Map<string, NodeId>;
  /** What makes or changes an object, by its printed address. */
  readonly changes: Map<string, NodeId>;
  /** What waits for single instances of a block only, not for all of it. */
  readonly waiting: { readonly id: NodeId; readonly block: string; readonly keys: ReadonlySet<string> }[];
  without: ReadonlySet<NodeId>;
}

export interface EndNodes {
  readonly before: NodeId;
  readonly after: NodeId;
  readonly nodes: { readonly id: NodeId; readonly change: ResourceChange; readonly object: InstanceState | undefined }[];
}

export type ApplyStep = (build: ApplyBuild) => void;

/** Takes the steps, one after the other. */
export function buildApplyGraph(steps: readonly ApplyStep[], input: ApplyGraphInput): ApplyBuild {
  const build: ApplyBuild = {
    input,
    graph: new Graph(),
    diagnostics: [],
    ends: new Map(),
    blocks: new Map(),
    begins: new Map(),
    changes: new Map(),
    waiting: [],
    without: new Set(),
  };
  for (const step of steps) step(build);
  return build;
}

/** The block of an instance as states name dependencies: `module.a.okta_group.b`. */
export function blockText(address: Pick<InstanceAddress, "module" | "mode" | "type" | "name">): string {
  const module = address.module.map(({ name }) => `module.${name}`).join(".");
  return module === "" ? printLocal(address) : `${module}.${printLocal(address)}`;
}

/** The name of a change among all of a plan. */
export const changeKey = ({ text, deposed }: Pick<ResourceChange, "text" | "deposed">): string => (deposed === undefined ? text : `${text} (deposed object ${deposed})`);

/** The name of the half of a change that destroys; a replacement has two halves, which are done one after the other. */
export const endKey = (change: Pick<ResourceChange, "text" | "deposed">): string => `${changeKey(change)} (destroy)`;

export const makesObject = ({ action }: ResourceChange): boolean => action === "create" || action === "update" || action === "read" || isReplace(action);
export const endsObject = ({ action }: ResourceChange): boolean => action === "delete" || action === "forget" || isReplace(action);
