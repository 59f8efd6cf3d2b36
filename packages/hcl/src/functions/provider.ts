// The functions of Terraform's own provider: provider::terraform::….
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { SourceText } from "../source/source-text.ts";
import { parseFile } from "../syntax/parse.ts";
import { isIdentifier, printAssignments, printExpression } from "../values/print.ts";
import { quote } from "../values/quote.ts";
import { dynamicType, stringType } from "../values/type.ts";
import { objectValue, stringValue, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { isWhollyKnown } from "../values/walk.ts";
import { entriesOf } from "../values/parts.ts";
import { any, argument, string, textOf } from "./arguments.ts";
import { fail } from "./function.ts";
import type { Failure, FunctionDefinition } from "./function.ts";
import { describeDiagnostics } from "./template.ts";

function encodeVariables(args: readonly Value[]): Value | Failure {
  const value = argument(args, 0);
  const { kind } = value.type;
  if (kind !== "object" && kind !== "map") {
    return fail("invalid value to encode: must be an object whose attribute names will become the encoded variable names");
  }
  if (!isWhollyKnown(value)) return unknownValue(stringType);
  const badName = [...entriesOf(value).keys()].find((name) => !isIdentifier(name));
  if (badName !== undefined) {
    return fail(`invalid variable name ${quote(badName)}: must be a valid identifier, per Terraform's rules for input variable declarations`);
  }
  return stringValue(printAssignments(entriesOf(value)));
}

function encodeExpression(args: readonly Value[]): Value {
  const value = argument(args, 0);
  return isWhollyKnown(value) ? stringValue(printExpression(value)) : unknownValue(stringType);
}

function decodeVariables(args: readonly Value[]): Value | Failure {
  const { value: body, diagnostics } = parseFile(new SourceText("<decode_tfvars argument>", textOf(args, 0)));
  if (hasErrors(diagnostics)) return fail(`invalid tfvars syntax: ${describeDiagnostics(diagnostics)}`);
  const [block] = body.blocks;
  if (block) return fail(`invalid tfvars syntax: blocks are not allowed here`);
  const values = new Map<string, Value>();
  for (const [name, { expression }] of body.attributes) {
    const evaluated = evaluate(expression);
    if (hasErrors(evaluated.diagnostics)) {
      return fail(`invalid expression for variable ${quote(name)}: ${describeDiagnostics(evaluated.diagnostics)}`);
    }
    values.set(name, evaluated.value);
  }
  return objectValue(values);
}

const prefix = "provider::terraform::";

/** The functions of Terraform's own provider, under their full names. */
export const providerFunctions: readonly FunctionDefinition[] = [
  { name: `${prefix}encode_tfvars`, parameters: [any("value")], returns: stringType, notNull: true, run: encodeVariables },
  {
    name: `${prefix}decode_tfvars`,
    parameters: [string("src")],
    returns: (args) => {
      if (typeof argument(args, 0).raw !== "string") return dynamicType;
      const value = decodeVariables(args);
      return "failure" in value ? value : value.type;
    },
    notNull: true,
    run: decodeVariables,
  },
  { name: `${prefix}encode_expr`, parameters: [any("value")], returns: stringType, notNull: true, run: encodeExpression },
];

