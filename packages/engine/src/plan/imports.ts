// `import` blocks: which instance is to get which object.
import { deepMarks, EPHEMERAL, isKnown, isNull, numberValue, rangeText, stripMarks } from "@lockstep/hcl";
import type { Diagnostic, Expression, SourceRange, Value } from "@lockstep/hcl";
import { printInstance, printLocal } from "../address.ts";
import type { InstanceAddress } from "../address.ts";
import { addressFromSteps } from "../address.ts";
import type { AddressStep } from "../address.ts";
import { addressStep } from "../config/address-expression.ts";
import type { ImportConfig } from "../config/configuration.ts";
import type { GraphBuild } from "../graph/plan-graph.ts";
import { nodeKey } from "../graph/plan-node.ts";
import * as messages from "../messages.ts";
import { expandForEach, noRepetition } from "../scope/repetition.ts";
import type { Repetition } from "../scope/repetition.ts";
import { report } from "./session.ts";
import type { Session } from "./session.ts";

/** An instance that is to take over an object. */
export interface ImportTarget {
  readonly address: InstanceAddress;
  readonly text: string;
  readonly id: string;
  readonly range: SourceRange;
}

/** The imports into one block (`a.b|type.name`), by instance; undefined when one cannot be worked out. */
export function importsInto(session: Session, block: string): ReadonlyMap<string, ImportTarget> | undefined {
  const targets = new Map<string, ImportTarget>();
  let failed = false;
  for (const declared of session.root.module.imports) {
    if (importBlock(declared) !== block) continue;
    for (const repetition of repetitions(session, declared)) {
      const target = repetition && readTarget(session, declared, repetition);
      if (!target) failed = true;
      else if (targets.has(target.text) && !declared.forEach) failed = report(session, [messages.duplicateImport(target.text, declared.to.range)]) || failed;
      else targets.set(target.text, target);
    }
  }
  return failed ? undefined : targets;
}

/** The block that an import is for: `a.b|type.name`. */
export function importBlock({ to }: ImportConfig): string | undefined {
  const steps = stepsOf(to, () => 0);
  const { address } = steps ? addressFromSteps(steps) : {};
  if (!address || address.kind === "module") return undefined;
  return nodeKey(address.module.map(({ name }) => name), printLocal(address));
}

/** Imports into blocks that nothing declares. */
export function importsWithoutBlock({ input, byKey }: GraphBuild): Diagnostic[] {
  return input.configuration.root.imports.flatMap((declared) => {
    const block = importBlock(declared);
    return block === undefined || byKey.has(block) ? [] : [messages.importTargetMissing(rangeText(declared.to.range), declared.to.range)];
  });
}

function repetitions(session: Session, { forEach }: ImportConfig): (Repetition | undefined)[] {
  if (!forEach) return [noRepetition];
  const { value: given, diagnostics, failed } = session.root.evaluate(forEach.expression);
  if (report(session, diagnostics) || failed) return [undefined];
  if ((deepMarks(given) & EPHEMERAL) !== 0) {
    report(session, [messages.forEachEphemeral(forEach.expression.range)]);
    return [undefined];
  }
  const value = stripMarks(given);
  const each = eachOf(value);
  if (each) return each;
  const expansion = expandForEach(value, forEach.expression);
  report(session, expansion.diagnostics);
  return expansion.failed ? [undefined] : [...expansion.instances.values()];
}

// More than a resource takes: lists and tuples too, with the numbers as keys, nothing at all, and what is secret.
function eachOf(value: Value): Repetition[] | undefined {
  if (isNull(value)) return [];
  if (!isKnown(value) || !Array.isArray(value.raw) || value.type.kind === "set") return undefined;
  const items: readonly Value[] = value.raw;
  return items.map((item, at) => ({ eachKey: numberValue(at), eachValue: item }));
}

function readTarget(session: Session, { to, id, range }: ImportConfig, repetition: Repetition): ImportTarget | undefined {
  let broken = false;
  const steps = stepsOf(to, (expression) => {
    const { value, diagnostics } = session.root.evaluate(expression, { repetition });
    if (report(session, diagnostics)) broken = true;
    return typeof value.raw === "number" || typeof value.raw === "string" ? value.raw : "";
  });
  const { address } = steps ? addressFromSteps(steps) : {};
  if (broken || !address || address.kind === "module") return undefined;
  const { module, mode, type, name } = address;
  const instance: InstanceAddress = { module, mode, type, name, key: address.kind === "instance" ? address.key : undefined };
  const text = readId(session, id, repetition);
  return text === undefined ? undefined : { address: instance, text: printInstance(instance), id: text, range };
}

function readId(session: Session, expression: Expression, repetition: Repetition): string | undefined {
  const { value, diagnostics, failed } = session.root.evaluate(expression, { repetition });
  if (report(session, diagnostics) || failed) return undefined;
  if (typeof value.raw === "object" && value.raw !== null && isKnown(value) && !("mantissa" in value.raw)) {
    report(session, [messages.incorrectValue("string required", expression.range)]);
    return undefined;
  }
  const problem = idProblem(value);
  if (problem === undefined) return String(value.raw);
  report(session, [messages.invalidImportId(problem, expression.range)]);
  return undefined;
}

function idProblem(value: Value): string | undefined {
  if (isNull(value)) return "The import ID cannot be null.";
  if (!isKnown(value)) {
    return 'The import block "id" argument depends on resource attributes that cannot be determined until apply, so it cannot be planned which object to import.';
  }
  return value.raw === "" ? "The import ID value evaluates to an empty string, please provide a non-empty value." : undefined;
}

// The last step may be worked out: terraform_data.a[each.key].
function stepsOf(expression: Expression, keyOf: (expression: Expression) => string | number): AddressStep[] | undefined {
  if (expression.kind === "scope-traversal") return [{ name: expression.root }, ...expression.steps.map(addressStep)];
  if (expression.kind === "index") {
    const steps = stepsOf(expression.collection, keyOf);
    return steps && [...steps, { key: keyOf(expression.key) }];
  }
  if (expression.kind !== "relative-traversal") return undefined;
  const steps = stepsOf(expression.from, keyOf);
  return steps && [...steps, ...expression.steps.map(addressStep)];
}
