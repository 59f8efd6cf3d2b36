import type { Diagnostic, Outcome } from "../diagnostics/diagnostic.ts";
import * as say from "../diagnostics/json-messages.ts";
import type { SourceRange } from "../source/range.ts";
import type { SourceText } from "../source/source-text.ts";
import type { Body, JsonNode, JsonObject } from "./tree.ts";

/** A file in the JSON syntax: `.tf.json`, `.tfvars.json`. There is always a body; after a mistake it is what was read. */
export function parseJsonFile(source: SourceText): Required<Outcome<Body>> {
  const reader = new JsonReader(source);
  const node = reader.readFile();
  return { value: jsonBody(rootObject(node, reader)), diagnostics: reader.diagnostics };
}

/** A JSON text as a value of its own, with the places of all its parts. */
export function parseJsonNode(source: SourceText): Outcome<JsonNode> {
  const reader = new JsonReader(source);
  const node = reader.readFile();
  return reader.isBroken(node) ? { diagnostics: reader.diagnostics } : { value: node, diagnostics: reader.diagnostics };
}

/** A body of the JSON syntax: decode says what is an argument and what a block. */
export function jsonBody(object: JsonObject): Body {
  return { attributes: new Map(), blocks: [], range: object.range, end: endOf(object.range), json: object };
}

/** Where a missing argument is reported: the closing brace of an object, the opening bracket of an array of them. */
function endOf(range: SourceRange): SourceRange {
  const { source, start, end } = range;
  if (source.text[start] === "{") return { source, start: Math.max(start, end - 1), end };
  return source.text[start] === "[" ? { source, start, end: Math.min(start + 1, end) } : range;
}

/** A file is an object, or an array of objects that count as one. */
function rootObject(node: JsonNode, reader: JsonReader): JsonObject {
  if (node.kind === "object") return node;
  const { range } = node;
  if (node.kind === "array") {
    for (const item of node.items) if (item.kind !== "object") reader.diagnostics.push(say.itemNotObject(item.range));
    return { kind: "object", members: node.items.flatMap((item) => (item.kind === "object" ? item.members : [])), range };
  }
  reader.report(say.rootNotObject(range));
  return { kind: "object", members: [], range };
}

const maxDepth = 1000;
const blank = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const numberLike = /[-+0-9.eE]*/y;
const word = /[a-zA-Z]+/y;
const isJsonCharacter = /[-{}[\],:=.+0-9a-zA-Z \t\r\n]/;
const stringLike = /"(?:[^"\\\n]|\\.)*"?/y;

/**
 * Reads JSON. After a mistake it goes on behind the object or array at fault, in whose place something stands that is
 * neither object nor array, so that what cannot be without it is reported as well, as Terraform does.
 */
class JsonReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #broken = new Set<JsonNode>();
  readonly #source: SourceText;
  #text: string;
  #at = 0;
  #depth = 0;
  #gaveUp = false;

  constructor(source: SourceText) {
    this.#source = source;
    this.#text = source.text;
    if (this.#text.startsWith("\uFEFF")) this.#at = 1;
  }

  range(start: number, end: number): SourceRange {
    return { source: this.#source, start, end };
  }

  readFile(): JsonNode {
    // What follows the value is not looked at; Terraform does not either.
    return this.#value();
  }

  /** Whether a node only stands where something could not be read. */
  isBroken(node: JsonNode): boolean {
    return this.#broken.has(node);
  }

  #value(): JsonNode {
    this.#skipBlanks();
    const start = this.#at;
    return this.#readValue() ?? this.#placeholder(start);
  }

  #placeholder(start: number): JsonNode {
    const node: JsonNode = { kind: "bool", value: false, range: this.range(start, Math.min(start + 1, this.#text.length)) };
    this.#broken.add(node);
    return node;
  }

  #readValue(): JsonNode | undefined {
    this.#skipBlanks();
    const char = this.#text[this.#at];
    if (char === "{" || char === "[") return this.#nested(char);
    if (char === '"') return this.#string();
    if (char !== undefined && /[-.0-9]/.test(char)) return this.#number();
    return this.#word(char);
  }

  #nested(char: "{" | "["): JsonNode | undefined {
    if (this.#depth >= maxDepth) return this.#giveUp(say.jsonNestedTooDeeply(maxDepth, this.#here()));
    this.#depth++;
    const node = char === "{" ? this.#object() : this.#array();
    this.#depth--;
    return node;
  }

  #object(): JsonNode | undefined {
    const start = this.#at++;
    const members: JsonObject["members"][number][] = [];
    for (;;) {
      this.#skipBlanks();
      const char = this.#text[this.#at];
      if (char === "}") {
        this.#at++;
        return { kind: "object", members, range: this.range(start, this.#at) };
      }
      const name = this.#name(char);
      if (!name) return undefined;
      this.#skipBlanks();
      if (this.#text[this.#at] !== ":") {
        this.report(this.#badColon());
        return this.#skipTo("}");
      }
      this.#at++;
      const value = this.#value();
      members.push({ name: name.value, nameRange: name.range, value });
      if (!this.#separator("}", start)) return undefined;
    }
  }

  #array(): JsonNode | undefined {
    const start = this.#at++;
    const items: JsonNode[] = [];
    for (;;) {
      this.#skipBlanks();
      if (this.#text[this.#at] === "]") {
        this.#at++;
        return { kind: "array", items, range: this.range(start, this.#at) };
      }
      items.push(this.#value());
      if (!this.#separator("]", start)) return undefined;
    }
  }

  /** A comma that another item follows, or the closing mark (which stays). */
  #separator(close: "}" | "]", start: number): boolean {
    this.#skipBlanks();
    const char = this.#text[this.#at];
    if (char === close) return true;
    if (char !== ",") {
      // A bracket in an object is passed over alone; all else to where the object or array ends.
      if (close === "}" && char === "]") this.#at++;
      else if (char !== undefined) this.#skipTo(close);
      this.#skipBlanks();
      this.report(this.#badSeparator(close, start, char));
      return false;
    }
    const comma = this.#at++;
    this.#skipBlanks();
    if (this.#text[this.#at] !== close) return true;
    this.report(say.trailingComma(close, this.range(comma, comma + 1)));
    return false;
  }

  #string(): Extract<JsonNode, { kind: "string" }> | undefined {
    const start = this.#at;
    const text = this.#text;
    let at = start + 1;
    for (let code = text.charCodeAt(at); code !== 0x22; code = text.charCodeAt(++at)) {
      if (Number.isNaN(code) || code === 0x0a) {
        // A backslash as the last character has nothing behind it.
        this.#at = at = Math.min(at, text.length);
        return this.#refuse(say.invalidString(this.range(at, Math.min(at + 1, text.length))));
      }
      if (code === 0x5c) at++;
    }
    this.#at = at + 1;
    const range = this.range(start, this.#at);
    const value = decodeString(text.slice(start, this.#at));
    if (value === undefined) return this.#refuse(say.invalidString(range));
    return { kind: "string", value, range };
  }

  #number(): JsonNode | undefined {
    const start = this.#at;
    number.lastIndex = start;
    numberLike.lastIndex = start;
    const matched = number.test(this.#text) ? number.lastIndex : start;
    numberLike.test(this.#text);
    if (matched !== numberLike.lastIndex) {
      this.#at = numberLike.lastIndex;
      return this.#refuse(say.invalidJsonNumber(this.range(start, this.#at)));
    }
    this.#at = matched;
    return { kind: "number", text: this.#text.slice(start, matched), range: this.range(start, matched) };
  }

  #word(char: string | undefined): JsonNode | undefined {
    const start = this.#at;
    word.lastIndex = start;
    if (char === undefined || !word.test(this.#text)) {
      const problem = this.#missingValue(char);
      if (char !== undefined && !isJsonCharacter.test(char)) this.#endAt(this.#at + 1);
      return this.#refuse(problem);
    }
    const range = this.range(start, word.lastIndex);
    const text = this.#text.slice(start, word.lastIndex);
    this.#at = word.lastIndex;
    if (text === "true" || text === "false") return { kind: "bool", value: text === "true", range };
    if (text === "null") return { kind: "null", range };
    return this.#refuse(say.invalidKeyword(text, range));
  }

  #missingValue(char: string | undefined): Diagnostic {
    if (char === undefined) return say.missingValue(this.#here());
    if (char === "}" || char === "]") return say.missingItem(char, this.#here());
    return say.invalidValueStart(this.#here());
  }

  /** A name is read as any value is, and must then be a string. */
  #name(char: string | undefined): Extract<JsonNode, { kind: "string" }> | undefined {
    if (char === "," || char === undefined) return this.#refuse(this.#missingValue(char));
    const start = this.#at;
    const node = this.#value();
    if (node.kind === "string") return node;
    return this.#refuse(say.unquotedPropertyName(this.range(start, Math.max(node.range.end, this.#at))));
  }

  /** Goes behind what seems to close the object or array at fault. One nested in it is taken for it, as Terraform does. */
  #skipTo(close: "}" | "]"): undefined {
    const open = close === "}" ? "{" : "[";
    for (let depth = 1; this.#at < this.#text.length; ) {
      const char = this.#text[this.#at] ?? "";
      if (char === '"') this.#skipString();
      else if (isJsonCharacter.test(char)) this.#at++;
      else this.#endAt(this.#at + 1);
      if (char === open) depth++;
      if (char === close && --depth <= 1) break;
    }
    this.#skipBlanks();
    return undefined;
  }

  /** Behind the closing quote of a string, or where its line ends. */
  #skipString(): void {
    stringLike.lastIndex = this.#at;
    stringLike.test(this.#text);
    this.#at = stringLike.lastIndex;
  }

  /** Nothing is read behind a character that JSON does not have. */
  #endAt(end: number): void {
    this.#text = this.#text.slice(0, end);
    this.#at = this.#text.length;
  }

  #badColon(): Diagnostic {
    const char = this.#text[this.#at];
    if (char === "," || char === "}") return say.missingPropertyValue(this.#here());
    return say.missingColon(char === "=", this.#here());
  }

  #badSeparator(close: "}" | "]", open: number, char: string | undefined): Diagnostic {
    if (char === undefined) {
      const range = this.range(open, open + 1);
      return close === "}" ? say.unclosedObject(range) : say.unclosedArray(range);
    }
    if ((char === "]" || char === "}") && char !== close) return say.mismatchedBracket(close, this.#here());
    return close === "}" ? say.missingPropertySeparator(this.#here()) : say.missingElementSeparator(this.#here());
  }

  #refuse(diagnostic: Diagnostic): undefined {
    this.report(diagnostic);
    return undefined;
  }

  report(diagnostic: Diagnostic): void {
    if (!this.#gaveUp) this.diagnostics.push(diagnostic);
  }

  /** The last thing that is said. */
  #giveUp(diagnostic: Diagnostic): undefined {
    this.report(diagnostic);
    this.#gaveUp = true;
    this.#at = this.#text.length;
    return undefined;
  }

  #here(): SourceRange {
    return this.range(this.#at, Math.min(this.#at + 1, this.#text.length));
  }

  #skipBlanks(): void {
    blank.lastIndex = this.#at;
    blank.test(this.#text);
    this.#at = blank.lastIndex;
  }
}

/** The text of a quoted JSON string; undefined if it breaks JSON's rules. */
function decodeString(quoted: string): string | undefined {
  if (!/[\\\x00-\x1f]/.test(quoted)) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}
