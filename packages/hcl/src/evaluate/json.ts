import { hasErrors } from "../diagnostics/diagnostic.ts";
import * as say from "../diagnostics/evaluate-messages.ts";
import type { SourceRange } from "../source/range.ts";
import { jsonNameTemplate, jsonTemplate } from "../syntax/json-template.ts";
import type { JsonNode, JsonObject } from "../syntax/tree.ts";
import { convert, isProblem } from "../values/convert.ts";
import { parseNumber } from "../values/number-text.ts";
import { stringType } from "../values/type.ts";
import { boolValue, dynamicNull, dynamicUnknown, isKnown, isNull, numberValue, objectValue, stringValue, tupleValue, withMarks } from "../values/value.ts";
import type { Marks, Value } from "../values/value.ts";
import { evaluateNode } from "./evaluate.ts";
import { report } from "./evaluation.ts";
import type { Evaluation } from "./evaluation.ts";

/** A value of the JSON syntax: its strings are templates, property names too; without a scope they stand for themselves. */
export function evaluateJson(node: JsonNode, evaluation: Evaluation): Value {
  switch (node.kind) {
    case "null":
      return dynamicNull;
    case "bool":
      return boolValue(node.value);
    case "number":
      return numberValue(parseNumber(node.text) ?? 0);
    case "string":
      return evaluation.scope ? evaluateParsed(jsonTemplate(node), evaluation) : stringValue(node.value);
    case "array":
      return tupleValue(node.items.map((item) => evaluateJson(item, evaluation)));
    case "object":
      return evaluateMembers(node, evaluation);
    default:
      return node satisfies never;
  }
}

function evaluateParsed(template: ReturnType<typeof jsonTemplate>, evaluation: Evaluation): Value {
  evaluation.diagnostics.push(...template.diagnostics);
  if (hasErrors(template.diagnostics)) return dynamicUnknown;
  return evaluateNode(template.value, evaluation);
}

function evaluateMembers(object: JsonObject, evaluation: Evaluation): Value {
  const attributes = new Map<string, Value>();
  const ranges = new Map<string, SourceRange>();
  let marks: Marks = 0;
  let known = true;
  for (const { name, nameRange, value: node } of object.members) {
    const given = evaluation.scope ? evaluateParsed(jsonNameTemplate(name, nameRange), evaluation) : stringValue(name);
    const value = evaluateJson(node, evaluation);
    const key = convert(given, stringType);
    if (isProblem(key)) report(evaluation, say.invalidJsonKey(key.message, nameRange));
    else if (isNull(key)) report(evaluation, say.nullJsonKey(nameRange));
    else if (!isKnown(key)) known = false;
    else {
      const text = String(key.raw);
      const earlier = ranges.get(text);
      marks |= key.marks;
      if (earlier) report(evaluation, say.duplicateJsonKey(text, earlier, nameRange));
      else attributes.set(text, value);
      ranges.set(text, nameRange);
    }
  }
  return withMarks(known ? objectValue(attributes) : dynamicUnknown, marks);
}
