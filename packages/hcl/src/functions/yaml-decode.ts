// YAML as a value, with the rules of go-cty-yaml for what scalars mean.
import { isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments } from "yaml";
import type { Document, Node, Pair, Scalar, YAMLMap } from "yaml";
import { negativeInfinity, positiveInfinity } from "../values/big-float.ts";
import { parseNumber } from "../values/number-text.ts";
import { isEntries } from "../values/parts.ts";
import { quote } from "../values/quote.ts";
import { describeType } from "../values/type.ts";
import { boolValue, dynamicNull, isNull, nullValue, numberValue, objectValue, stringValue, tupleValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { convert, isProblem } from "../values/convert.ts";
import { stringType } from "../values/type.ts";

/** Why a text has no value. */
interface Problem {
  readonly problem: string;
}

/** The value in a YAML text. */
export function readYaml(text: string): { value: Value } | Problem {
  const documents = parseDocuments(text);
  if (!documents) return { problem: "exceeded max depth" };
  const [document, second] = documents;
  if (!document || (isBlank(text) && !document.contents)) return missingStart;
  for (const { errors } of documents) {
    const [error] = errors;
    if (error) return { problem: errorText(error.code, error.message) };
  }
  if (second) return { problem: "on line 1, column 1: unexpected extra content after value" };
  const value = new Reader(text).read(document.contents);
  return "problem" in value ? value : { value };
}

/** undefined: nested so deeply that the parser gives up. */
function parseDocuments(text: string): Document.Parsed[] | undefined {
  try {
    const documents = parseAllDocuments(text, { schema: "failsafe", uniqueKeys: false, merge: false, logLevel: "silent" });
    return "empty" in documents ? [] : documents;
  } catch {
    return undefined;
  }
}

const missingStart: Problem = { problem: "on line 1, column 1: missing start of document" };

/** Nothing but blanks and comments. */
const isBlank = (text: string): boolean => text.split("\n").every((line) => /^\s*(#.*)?$/.test(line));

const errorTexts: ReadonlyMap<string, string> = new Map([
  ["BAD_ALIAS", "did not find expected alphabetic or numeric character"],
  ["BAD_DQ_ESCAPE", "found unknown escape character"],
  ["BAD_SCALAR_START", "did not find expected node content"],
  ["BLOCK_IN_FLOW", "did not find expected node content"],
  ["MISSING_CHAR", "found unexpected end of stream"],
  ["TAB_AS_INDENT", "found character that cannot start any token"],
  ["UNEXPECTED_TOKEN", "did not find expected node content"],
  ["BLOCK_AS_IMPLICIT_KEY", "mapping values are not allowed in this context"],
  ["BAD_INDENT", "mapping values are not allowed in this context"],
  ["MULTILINE_IMPLICIT_KEY", "mapping values are not allowed in this context"],
]);

function errorText(code: string, message: string): string {
  if (/call stack/.test(message)) return "exceeded max depth";
  if (/reserved character/.test(message)) return "found character that cannot start any token";
  return errorTexts.get(code) ?? (message.split("\n")[0] ?? message).replace(/ at line \d+, column \d+:?$/, "");
}

/** Deeper nesting is refused. */
const DEEPEST = 1_000;

/** A document with more values than this, aliases counted each time, is refused. */
const MOST_VALUES = 1_000_000;

interface Counted {
  readonly value: Value;
  readonly count: number;
}

class Reader {
  readonly #text: string;
  readonly #anchors = new Map<string, Counted | "open">();
  #count = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(node: unknown): Value | Problem {
    if (!isNode(node)) return dynamicNull;
    if (isAlias(node)) return this.#alias(node.source);
    if (++this.#count > MOST_VALUES) return { problem: `the document has more than ${MOST_VALUES} values` };
    const { anchor } = node;
    const before = this.#count;
    if (anchor !== undefined) this.#anchors.set(anchor, "open");
    this.#depth++;
    const value = this.#depth > DEEPEST ? { problem: "exceeded max depth" } : this.#content(node);
    this.#depth--;
    if (anchor !== undefined && !("problem" in value)) this.#anchors.set(anchor, { value, count: this.#count - before + 1 });
    return value;
  }

  #alias(name: string): Value | Problem {
    const found = this.#anchors.get(name);
    if (found === undefined) return { problem: `reference to undefined anchor ${quote(name)}` };
    if (found === "open") return { problem: `cannot refer to anchor ${quote(name)} from inside its own definition` };
    this.#count += found.count;
    return this.#count > MOST_VALUES ? { problem: `the document has more than ${MOST_VALUES} values` } : found.value;
  }

  #content(node: Node): Value | Problem {
    if (isScalar(node)) return scalarValue(node, this.#text);
    const kind = isSeq(node) ? "sequence" : "mapping";
    const tag = shortTag(node.tag);
    if (tag !== undefined && tag !== (kind === "sequence" ? "seq" : "map")) {
      return tag === "" || !known.has(tag) ? { problem: `unsupported tag ${quote(node.tag ?? "")}` } : { problem: `can't interpret ${kind} as ${node.tag}` };
    }
    if (isMap(node)) return this.#mapping(node);
    if (!isSeq(node)) return dynamicNull;
    const items: Value[] = [];
    for (const item of node.items) {
      const value = this.read(item);
      if ("problem" in value) return value;
      items.push(value);
    }
    return tupleValue(items);
  }

  #mapping(node: YAMLMap): Value | Problem {
    const attributes = new Map<string, Value>();
    for (const pair of node.items) {
      const value = this.#entry(pair, attributes);
      if (value) return value;
    }
    return objectValue(attributes);
  }

  #entry({ key, value: given }: Pair<unknown, unknown>, attributes: Map<string, Value>): Problem | undefined {
    const isMerge = isScalar(key) && key.source === "<<" && key.type === "PLAIN" && key.tag === undefined;
    const name = isMerge ? "" : this.#key(key);
    if (typeof name !== "string") return name;
    const value = this.read(given);
    if ("problem" in value) return value;
    if (!isMerge) {
      attributes.set(name, value);
      return undefined;
    }
    if (!isEntries(value.raw)) return { problem: `cannot merge ${describeType(value.type)} into mapping` };
    for (const [merged, item] of value.raw) attributes.set(merged, item);
    return undefined;
  }

  #key(node: unknown): string | Problem {
    const value = this.read(node);
    if ("problem" in value) return value;
    if (isNull(value)) return { problem: "mapping key cannot be null" };
    const key = convert(value, stringType);
    return isProblem(key) ? { problem: "only strings are allowed as mapping keys" } : String(key.raw);
  }
}

const prefix = "tag:yaml.org,2002:";
const known: ReadonlySet<string> = new Set(["str", "bool", "null", "int", "float", "timestamp", "binary", "merge", "seq", "map", "set", "omap"]);

/** "" for a tag of somebody's own. */
function shortTag(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  return tag.startsWith(prefix) ? tag.slice(prefix.length) : "";
}

function scalarValue(node: Scalar, document: string): Value | Problem {
  const text = scalarText(node, document);
  const tag = shortTag(node.tag);
  // A block without text is null, but typed.
  if (tag === undefined && text === "" && isBlock(node)) return nullValue(stringType);
  if (tag === undefined) return node.type === "PLAIN" ? plainValue(text) : stringValue(text);
  const read = readers.get(tag);
  if (!read || !known.has(tag)) return { problem: `unsupported tag ${quote(node.tag ?? "")}` };
  if (text === "" && (node.type === "PLAIN" || isBlock(node)) && tag !== "str") return dynamicNull;
  return read(text) ?? { problem: `cannot parse ${quote(text)} as ${prefix}${tag}` };
}

const isBlock = ({ type }: Scalar): boolean => type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";

/** A scalar's text: in a block, only a line break that is there ends the last line. */
function scalarText(node: Scalar, document: string): string {
  const text = typeof node.value === "string" ? node.value : (node.source ?? "");
  const isCutOff = isBlock(node) && node.range?.[1] === document.length && /[^\s][^\n]*$/.test(document.slice(document.lastIndexOf("\n") + 1));
  return isCutOff ? text.replace(/\n$/, "") : text;
}

const readers: ReadonlyMap<string, (text: string) => Value | Problem | undefined> = new Map<string, (text: string) => Value | Problem | undefined>([
  ["str", stringValue],
  ["null", () => dynamicNull],
  ["bool", readBool],
  ["int", (text) => (/^[+-]?(\d+|0x[\da-fA-F]+|0o[0-7]+)$/.test(text) ? readNumber(text) : undefined)],
  ["float", readNumber],
  ["timestamp", readTimestamp],
  ["binary", (text) => (isBase64(text) ? stringValue(text) : { problem: `cannot parse ${quote(text)} as ${prefix}binary: not valid base64` })],
]);

const isBase64 = (text: string): boolean => {
  const plain = text.replace(/\s/g, "");
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
};

/** What a text without quotes and tag means. */
function plainValue(text: string): Value | Problem {
  if (/^(|~|null|Null|NULL)$/.test(text)) return dynamicNull;
  return readBool(text) ?? readTimestamp(text) ?? readNumber(text) ?? stringValue(text);
}

function readBool(text: string): Value | undefined {
  if (/^(y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return boolValue(true);
  return /^(n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text) ? boolValue(false) : undefined;
}

function readNumber(text: string): Value | Problem | undefined {
  if (/^\.(nan|NaN|NAN)$/.test(text)) return { problem: "floating point NaN is not supported" };
  const infinite = /^([+-]?)\.(inf|Inf|INF)$/.exec(text);
  if (infinite) return numberValue(infinite[1] === "-" ? negativeInfinity : positiveInfinity);
  if (/^0x[\da-fA-F]+$/.test(text) || /^0o[0-7]+$/.test(text)) return wholeValue(BigInt(text));
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return undefined;
  const number = parseNumber(text);
  return number === undefined ? undefined : numberValue(number);
}

function wholeValue(whole: bigint): Value {
  return numberValue(parseNumber(whole.toString()) ?? 0);
}

const stamp = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d*)?(Z|[+-]\d{2}:\d{2}))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d*)?))?$/;

/** A moment, written as RFC 3339 has it. */
function readTimestamp(text: string): Value | undefined {
  const match = stamp.exec(text);
  if (!match) return undefined;
  const [, year = "", month = "", day = "", h1, m1, s1, zone = "Z", h2, m2, s2] = match;
  const [hour, minute, second] = [h1 ?? h2 ?? "0", m1 ?? m2 ?? "0", s1 ?? s2 ?? "0"].map(Number);
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const fits =
    Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days && (hour ?? 0) < 24 && (minute ?? 0) < 60 && (second ?? 0) < 60;
  if (!fits) return undefined;
  const [mm, dd, hh, min, ss] = [month, day, hour, minute, second].map((part) => String(part).padStart(2, "0"));
  return stringValue(`${year}-${mm}-${dd}T${hh}:${min}:${ss}${/^[+-]00:00$/.test(zone) ? "Z" : zone}`);
}
