// Regular expressions: Go's syntax, in time that grows with the text and not with the pattern's cunning.
import { RE2JS } from "re2js";
import { listType, objectType, stringType, tupleType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { dynamicUnknown, isKnown, listValue, nullValue, objectValue, stringValue, tupleValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { argument, string, textOf } from "./arguments.ts";
import { dynamicType } from "../values/type.ts";
import { fail, failArgument } from "./function.ts";
import type { Failure, FunctionDefinition } from "./function.ts";

/** A pattern ready to use. */
interface Pattern {
  readonly compiled: RE2JS;
  /** One for each group; undefined for those without a name. */
  readonly names: readonly (string | undefined)[];
}

const LONGEST_PATTERN = 100_000;
const KEPT_PATTERNS = 500;
const patterns = new Map<string, Pattern | Failure>();

/** The pattern, or what is wrong with it: "missing closing ) in (". */
export function compilePattern(text: string): Pattern | Failure {
  const known = patterns.get(text);
  if (known) return known;
  const pattern = compile(text);
  if (patterns.size >= KEPT_PATTERNS) patterns.clear();
  patterns.set(text, pattern);
  return pattern;
}

function compile(text: string): Pattern | Failure {
  if (text.length > LONGEST_PATTERN) return fail("expression too large in the pattern");
  try {
    const { pattern, twins } = tellTwinsApart(text);
    const compiled = RE2JS.compile(pattern);
    const names: (string | undefined)[] = Array.from({ length: compiled.groupCount() }, () => undefined);
    for (const [name, group] of Object.entries(compiled.namedGroups())) names[group - 1] = twins.get(name) ?? name;
    return { compiled, names };
  } catch (error) {
    return fail(syntaxProblem(error, text));
  }
}

/** Escapes, classes and the beginnings of groups. */
const token = /\\Q[^]*?(?:\\E|$)|\\[^]|\[\^?\]?(?:\[:[a-z^]*:\]|\\[^]|[^\]\\])*\]?|\(\?P?<([A-Za-z0-9_]+)>/g;

/** Go lets several groups have one name; the last that matches counts. They are given names of their own here. */
function tellTwinsApart(text: string): { pattern: string; twins: ReadonlyMap<string, string> } {
  const taken = new Set<string>();
  const twins = new Map<string, string>();
  const pattern = text.replace(token, (whole: string, name: string | undefined) => {
    if (name === undefined) return whole;
    let own = name;
    while (taken.has(own)) own += "_";
    if (own !== name) twins.set(own, name);
    taken.add(own);
    return `(?P<${own}>`;
  });
  return twins.size > 0 ? { pattern, twins } : { pattern: text, twins };
}

/** `error parsing regexp: missing closing ): \`(\`` → `missing closing ) in (`. */
function syntaxProblem(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : String(error);
  const match = /^error parsing regexp: ([^]*?): `([^]*)`$/.exec(message);
  // Of a pattern that ends in a backslash Go does not say which one it is.
  if (/: trailing backslash/.test(message)) return "trailing backslash at end of expression in ";
  return match ? `${match[1]} in ${match[2]}` : `${message} in ${text}`;
}

/** The first match of a pattern in a text, as its groups: a text, a tuple of texts, or an object of them. */
function groupType(names: Pattern["names"]): Type | Failure {
  const named = names.filter((name) => name !== undefined);
  if (names.length === 0) return stringType;
  if (named.length === 0) return tupleType(names.map(() => stringType));
  if (named.length < names.length) return fail("cannot mix both named and unnamed capture groups");
  return objectType(named.map((name) => [name, stringType] as const));
}

function patternType(args: readonly Value[]): Type | Failure {
  if (!isKnown(argument(args, 0))) return dynamicType;
  const pattern = compilePattern(textOf(args, 0));
  const type = "failure" in pattern ? pattern : groupType(pattern.names);
  return "failure" in type ? failArgument(0, `invalid regexp pattern: ${type.failure}`) : type;
}

type Match = ReturnType<RE2JS["matcher"]>;

function groups(match: Match, { names }: Pattern): Value {
  if (names.length === 0) return groupValue(match, 0);
  const values = names.map((_, at) => groupValue(match, at + 1));
  if (names[0] === undefined) return tupleValue(values);
  return objectValue(names.map((name, at) => [name ?? "", values[at] ?? groupValue(match, 0)] as const));
}

function groupValue(match: Match, group: number): Value {
  const text: string | null = match.group(group);
  return text === null ? nullValue(stringType) : stringValue(text);
}

function regex(args: readonly Value[]): Value | Failure {
  const pattern = compilePattern(textOf(args, 0));
  if ("failure" in pattern) return pattern;
  const match = pattern.compiled.matcher(textOf(args, 1));
  return match.find() ? groups(match, pattern) : fail("pattern did not match any part of the given string");
}

function regexAll(args: readonly Value[], type: Type): Value | Failure {
  const pattern = compilePattern(textOf(args, 0));
  if ("failure" in pattern) return pattern;
  if (type.kind !== "list") return dynamicUnknown;
  const match = pattern.compiled.matcher(textOf(args, 1));
  const found: Value[] = [];
  eachMatch(match, () => found.push(groups(match, pattern)));
  return listValue(type.element, found);
}

/** Every match, but for empty ones right behind another. */
function eachMatch(match: Match, visit: () => void): void {
  let previousEnd = -1;
  while (match.find()) {
    if (match.end(0) === previousEnd && match.start(0) === previousEnd) continue;
    previousEnd = match.end(0);
    visit();
  }
}

/** A text in place of each match; $1, ${1}, $name and ${name} in it stand for groups. */
export function replacePattern(text: string, patternText: string, replacement: string): string | Failure {
  const pattern = compilePattern(patternText);
  if ("failure" in pattern) return fail(`error parsing regexp: ${pattern.failure.replace(/^([^]*) in ([^]*)$/, "$1: `$2`")}`);
  const match = pattern.compiled.matcher(text);
  let result = "";
  let from = 0;
  eachMatch(match, () => {
    result += text.slice(from, match.start(0)) + expand(replacement, match, pattern);
    from = match.end(0);
  });
  return result + text.slice(from);
}

const reference = /\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu;

function expand(replacement: string, match: Match, { names }: Pattern): string {
  return replacement.replace(reference, (whole: string, bare: string | undefined, braced: string | undefined) => {
    if (whole === "$$") return "$";
    const name = bare ?? braced ?? "";
    const group = /^\d+$/.test(name) ? Number(name) : names.indexOf(name) + 1;
    const known = /^\d+$/.test(name) ? group <= names.length : group > 0;
    return known ? (match.group(group) ?? "") : "";
  });
}

function replace(args: readonly Value[]): Value | Failure {
  const [text, old, replacement] = [textOf(args, 0), textOf(args, 1), textOf(args, 2)];
  const isPattern = old.length > 1 && old.startsWith("/") && old.endsWith("/");
  const result = isPattern ? replacePattern(text, old.slice(1, -1), replacement) : replaceText(text, old, replacement);
  return typeof result === "string" ? stringValue(result) : result;
}

function replaceText(text: string, old: string, replacement: string): string {
  if (old !== "") return text.split(old).join(replacement);
  return replacement + Array.from(text, (character) => character + replacement).join("");
}

/** Functions of regular expressions. */
export const patternFunctions: readonly FunctionDefinition[] = [
  { name: "regex", parameters: [string("pattern"), string("string")], returns: patternType, notNull: true, run: regex },
  {
    name: "regexall",
    parameters: [string("pattern"), string("string")],
    returns: (args) => {
      const type = patternType(args);
      return "failure" in type ? type : listType(type);
    },
    notNull: true,
    run: regexAll,
  },
  {
    name: "replace",
    parameters: [string("str"), string("substr"), string("replace")],
    returns: stringType,
    notNull: true,
    run: replace,
  },
];
