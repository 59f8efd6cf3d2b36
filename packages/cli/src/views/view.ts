import type { EngineEvent, Plan, State } from "@lockstep/engine";
import type { Diagnostic } from "@lockstep/hcl";
import { isOn } from "../arguments.ts";
import type { Call } from "../commands/command.ts";
import type { Project } from "../local/project.ts";
import { humanView } from "./human.ts";
import { jsonView } from "./json.ts";

/** What a command that plans or applies tells, in one of two voices. */
export interface View {
  /** Something is under way. */
  event(event: EngineEvent): void;
  plan(plan: Plan): void;
  /** After the plan: where it was saved, what it cost. */
  planned(facts: PlanFacts): void;
  applied(facts: ApplyFacts): void;
  diagnostics(diagnostics: readonly Diagnostic[]): void;
  /** A sentence for people; programs are told otherwise. */
  note(text: string): void;
}

export interface PlanFacts {
  readonly savedTo?: string;
  /** "17 requests in 4 buckets" */
  readonly cost?: string;
  readonly applyable: boolean;
}

export interface ApplyFacts {
  readonly counts: { readonly add: number; readonly change: number; readonly remove: number; readonly importing: number };
  readonly destroyed: boolean;
  readonly state: State;
  readonly cost?: string;
}

/** The voice that was asked for. */
export function viewFor(call: Call, project: Pick<Project, "providers">): View {
  const view = isOn(call.flags, "json") ? jsonView(call) : humanView(call, project);
  const { heard } = call;
  if (!heard) return view;
  return {
    ...view,
    diagnostics: (diagnostics) => {
      heard(diagnostics);
      view.diagnostics(diagnostics);
    },
  };
}
