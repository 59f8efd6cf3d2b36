// What is written before and after each change and each changing request, so that a killed apply can go on.
import type { CallRecord } from "../provider.ts";
import type { InstanceState } from "../state/state.ts";

/** One line of the journal. `change` numbers the changes of one apply. */
export type JournalRecord =
  | { readonly kind: "apply-started"; readonly plan: string; readonly lineage: string; readonly serial: number; readonly completed?: readonly string[]; readonly halfDone?: Readonly<Record<string, readonly CallRecord[]>>; readonly at: string }
  | ChangeStarted
  | { readonly kind: "call-started"; readonly change: number; readonly call: number; readonly method: string; readonly path: string; readonly at: string }
  | { readonly kind: "call-ended"; readonly change: number; readonly call: number; readonly status: number; readonly id?: string }
  | ChangeEnded
  | { readonly kind: "apply-ended" };

export interface ChangeStarted {
  readonly kind: "change-started";
  readonly change: number;
  readonly address: string;
  /** What the plan calls this change, or this half of a replacement. */
  readonly half: string;
  /** The key of the deposed object that is to be deleted. */
  readonly deposed?: string;
  readonly action: "create" | "update" | "delete";
  readonly type: string;
  readonly provider: string;
  /** The key under which the object that this one replaces was put aside. */
  readonly replaced?: string;
  /** What was there before, as a state has it; the object that a create makes has only dependencies and the like. */
  readonly prior?: InstanceState;
  /** The planned object in JSON, with its type where a part is of dynamic type; parts not known yet are left out. */
  readonly planned?: unknown;
  readonly at: string;
}

export interface ChangeEnded {
  readonly kind: "change-ended";
  readonly change: number;
  readonly outcome: "done" | "failed";
  /** The object as the state has it from now on; undefined when there is none any more. */
  readonly object?: InstanceState;
}

/** Where the caller keeps the journal. `append` returns when the record is on disk. */
export interface JournalSink {
  append(record: JournalRecord): void;
}

/** One change of an interrupted apply, and all that is known of it. */
export interface JournaledChange {
  readonly started: ChangeStarted;
  readonly calls: readonly CallRecord[];
  readonly ended?: ChangeEnded;
}

export interface JournaledApply {
  /** Identifies the plan that was carried out. */
  readonly plan: string;
  readonly lineage: string;
  readonly serial: number;
  /** Changes of the plan that were done before this apply of it began: it was interrupted more than once. */
  readonly completed: readonly string[];
  /** Changes that an apply before this one had begun, with their requests. */
  readonly halfDone: ReadonlyMap<string, readonly CallRecord[]>;
  readonly changes: readonly JournaledChange[];
  readonly finished: boolean;
}

/** The records of the last apply, put together by change. Undefined when there is none. */
export function readJournal(records: readonly JournalRecord[]): JournaledApply | undefined {
  const from = records.findLastIndex((record) => record.kind === "apply-started");
  const first = records[from];
  if (first?.kind !== "apply-started") return undefined;
  const changes = new Map<number, { started: ChangeStarted; calls: Map<number, CallRecord>; ended?: ChangeEnded }>();
  for (const record of records.slice(from + 1)) collectRecord(changes, record);
  return {
    plan: first.plan,
    lineage: first.lineage,
    serial: first.serial,
    completed: first.completed ?? [],
    halfDone: new Map(Object.entries(first.halfDone ?? {})),
    changes: [...changes.values()].map(({ started, calls, ended }) => ({ started, calls: [...calls.values()], ...(ended && { ended }) })),
    finished: records.at(-1)?.kind === "apply-ended",
  };
}

function collectRecord(changes: Map<number, { started: ChangeStarted; calls: Map<number, CallRecord>; ended?: ChangeEnded }>, record: JournalRecord): void {
  if (record.kind === "change-started") {
    changes.set(record.change, { started: record, calls: new Map() });
    return;
  }
  if (record.kind === "apply-started" || record.kind === "apply-ended") return;
  const change = changes.get(record.change);
  if (!change) return;
  if (record.kind === "change-ended") change.ended = record;
  else if (record.kind === "call-started") change.calls.set(record.call, { method: record.method, path: record.path, startedAt: record.at });
  else {
    const call = change.calls.get(record.call);
    if (call) change.calls.set(record.call, { ...call, status: record.status, ...(record.id !== undefined && { id: record.id }) });
  }
}
