// Functions of strings.
import { graphemes } from "../values/graphemes.ts";
import { boolType, listType, stringType } from "../values/type.ts";
import { boolValue, falseValue, isNull, listValue, stringValue, trueValue, Unknown, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { isWhollyKnown } from "../values/walk.ts";
import { itemsOf } from "../values/parts.ts";
import { argument, number, string, strings, textOf, wholeNumber } from "./arguments.ts";
import { fail, failArgument } from "./function.ts";
import type { Failure, FunctionDefinition } from "./function.ts";
import { lower, title, trimSpace, upper } from "./letters.ts";

/** A longer text is refused: it would only fill the memory. */
const LONGEST_TEXT = 50_000_000;

/** A function that makes a text of texts. */
function texts(name: string, names: readonly string[], run: (...args: string[]) => string | Failure): FunctionDefinition {
  return {
    name,
    parameters: names.map((parameter) => string(parameter, { allowDynamic: true })),
    returns: stringType,
    notNull: true,
    run: (args) => {
      const result = run(...args.map((_, at) => textOf(args, at)));
      return typeof result === "string" ? stringValue(result) : result;
    },
  };
}

function withoutLineEnds(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === "\n" || text[end - 1] === "\r")) end--;
  return text.slice(0, end);
}

function trimmed(text: string, cutset: string): string {
  const cut = new Set(cutset);
  const characters = [...text];
  let start = 0;
  let end = characters.length;
  while (start < end && cut.has(characters[start] ?? "")) start++;
  while (end > start && cut.has(characters[end - 1] ?? "")) end--;
  return characters.slice(start, end).join("");
}

function indent(args: readonly Value[]): Value | Failure {
  const spaces = wholeNumber(argument(args, 0));
  if (typeof spaces !== "number") return spaces;
  if (spaces < 0) return fail("the number of spaces must not be negative");
  const text = textOf(args, 1);
  const lines = text.split("\n");
  if (spaces * (lines.length - 1) + text.length > LONGEST_TEXT) return fail("the result is too long");
  return stringValue(lines.join(`\n${" ".repeat(spaces)}`));
}

function join(args: readonly Value[]): Value | Failure {
  const lists = args.slice(1);
  if (lists.length === 0) return fail("at least one list is required");
  if (!lists.every(isWhollyKnown)) return unknownValue(stringType);
  for (const [at, list] of lists.entries()) {
    const empty = itemsOf(list).findIndex(isNull);
    if (empty === -1) continue;
    const which = lists.length > 1 ? ` of list ${at + 1}` : "";
    return failArgument(at + 1, `element ${empty}${which} is null; cannot concatenate null values`);
  }
  const items = lists.flatMap((list) => itemsOf(list).map((item) => String(item.raw)));
  return stringValue(items.join(textOf(args, 0)));
}

/** substr(text, offset, length), in characters. */
function substring(args: readonly Value[]): Value | Failure {
  const text = textOf(args, 0);
  const given = [wholeNumber(argument(args, 1)), wholeNumber(argument(args, 2))];
  const [offset, length] = given;
  if (typeof offset !== "number") return offset ?? fail("no offset");
  if (typeof length !== "number") return length ?? fail("no length");
  if (offset >= 0 && length === 0) return stringValue("");
  const characters = graphemes(text);
  // A negative offset counts from the end; one before the start is the start.
  const from = offset < 0 ? Math.max(offset + characters.length, 0) : offset;
  // Terraform takes the rest for the length 0 behind a negative offset.
  const to = length <= 0 ? characters.length : from + length;
  return stringValue(characters.slice(from, to).join(""));
}

function startsWith(args: readonly Value[]): Value {
  const { raw } = argument(args, 0);
  const prefix = textOf(args, 1);
  if (!(raw instanceof Unknown)) return boolValue(String(raw).startsWith(prefix));
  const known = raw.prefix ?? "";
  if (known.startsWith(prefix)) return trueValue;
  // A longer prefix is not looked at, even if it begins otherwise.
  return known.length >= prefix.length ? falseValue : unknownValue(boolType);
}

function test(name: string, second: string, run: (text: string, other: string) => boolean): FunctionDefinition {
  return {
    name,
    parameters: [string("str"), string(second)],
    returns: boolType,
    notNull: true,
    run: (args) => boolValue(run(textOf(args, 0), textOf(args, 1))),
  };
}

/** Functions of strings; formats and patterns have files of their own. */
export const stringFunctions: readonly FunctionDefinition[] = [
  texts("chomp", ["str"], withoutLineEnds),
  texts("lower", ["str"], lower),
  texts("upper", ["str"], upper),
  texts("title", ["str"], title),
  texts("strrev", ["str"], (text) => graphemes(text).reverse().join("")),
  texts("trim", ["str", "cutset"], trimmed),
  texts("trimprefix", ["str", "prefix"], (text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  texts("trimsuffix", ["str", "suffix"], (text, suffix) =>
    suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  texts("trimspace", ["str"], trimSpace),
  test("endswith", "suffix", (text, suffix) => text.endsWith(suffix)),
  test("strcontains", "substr", (text, part) => text.includes(part)),
  {
    name: "startswith",
    parameters: [string("str", { allowUnknown: true }), string("prefix")],
    returns: boolType,
    notNull: true,
    run: startsWith,
  },
  { name: "indent", parameters: [number("spaces"), string("str")], returns: stringType, notNull: true, run: indent },
  { name: "join", parameters: [string("separator")], rest: strings("lists", { allowUnknown: true }), returns: stringType, notNull: true, run: join },
  {
    name: "split",
    parameters: [string("separator"), string("str")],
    returns: listType(stringType),
    notNull: true,
    run: (args) => {
      const [separator, text] = [textOf(args, 0), textOf(args, 1)];
      return listValue(stringType, (separator === "" ? [...text] : text.split(separator)).map(stringValue));
    },
  },
  {
    name: "substr",
    parameters: [string("str", { allowDynamic: true }), number("offset", { allowDynamic: true }), number("length", { allowDynamic: true })],
    returns: stringType,
    notNull: true,
    run: substring,
  },
];
