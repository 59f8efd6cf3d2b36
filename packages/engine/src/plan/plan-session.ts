import type { Value } from "@lockstep/hcl";
import type { Address, InstanceAddress } from "../address.ts";
import { printInstance } from "../address.ts";
import { isInstanceTargeted } from "../graph/steps/keep-targets.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { StoredResource } from "../state/store.ts";
import type { ForcedOrder } from "./forced-order.ts";
import type { OutputChange, PlanMode, ResourceChange } from "./plan.ts";
import type { Session } from "./session.ts";

/** A walk that plans. */
export interface PlanSession extends Session {
  readonly mode: PlanMode;
  readonly refresh: boolean;
  readonly targets: readonly Address[];
  /** Printed addresses. */
  readonly forceReplace: ReadonlySet<string>;
  /** New address → the one before `moved` blocks. */
  readonly moved: ReadonlyMap<string, string>;
  /** Resources of the state by the block they belong to: `a.b|type.name`. */
  readonly byBlock: ReadonlyMap<string, readonly StoredResource[]>;
  /** Resources that must be made before they are destroyed, by `a.b|type.name`: their own wish, or that of one that needs them. */
  readonly createBeforeDestroy: ForcedOrder;
  /** Blocks that each block depends on, directly or not, as states name them. */
  readonly dependencies: (block: string) => readonly string[];
  /** Blocks that import blocks name. */
  readonly importing: ReadonlySet<string>;
  readonly changes: Map<string, ResourceChange>;
  readonly drift: ResourceChange[];
  readonly outputChanges: Map<string, OutputChange>;
  /** Outputs of the state that planning works out anew. */
  readonly outputs: Map<string, Value>;
  /** Blocks whose objects are to be forgotten: `removed` with destroy = false. */
  readonly isForgotten: (address: InstanceAddress) => boolean;
  /** When destroying with targets: is the block (`a.b|type.name`) among them, or does it need one that is? */
  readonly isDestroyed: (block: string) => boolean;
  /** Is the block (`a.b|type.name`) walked, or do targets leave it out? */
  readonly isWalked: (block: string) => boolean;
  /** Module outputs that are not null, which count as new in every plan. */
  readonly moduleOutputs: { readonly scope: ModuleScope; readonly name: string }[];
}

/** Is the instance among what is to be planned? */
export const isWanted = (session: PlanSession, address: InstanceAddress): boolean =>
  session.targets.length === 0 || isInstanceTargeted(session.targets, address.module, localOf(address), address.key) || !session.targets.some((target) => isSameBlock(target, address));

const localOf = ({ mode, type, name }: InstanceAddress): string => (mode === "managed" ? `${type}.${name}` : `${mode}.${type}.${name}`);

// A target that names one instance says nothing of the others of its block; those are left out.
// Instances of blocks that no target names are there because something targeted depends on them.
function isSameBlock(target: Address, address: InstanceAddress): boolean {
  const inside = target.module.every((step, at) => address.module[at]?.name === step.name);
  if (target.kind === "module") return inside;
  return inside && target.module.length === address.module.length && localOf({ ...target, key: undefined }) === localOf(address);
}

/** Notes what becomes of an object. */
export function recordChange(session: PlanSession, change: ResourceChange): void {
  session.changes.set(change.deposed === undefined ? change.text : `${change.text} (deposed object ${change.deposed})`, change);
  session.input.onEvent?.({ type: "planned", change });
}

/** The address before moves, when it was another one. */
export const previousText = (session: PlanSession, address: InstanceAddress): string | undefined => session.moved.get(printInstance(address));
