// Values on their way through modules: variables, locals, the instances of modules. Planning and applying share them.
import { printRange } from "@lockstep/hcl";
import type { Diagnostic } from "@lockstep/hcl";
import type { PlanNode } from "../graph/plan-node.ts";
import type { Visit } from "../graph/walk.ts";
import type { ModuleScope } from "../scope/module-scope.ts";
import type { VariableConfig } from "../config/configuration.ts";
import * as messages from "../messages.ts";
import { readAttributes } from "../config/content.ts";
import type { Checkable } from "./checks.ts";
import { evaluateRule, messageWarnings } from "./conditions.ts";
import { instancesOf, report } from "./session.ts";
import type { Session } from "./session.ts";

type Node<K extends PlanNode["kind"]> = Extract<PlanNode, { kind: K }>;

const ended = (failed: boolean): Visit => (failed ? "failed" : "done");

/** Finds out which instances a module has. */
export function visitModule(session: Session, node: Node<"module">): Visit {
  let failed = false;
  for (const scope of instancesOf(session, node.parent.path)) {
    const expansion = scope.expand(node.call);
    report(session, expansion.diagnostics);
    if (expansion.failed) failed = true;
  }
  return ended(failed);
}

export function visitLocal(session: Session, node: Node<"local">): Visit {
  let failed = false;
  for (const scope of instancesOf(session, node.module.path)) {
    const local = scope.local(node.config.name);
    report(session, local?.diagnostics ?? []);
    if (local?.failed !== false) failed = true;
  }
  return ended(failed);
}

export function visitVariable(session: Session, node: Node<"variable">): Visit {
  let failed = false;
  for (const scope of instancesOf(session, node.module.path)) {
    const variable = scope.variable(node.config.name);
    report(session, variable?.diagnostics ?? []);
    if (variable?.failed !== false || checkVariable(session, scope, node.config)) failed = true;
  }
  return ended(failed);
}

function checkVariable(session: Session, scope: ModuleScope, config: VariableConfig): boolean {
  const { path } = scope.module;
  const checkable: Checkable = { kind: "var", module: path, address: `var.${config.name}`, local: { name: config.name } };
  if (config.validations.length === 0 || !session.conditions) return false;
  const address = scope.qualify(checkable.address);
  session.checks.expect(checkable, address, scope.text, undefined);
  let failed = false;
  for (const rule of config.validations) {
    const { status, failure, diagnostics } = evaluateRule(rule, scope, {}, "Invalid value for variable", "error");
    session.checks.record(checkable, address, status, failure);
    const where = `\n\nThis was checked by the validation rule at ${printRange(rule.range)}.`;
    // The value is at fault, so it is pointed at: in the call, or at the declaration of a root variable.
    const blamed = diagnostics.map((diagnostic) =>
      diagnostic.summary === "Invalid value for variable" ? { ...diagnostic, detail: diagnostic.detail + where, subject: valueRange(scope, config) } : diagnostic,
    );
    if (report(session, blamed.map(asValidation))) failed = true;
  }
  return failed;
}

// Where any other condition warns, a validation ends the run.
const asValidation = (diagnostic: Diagnostic): Diagnostic => (diagnostic.summary === messages.ephemeralMessage ? { ...diagnostic, severity: "error" } : diagnostic);

function valueRange(scope: ModuleScope, config: VariableConfig): VariableConfig["range"] {
  const { caller } = scope;
  const argument = caller && readAttributes({ ...caller.call.body, blocks: [] }).attributes.get(config.name);
  return argument?.expression.range ?? config.range;
}

/** Makes the check block's conditions known; says what they came to. */
export function visitCheck(session: Session, node: Node<"check">): Visit {
  const checkable: Checkable = { kind: "check", module: node.module.path, address: `check.${node.config.name}`, local: { name: node.config.name } };
  session.checks.declare(checkable);
  for (const scope of instancesOf(session, node.module.path)) {
    const address = scope.qualify(checkable.address);
    session.checks.expect(checkable, address, scope.text, undefined);
    if (session.blindChecks.has(address)) continue;
    session.checks.restart(checkable, address);
    for (const rule of node.config.asserts) {
      const { status, failure, diagnostics } = evaluateRule(rule, scope, {}, "Check block assertion failed", "warning");
      session.checks.record(checkable, address, status, failure);
      const more = status === "unknown" ? [messages.checkKnownAfterApply(rule.condition.range)] : status === "pass" ? messageWarnings(rule, scope, {}) : [];
      report(session, [...diagnostics, ...more]);
    }
  }
  return "done";
}

/** What a resource's conditions are gathered under. */
export function resourceCheckable(scope: ModuleScope, resource: { readonly mode: "managed" | "data" | "ephemeral"; readonly type: string; readonly name: string }, local: string): Checkable {
  const mode = resource.mode === "data" ? "data" : "managed";
  return { kind: "resource", module: scope.module.path, address: local, local: { mode, type: resource.type, name: resource.name } };
}

