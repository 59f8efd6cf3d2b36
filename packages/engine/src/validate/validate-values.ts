// Calls, variables, locals, outputs, checks and provider configurations, each by itself.
import { boolType, convert, deepMarks, EPHEMERAL, isProblem, references, SENSITIVE, stringType, stripMarks } from "@lockstep/hcl";
import type { Diagnostic, Expression, Value } from "@lockstep/hcl";
import { inModule } from "../address.ts";
import { moduleArguments } from "../config/blocks/module.ts";
import { providerShape } from "../config/blocks/provider.ts";
import type { CheckConfig, CheckRule, LocalConfig, ModuleCall, OutputConfig, ProviderConfig, VariableConfig } from "../config/configuration.ts";
import { readContent } from "../config/content.ts";
import { sourceOf } from "../graph/providers.ts";
import * as messages from "../messages.ts";
import { fromProvider } from "../plan/provider-diagnostics.ts";
import type { Evaluated, ModuleScope } from "../scope/module-scope.ts";
import type { View } from "../scope/names.ts";
import { someRepetition } from "../scope/repetition.ts";
import { finalValue } from "../scope/variable-values.ts";
import { schemaReferences } from "./schema-references.ts";
import { dependsOnProblems } from "./static-references.ts";
import type { Place } from "./static-references.ts";
import type { Validation } from "./validation.ts";

/** A module call: what it waits for, and how often there is one. False when that is not known. */
export function validateCall(validation: Validation, scope: ModuleScope, call: ModuleCall): boolean {
  const place = validation.place(scope);
  if (!validation.dependenciesAreSound(call.dependsOn.flatMap(references), place)) return false;
  if (validation.report(dependsOnProblems(call.dependsOn, place))) return false;
  const repeated = call.forEach ?? call.count;
  if (!repeated) return true;
  if (!validation.checkTraversals(references(repeated.expression), place)) return false;
  const expansion = scope.expand(call);
  return !validation.report(expansion.diagnostics) && !expansion.failed;
}

/** The value that a call gives one of the module's variables; false when it is none. */
export function validateArgument(validation: Validation, scope: ModuleScope, call: ModuleCall, config: VariableConfig): boolean {
  const expression = readContent(call.body, moduleArguments(call)).attributes.get(config.name)?.expression;
  if (!expression) return true;
  const by = call.forEach ? "for_each" : call.count ? "count" : undefined;
  const { value, failed } = validation.evaluate(expression, validation.place(scope, by), { repetition: someRepetition(by) });
  const name = inModule(scope.text, `module.${call.name}.var.${config.name}`);
  return !failed && !validation.report(finalValue(config, value, name, expression.range).diagnostics);
}

/** The conditions that a variable's value must meet. */
export function validateVariable(validation: Validation, scope: ModuleScope, variable: VariableConfig): void {
  const place = validation.place(scope);
  // After the first mistake Terraform looks at no more of them.
  variable.validations.every(({ condition, errorMessage }) => {
    const result = isTruth(validation, validation.evaluate(condition, place), condition, messages.invalidValidationResult);
    return isText(validation, validation.evaluate(errorMessage, place), errorMessage) && result;
  });
}

export function validateLocal(validation: Validation, scope: ModuleScope, { name, expression }: LocalConfig): void {
  const mentioned = references(expression);
  const itself = mentioned.find(({ root, steps }) => root === "local" && steps[0]?.kind === "attribute" && steps[0].name === name);
  if (itself) validation.report([messages.selfReferencingLocal(name, itself.range)]);
  else if (validation.checkTraversals(mentioned, validation.place(scope))) validation.report(scope.local(name)?.diagnostics ?? []);
}

/** An output value; what is not sound is marked, for what refers to it. */
export function validateOutput(validation: Validation, scope: ModuleScope, output: OutputConfig): void {
  if (!isOutputSound(validation, scope, output)) validation.markBroken(scope, output);
}

function isOutputSound(validation: Validation, scope: ModuleScope, output: OutputConfig): boolean {
  const place = validation.place(scope);
  const mentioned = [...output.dependsOn, output.value, ...output.preconditions.flatMap(({ condition, errorMessage }) => [condition, errorMessage])];
  if (!validation.dependenciesAreSound(mentioned.flatMap(references), place)) return false;
  const dependencies = !validation.report(dependsOnProblems(output.dependsOn, place));
  for (const rule of output.preconditions) validateRule(validation, place, rule, {});
  if (!validation.checkTraversals(references(output.value), place)) return false;
  const { value, failed } = validation.note(scope.output(output.name));
  if (failed) return false;
  return dependencies && !validation.report(secretProblems(value, scope, output));
}

/** What is secret may not be put out as if it were not. What is sensitive only matters in the root: outputs of a module keep the mark. */
function secretProblems(value: Value, scope: ModuleScope, { name, range, sensitive, ephemeral, value: written }: OutputConfig): Diagnostic[] {
  const marks = deepMarks(value);
  const isCalled = scope.module.path.length > 0;
  const isLasting = isCalled && ephemeral && (deepMarks(scope.evaluate(written).value) & EPHEMERAL) === 0;
  return [
    ...(isLasting ? [messages.lastingInEphemeralOutput(written.range)] : []),
    ...((marks & SENSITIVE) !== 0 && !sensitive && !isCalled ? [messages.outputRefersToSensitive(name, range)] : []),
    ...((marks & EPHEMERAL) !== 0 && !ephemeral ? [messages.ephemeralNotAllowed("output value", written.range)] : []),
  ];
}

export function validateCheck(validation: Validation, scope: ModuleScope, check: CheckConfig): void {
  const place = validation.place(scope);
  for (const { condition, errorMessage } of check.asserts) {
    isTruth(validation, validation.evaluate(condition, place), condition);
    isText(validation, validation.evaluateCondition(errorMessage, place, {}), errorMessage);
  }
}

/** A condition of a resource or output and its message: that they can be evaluated, and to the right types. */
export function validateRule(validation: Validation, place: Place, { condition, errorMessage }: CheckRule, view: View): void {
  isTruth(validation, validation.evaluateCondition(condition, place, view), condition);
  isText(validation, validation.evaluateCondition(errorMessage, place, view), errorMessage);
}

function isTruth(validation: Validation, result: Evaluated, condition: Expression, say = messages.invalidConditionResult): boolean {
  if (result.failed) return false;
  const truth = convert(result.value, boolType);
  return !isProblem(truth) || !validation.report([say(`Invalid condition result value: ${truth.message}.`, condition.range)]);
}

function isText(validation: Validation, message: Evaluated, errorMessage: Expression): boolean {
  if (message.failed) return false;
  const text = convert(message.value, stringType);
  return !isProblem(text) || !validation.report([messages.invalidErrorMessage(`Unsuitable value for error message: ${text.message}.`, errorMessage.range)]);
}

/** A provider block by its provider's schema. */
export function validateProvider(validation: Validation, scope: ModuleScope, config: ProviderConfig): void {
  const source = sourceOf(scope.module, config.localName);
  const factory = validation.provider(source);
  if (!factory) return void validation.report([messages.providerUnknown(source)]);
  if (!validation.checkTraversals(schemaReferences(config.body, factory.schemas.provider), validation.place(scope))) return;
  const { value, failed } = validation.note(scope.evaluateBody(config.body, factory.schemas.provider, {}, providerShape));
  if (!failed) validation.report(fromProvider(validation.open(factory).validateProvider(stripMarks(value)), config));
}
