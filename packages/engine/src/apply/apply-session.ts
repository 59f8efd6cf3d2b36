import type { Diagnostic } from "@lockstep/hcl";
import type { ResourceAddress } from "../address.ts";
import type { ForcedOrder } from "../plan/forced-order.ts";
import type { Plan } from "../plan/plan.ts";
import type { CallRecord } from "../provider.ts";
import type { Session, WalkInput } from "../plan/session.ts";
import type { State } from "../state/state.ts";
import type { Value } from "@lockstep/hcl";
import type { JournalRecord, JournalSink } from "./journal.ts";

/** What carries a provisioner out, given by the caller: engines start no processes. */
export type RunProvisioner = (request: ProvisionerRequest) => Promise<ProvisionerOutcome>;

export interface ProvisionerRequest {
  /** "local-exec" */
  readonly type: string;
  /** Its arguments, without marks. */
  readonly config: Value;
  readonly signal: AbortSignal;
  readonly onOutput: (line: string) => void;
}

/** Undefined problem: it went well. */
export interface ProvisionerOutcome {
  readonly problem?: { readonly summary: string; readonly detail: string };
}

/** A walk that carries a plan out. */
export interface ApplySession extends Session {
  readonly plan: Plan;
  readonly runProvisioner: RunProvisioner | undefined;
  readonly journal: JournalSink | undefined;
  readonly now: () => Date;
  /** Objects that are not what the plan says any more, by the change's name. */
  readonly refused: Map<string, Diagnostic>;
  /** Objects that are to be deleted and are gone already. */
  readonly gone: Set<string>;
  readonly verify: boolean;
  /** Root outputs as the state has them. */
  readonly outputs: Map<string, Value>;
  /** Blocks that each block depends on, directly or not, as states name them. */
  readonly dependencies: (block: string) => readonly string[];
  readonly createBeforeDestroy: ForcedOrder;
  /** Managed resources whose instances were begun with. */
  readonly begun: { readonly address: ResourceAddress; readonly provider: string }[];
  /** Objects that are still to be made, changed or read, printed. */
  readonly pending: ReadonlySet<string>;
  readonly counters: { change: number; readonly done: AppliedCounts };
  /** Hands the state on, as it is now. */
  readonly save: () => void;
  readonly completed: ReadonlySet<string>;
  readonly halfDone: HalfDone | undefined;
  /** For changes that are under way: an abort begins no other, but does not cut these short. */
  readonly uncut: AbortSignal;
}

/** What was done, as the last line says. */
export interface AppliedCounts {
  added: number;
  changed: number;
  destroyed: number;
  imported: number;
  forgotten: number;
}

/** What an apply needs besides the walk. */
export interface ApplyInput extends WalkInput {
  readonly plan: Plan;
  readonly now: () => Date;
  readonly runProvisioner?: RunProvisioner;
  /** Called after each change, with the whole state; it must be safe on disk when it returns or, at the latest, when its promise does. */
  readonly onState?: (state: State) => void;
  readonly journal?: JournalSink;
  /** Before an object is changed it is read again, to see that it still is what the plan was made from. */
  readonly verify: boolean;
  /** Changes of this very plan that an interrupted apply has carried out (see `recoverApply`). */
  readonly completed?: ReadonlySet<string>;
  /** Given when this apply goes on with an interrupted one: what is left of that one's making is not held against the plan. */
  readonly halfDone?: HalfDone;
  /** The state as it is on disk now: when another operation wrote it since, the plan is refused. */
  readonly current?: State;
  /** The state after the recovery of an interrupted apply, in place of the plan's. */
  readonly state?: State;
}

/** Changes of a plan that were begun and not finished, by the change's (or its half's) name, with their requests. */
export type HalfDone = ReadonlyMap<string, readonly CallRecord[]>;

/** Appends to the journal, if there is one. */
export const record = (session: Pick<ApplySession, "journal">, entry: JournalRecord): void => session.journal?.append(entry);

