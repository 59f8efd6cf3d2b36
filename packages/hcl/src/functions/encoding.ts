// Functions that write values as text, and read them back.
import { crc32 } from "node:zlib";
import { hasInfinity, impliedValue } from "../values/json.ts";
import { quote, quoteCharacterAlone } from "../values/quote.ts";
import { isDefinitelyNotNull, refine } from "../values/refine.ts";
import { boolType, dynamicType, listType, numberType, objectType, stringType } from "../values/type.ts";
import type { Type } from "../values/type.ts";
import { dynamicUnknown, isKnown, listValue, objectValue, stringValue, Unknown, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { isWhollyKnown } from "../values/walk.ts";
import { any, argument, string, textOf } from "./arguments.ts";
import { readCsv } from "./csv.ts";
import { deflate } from "./deflate.ts";
import { fail, failArgument } from "./function.ts";
import type { Failure, FunctionDefinition } from "./function.ts";
import { goJson, readGoJson } from "./go-json.ts";
import { decodeText, encodeText, findEncoding } from "./text-encoding.ts";
import { readYaml } from "./yaml-decode.ts";
import { writeYaml } from "./yaml-encode.ts";

/** The bytes as text; undefined when they are no UTF-8. */
export function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What the text begins with whatever the unknown parts turn out to be. */
const openings: ReadonlyMap<Type["kind"], string> = new Map<Type["kind"], string>([
  ["string", '"'],
  ["object", "{"],
  ["map", "{"],
  ["tuple", "["],
  ["list", "["],
  ["set", "["],
]);

function jsonEncode(args: readonly Value[]): Value | Failure {
  const value = argument(args, 0);
  if (!isWhollyKnown(value)) {
    const prefix = isDefinitelyNotNull(value) ? openings.get(value.type.kind) : undefined;
    return refine(unknownValue(stringType), prefix === undefined ? {} : { notNull: true, prefix });
  }
  return hasInfinity(value) ? fail("cannot serialize infinity as JSON") : stringValue(goJson(value));
}

/** A function whose result's type shows only in the text it reads. */
function decoder(
  name: string,
  parameter: string,
  read: (text: string) => Value | Failure,
  guess: (text: Value) => Type | Failure = () => dynamicType,
): FunctionDefinition {
  const result = (args: readonly Value[]): Value | Failure => read(textOf(args, 0));
  return {
    name,
    parameters: [string(parameter)],
    returns: (args) => {
      if (!isKnown(argument(args, 0))) return guess(argument(args, 0));
      const value = result(args);
      return "failure" in value ? value : value.type;
    },
    run: (args, type) => (type.kind === "dynamic" && !isKnown(argument(args, 0)) ? dynamicUnknown : result(args)),
  };
}

/** What the first character of a JSON document says of the type of its value. */
const jsonStarts: readonly (readonly [start: RegExp, type: Type])[] = [
  [/^[{[n]/, dynamicType],
  [/^["]/, stringType],
  [/^[tf]/, boolType],
  [/^[-0-9]/, numberType],
];

/** The type of a document of which only the beginning is known. */
function typeOfJson({ raw }: Value): Type | Failure {
  const [first] = raw instanceof Unknown ? (raw.prefix ?? "").trimStart() : "";
  if (first === undefined) return dynamicType;
  const type = jsonStarts.find(([start]) => start.test(first))?.[1];
  return type ?? failArgument(0, `a JSON document cannot begin with the character ${quoteCharacterAlone(first)}`);
}

function decodeJson(text: string): Value | Failure {
  const read = readGoJson(text);
  return "problem" in read ? fail(read.problem) : impliedValue(read.json);
}

function decodeYaml(text: string): Value | Failure {
  const read = readYaml(text);
  return "problem" in read ? fail(read.problem) : read.value;
}

function decodeCsv(text: string): Value | Failure {
  const read = readCsv(text);
  if ("problem" in read) return fail(read.problem);
  const [header, ...rows] = read.rows;
  if (!header) return fail("missing header line");
  const names = header.map((name) => name.normalize("NFC"));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return fail(`duplicate column name ${quote(twice)}`);
  const type = objectType(names.map((name) => [name, stringType] as const));
  const values = rows.map((row) => objectValue(names.map((name, at) => [name, stringValue(row[at] ?? "")] as const)));
  return listValue(type, values);
}

/** The bytes of Base64 text in Go's strict reading: line breaks are passed over, padding must be right. */
function fromBase64(text: string): Buffer | undefined {
  const plain = text.replace(/[\r\n]/g, "");
  const valid = plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
  return valid ? Buffer.from(plain, "base64") : undefined;
}

/** Where Go says that Base64 text is wrong: it reads four characters at a time, and counts bytes. */
function base64Mistake(text: string): number {
  const bytes = Buffer.from(text).toString("latin1");
  let read = 0;
  let at = 0;
  for (; at < bytes.length; at++) {
    const character = bytes[at] ?? "";
    if (/[\r\n]/.test(character)) continue;
    if (/[A-Za-z0-9+/]/.test(character)) read = (read + 1) % 4;
    else if (character !== "=" || read < 2) return at;
    else return paddingMistake(bytes, at + 1, read);
  }
  return at - read;
}

/** The same behind the first sign of padding. */
function paddingMistake(bytes: string, from: number, read: number): number {
  const next = passBreaks(bytes, from);
  if (read === 3 || next === bytes.length) return next;
  return bytes[next] === "=" ? passBreaks(bytes, next + 1) : next - 1;
}

function passBreaks(bytes: string, from: number): number {
  let at = from;
  while (bytes[at] === "\r" || bytes[at] === "\n") at++;
  return at;
}

function base64Decode(args: readonly Value[]): Value | Failure {
  const text = textOf(args, 0);
  const bytes = fromBase64(text);
  if (!bytes) return fail(`failed to decode base64 data ${quote(text)}`);
  const decoded = utf8(bytes);
  return decoded === undefined ? fail("the result of decoding the provided string is not valid UTF-8") : stringValue(decoded);
}

/** A gzip file as Go frames it: no time, an unknown system, a flushed stream and an empty last block. */
function gzip(bytes: Buffer): Buffer {
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  const stream = deflate(bytes);
  stream.stored(Buffer.alloc(0), false);
  stream.stored(Buffer.alloc(0), true);
  const footer = Buffer.alloc(8);
  footer.writeUInt32LE(crc32(bytes), 0);
  footer.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return Buffer.concat([header, stream.bytes(), footer]);
}

const unsupported = (name: string): Failure =>
  failArgument(1, `${quote(name)} is not a supported IANA encoding name or alias in this Terraform version`);

function textEncode(args: readonly Value[]): Value | Failure {
  const encoding = findEncoding(textOf(args, 1));
  if (!encoding) return unsupported(textOf(args, 1));
  const bytes = encodeText(textOf(args, 0), encoding);
  if (bytes) return stringValue(bytes.toString("base64"));
  return failArgument(0, `the given string contains characters that cannot be represented in ${encoding.name}`);
}

function textDecode(args: readonly Value[]): Value | Failure {
  const encoding = findEncoding(textOf(args, 1));
  if (!encoding) return unsupported(textOf(args, 1));
  const text = textOf(args, 0);
  const bytes = fromBase64(text);
  if (!bytes) {
    return failArgument(0, `the given value is has an invalid base64 symbol at offset ${base64Mistake(text)}`);
  }
  const decoded = decodeText(bytes, encoding);
  if (decoded !== undefined && !/\ufffd/.test(decoded)) return stringValue(decoded);
  return failArgument(0, `the given string contains symbols that are not defined for ${encoding.name}`);
}

function texts(name: string, parameter: string, run: (text: string) => string): FunctionDefinition {
  return {
    name,
    parameters: [string(parameter)],
    returns: stringType,
    notNull: true,
    run: (args) => stringValue(run(textOf(args, 0))),
  };
}

/** As in the query of a URL: blanks become +. */
const urlEncode = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");

const everything = (name: string): FunctionDefinition["parameters"][number] =>
  any(name, { allowUnknown: true, allowNull: true, allowDynamic: true });

/** Functions that write values as text, and read them back. */
export const encodingFunctions: readonly FunctionDefinition[] = [
  { name: "jsonencode", parameters: [everything("val")], returns: stringType, notNull: true, run: jsonEncode },
  decoder("jsondecode", "str", decodeJson, typeOfJson),
  {
    name: "yamlencode",
    parameters: [everything("value")],
    returns: stringType,
    notNull: true,
    run: (args) => {
      const value = argument(args, 0);
      return isWhollyKnown(value) ? stringValue(writeYaml(value)) : unknownValue(stringType);
    },
  },
  decoder("yamldecode", "src", decodeYaml),
  {
    ...decoder("csvdecode", "str", decodeCsv),
    returns: (args) => {
      if (!isKnown(argument(args, 0))) return dynamicType;
      const value = decodeCsv(textOf(args, 0));
      return "failure" in value ? value : value.type.kind === "list" ? listType(value.type.element) : value.type;
    },
  },
  texts("base64encode", "str", (text) => Buffer.from(text).toString("base64")),
  { name: "base64decode", parameters: [string("str")], returns: stringType, notNull: true, run: base64Decode },
  texts("base64gzip", "str", (text) => gzip(Buffer.from(text)).toString("base64")),
  texts("urlencode", "str", urlEncode),
  {
    name: "textencodebase64",
    parameters: [string("string"), string("encoding")],
    returns: stringType,
    notNull: true,
    run: textEncode,
  },
  {
    name: "textdecodebase64",
    parameters: [string("source"), string("encoding")],
    returns: stringType,
    notNull: true,
    run: textDecode,
  },
];
