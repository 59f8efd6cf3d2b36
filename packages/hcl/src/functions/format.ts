// format and formatlist.
import { convert, isProblem } from "../values/convert.ts";
import { hasInfinity } from "../values/json.ts";
import { isWhole } from "../values/big-float.ts";
import { precisionOf } from "../values/operations.ts";
import { itemsOf, numeric } from "../values/parts.ts";
import { graphemes, countGraphemes } from "../values/graphemes.ts";
import { quote } from "../values/quote.ts";
import { lengthRange, refine, refineNotNull, safePrefix } from "../values/refine.ts";
import { boolType, listType, numberType, stringType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { isKnown, isNull, listValue, stringValue, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { isWhollyKnown } from "../values/walk.ts";
import { any, isSequence, string, textOf } from "./arguments.ts";
import { formatFloat, formatInteger, shortestGeneral } from "./format-number.ts";
import { parseFormat } from "./format-verb.ts";
import type { Verb } from "./format-verb.ts";
import { fail, failArgument } from "./function.ts";
import type { Failure, FunctionDefinition } from "./function.ts";
import { goJson } from "./go-json.ts";

/** Wider fields are refused: they would only fill the memory. */
const WIDEST = 100_000;

/** The format with its verbs filled in. All values must be known. */
export function formatText(format: string, args: readonly Value[]): string | Failure {
  const parsed = parseFormat(format);
  if ("problem" in parsed) return fail(parsed.problem);
  let text = "";
  let used = 0;
  for (const part of parsed.parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const filled = fillVerb(part, args);
    if (typeof filled !== "string") return filled;
    text += filled;
    used = Math.max(used, part.argument);
  }
  if (used >= args.length) return text;
  const only = used === 0 ? "no verbs in format string" : `only ${used} used by format string`;
  return failArgument(used + 1, `too many arguments; ${only}`);
}

function fillVerb(verb: Verb, args: readonly Value[]): string | Failure {
  const value = args[verb.argument - 1];
  const place = `${quote(verb.raw)} at ${verb.offset}`;
  if (!value) return fail(`not enough arguments for ${place}: need index ${verb.argument} but have ${args.length} total`);
  if (verb.mode !== "v" && isNull(value)) return fail(`unsupported value for ${place}: null value cannot be formatted`);
  const write = writers[verb.mode];
  if (!write) return fail(`unsupported format verb '${verb.mode}' in ${quote(verb.raw)} at offset ${verb.offset}`);
  if (Math.max(verb.width ?? 0, verb.precision ?? 0) > WIDEST) {
    return fail(`unsupported value for ${place}: widths and precisions of more than ${WIDEST} are not supported`);
  }
  const converted = write.type ? convert(value, write.type) : value;
  if (isProblem(converted)) return fail(`unsupported value for ${place}: ${converted.message}`);
  const text = write.run(converted, verb);
  return typeof text === "string" ? text : fail(`unsupported value for ${place}: ${text.failure}`);
}

/** How each verb writes its value, and what the value is converted to first. */
const writers: Readonly<Record<string, { type?: Type; run: (value: Value, verb: Verb) => string | Failure }>> = {
  v: { run: writeAsIs },
  t: { type: boolType, run: (value) => String(value.raw) },
  s: { type: stringType, run: (value, verb) => pad(cut(String(value.raw), verb), verb) },
  q: { type: stringType, run: (value, verb) => pad(goJson(stringValue(cut(String(value.raw), verb))), verb) },
  ...Object.fromEntries([..."bdoxX"].map((mode) => [mode, { type: numberType, run: writeInteger }])),
  ...Object.fromEntries(
    [..."eEfgG"].map((mode) => [
      mode,
      { type: numberType, run: (value: Value, verb: Verb) => formatFloat(numeric(value), verb, precisionOf(value)) },
    ]),
  ),
};

function writeInteger(value: Value, verb: Verb): string | Failure {
  const number = numeric(value);
  const text = isWhole(number) ? formatInteger(number, verb) : undefined;
  return text ?? fail("an integer is required");
}

function writeAsIs(value: Value, verb: Verb): string | Failure {
  if (!verb.sharp && !isNull(value)) {
    if (value.type.kind === "string") return pad(String(value.raw), verb);
    if (value.type.kind === "number") return pad(shortestGeneral(numeric(value), precisionOf(value)), verb);
  }
  return hasInfinity(value) ? fail("cannot serialize infinity as JSON") : pad(goJson(value), verb);
}

const cut = (text: string, { precision }: Verb): string => (precision ? graphemes(text).slice(0, precision).join("") : text);

function pad(text: string, verb: Verb): string {
  const missing = (verb.width ?? 0) - countGraphemes(text);
  if (missing <= 0) return text;
  const padding = (verb.zero ? "0" : " ").repeat(missing);
  return verb.minus ? text + padding : padding + text;
}

function format(args: readonly Value[]): Value | Failure {
  const text = textOf(args, 0);
  if (!args.slice(1).every(isWhollyKnown)) {
    const percent = text.indexOf("%");
    const unknown = unknownValue(stringType);
    return percent > 0 ? refine(unknown, { prefix: safePrefix(text.slice(0, percent)) }) : unknown;
  }
  const result = formatText(text, args.slice(1));
  return typeof result === "string" ? stringValue(result) : result;
}

/** Sequences give one value to each result, all others the same one to all. */
function formatList(args: readonly Value[], type: Type): Value | Failure {
  const text = textOf(args, 0);
  const given = args.slice(1);
  let length: number | undefined;
  let chooser = 0;
  let unclear = false;
  for (const [at, arg] of given.entries()) {
    if (!isSequence(arg.type) || isNull(arg)) continue;
    const range = lengthRange(arg);
    if (!range || range.min !== range.max || !isKnown(arg)) unclear = true;
    if (!range || range.min !== range.max) continue;
    if (length === undefined) [length, chooser] = [range.min, at];
    else if (length !== range.min) {
      const other = `which is inconsistent with argument ${chooser + 1} of length ${length}`;
      return failArgument(at + 1, `argument ${at + 1} has length ${range.min}, ${other}`);
    }
  }
  return unclear ? unknownValue(type) : formatRows(text, given, length ?? 1);
}

function formatRows(text: string, given: readonly Value[], length: number): Value | Failure {
  const results: Value[] = [];
  for (let at = 0; at < length; at++) {
    const row = given.map((arg) => (isSequence(arg.type) && !isNull(arg) ? (itemsOf(arg)[at] ?? arg) : arg));
    if (!row.every(isWhollyKnown)) {
      results.push(refineNotNull(unknownValue(stringType)));
      continue;
    }
    const result = formatText(text, row);
    if (typeof result !== "string") return given.length === 0 ? result : fail(`error on format iteration ${at}: ${result.failure}`);
    results.push(stringValue(result));
  }
  return listValue(stringType, results);
}

/** format and formatlist. */
export const formatFunctions: readonly FunctionDefinition[] = [
  {
    name: "format",
    parameters: [string("format")],
    rest: any("args", { allowNull: true, allowUnknown: true }),
    returns: stringType,
    notNull: true,
    run: format,
  },
  {
    name: "formatlist",
    parameters: [string("format")],
    rest: any("args", { allowNull: true, allowUnknown: true }),
    returns: listType(stringType),
    notNull: true,
    run: formatList,
  },
];
