// One change in the journal: what is written before it, around its requests, and after it.
import { valueToJson } from "@lockstep/hcl";
import { impliedType } from "../schema/implied-type.ts";
import type { CallJournal } from "../provider.ts";
import type { InstanceState } from "../state/state.ts";
import { record } from "./apply-session.ts";
import type { ApplySession } from "./apply-session.ts";
import type { ChangeStarted } from "./journal.ts";
import type { Value } from "@lockstep/hcl";
import type { BlockSchema } from "../schema/schema.ts";

/** A change that has begun. */
export interface JournaledWork {
  readonly calls: CallJournal;
  ended(outcome: "done" | "failed", object: InstanceState | undefined): void;
}

/** Writes that a change begins. */
export function beginChange(session: ApplySession, started: Omit<ChangeStarted, "kind" | "change" | "at">): JournaledWork {
  const change = session.counters.change++;
  const at = (): string => session.now().toISOString();
  record(session, { kind: "change-started", change, ...started, at: at() });
  const open = new Map<string, number[]>();
  let last = 0;
  return {
    calls: {
      before({ method, path }) {
        const call = last++;
        const key = `${method} ${path}`;
        open.set(key, [...(open.get(key) ?? []), call]);
        record(session, { kind: "call-started", change, call, method, path, at: at() });
      },
      after({ method, path, status, id }) {
        const call = open.get(`${method} ${path}`)?.shift() ?? last;
        record(session, { kind: "call-ended", change, call, status, ...(id !== undefined && { id }) });
      },
    },
    ended: (outcome, object) => record(session, { kind: "change-ended", change, outcome, ...(object && { object }) }),
  };
}

/** The planned object as the journal keeps it. */
export const plannedJson = (planned: Value, schema: BlockSchema): unknown => valueToJson(planned, impliedType(schema));
