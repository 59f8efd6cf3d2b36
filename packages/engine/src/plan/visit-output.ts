import { deepMarks, EPHEMERAL, isKnown, isNull, isWhollyKnown, nullValue, SENSITIVE, stripMarks, transform } from "@lockstep/hcl";
import type { Value } from "@lockstep/hcl";
import { isSame } from "../compare/compare.ts";
import type { OutputConfig } from "../config/configuration.ts";
import type { PlanNode } from "../graph/plan-node.ts";
import type { Visit } from "../graph/walk.ts";
import * as messages from "../messages.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { Checkable } from "./checks.ts";
import { checkRules } from "./conditions.ts";
import type { PlanSession } from "./plan-session.ts";
import type { OutputChange } from "./plan.ts";
import { instancesOf, report } from "./session.ts";
import type { Session } from "./session.ts";

type OutputNode = Extract<PlanNode, { kind: "output" }>;

/** Works out an output value; for one of the root also what becomes of it. */
export function visitOutput(session: PlanSession, node: OutputNode): Visit {
  let failed = false;
  for (const scope of instancesOf(session, node.module.path)) {
    const value = evaluateOutput(session, scope, node.config);
    if (!value) failed = true;
    else if (scope.caller) {
      if (!isNull(value)) session.moduleOutputs.push({ scope, name: node.config.name });
    } else if (session.mode !== "destroy") planOutput(session, node.config, value);
  }
  return failed ? "failed" : "done";
}

/** The output's value with its conditions checked; undefined when there are problems. */
export function evaluateOutput(session: Session, scope: ModuleScope, config: OutputConfig): Value | undefined {
  if (config.preconditions.length > 0) {
    const checkable: Checkable = { kind: "output_value", module: scope.module.path, address: `output.${config.name}`, local: { name: config.name } };
    const address = scope.qualify(checkable.address);
    if (session.conditions || !scope.caller) session.checks.expect(checkable, address, scope.text, undefined);
    session.checks.restart(checkable, address);
    if (session.conditions && checkRules(session, config.preconditions, { checkable, address }, scope, {}, "Module output value precondition failed")) return undefined;
  }
  const { value, diagnostics, failed } = scope.output(config.name);
  if (report(session, diagnostics) || failed) return undefined;
  const marks = deepMarks(value);
  if ((marks & EPHEMERAL) !== 0 && !config.ephemeral) {
    report(session, [messages.ephemeralNotAllowed("output value", config.value.range)]);
    return undefined;
  }
  if ((marks & SENSITIVE) !== 0 && !config.sensitive && !scope.caller) {
    report(session, [messages.outputRefersToSensitive(config.name, config.range)]);
    return undefined;
  }
  return value;
}

function planOutput(session: PlanSession, config: OutputConfig, value: Value): void {
  const before = session.outputs.get(config.name);
  const change = outputChange(config.name, before, value, config.sensitive);
  session.outputChanges.set(config.name, change);
  if (isNull(value)) session.outputs.delete(config.name);
  else if (isWhollyKnown(value)) session.outputs.set(config.name, outputState(value, config.sensitive));
}

/** An output as the state has it: no marks inside, one on the whole when it is sensitive. */
export const outputState = (value: Value, sensitive: boolean): Value => ({ ...stripMarks(value), marks: sensitive ? SENSITIVE : 0 });

/** The same with null in the place of what is not known: what targets left out has no value. */
export const withoutUnknowns = (value: Value): Value => transform(value, (part) => (isKnown(part) ? part : nullValue(part.type)));

/** What becomes of an output. */
function outputChange(name: string, before: Value | undefined, after: Value, sensitive: boolean): OutputChange {
  const had = before ?? nullValue({ kind: "dynamic" });
  const wasSensitive = (had.marks & SENSITIVE) !== 0;
  const same = isSame(stripMarks(had), stripMarks(after)) && wasSensitive === sensitive;
  const action = isNull(had) ? (isNull(after) ? "no-op" : "create") : same ? "no-op" : "update";
  return { name, action, before: had, after: sensitive ? outputState(after, true) : after, sensitive };
}

/** Outputs that the state has and the configuration has not, or that go with everything else. */
export function planEndOfOutputs(session: PlanSession, isKept: (name: string) => boolean): void {
  for (const [name, before] of [...session.outputs]) {
    if (isKept(name)) continue;
    const sensitive = (before.marks & SENSITIVE) !== 0;
    session.outputChanges.set(name, { name, action: "delete", before, after: nullValue({ kind: "dynamic" }), sensitive });
  }
}
