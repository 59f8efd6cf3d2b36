// JSON text as Go writes it, and as Go reads it, with its complaints.
import { numberText } from "../values/number-text.ts";
import { JsonNumber } from "../values/json-text.ts";
import type { Json } from "../values/json-text.ts";
import { Unknown } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { isEntries, isItems, numeric } from "../values/parts.ts";

/** A wholly known value as compact JSON, escaped as Go escapes it: <, > and & too. */
export function goJson(value: Value): string {
  const { raw } = value;
  if (raw === null || raw instanceof Unknown) return "null";
  if (typeof raw === "string") return goString(raw);
  if (typeof raw === "boolean") return String(raw);
  if (isEntries(raw)) {
    const members = [...raw].map(([key, item]) => `${goString(key)}:${goJson(item)}`);
    return `{${members.join(",")}}`;
  }
  if (isItems(raw)) return `[${raw.map(goJson).join(",")}]`;
  return numberText(numeric(value), value.precision);
}

/** A text as a JSON string. */
export const goString = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** The JSON in a text; or the problem as Go's decoder puts it. */
export function readGoJson(text: string): { json: Json } | { problem: string } {
  const reader = new Reader(text);
  const json = reader.value(0);
  if (reader.problem === undefined) reader.end();
  return reader.problem === undefined && json !== undefined ? { json } : { problem: reader.problem ?? "unexpected EOF" };
}

/** Deeper nesting is refused. */
const DEEPEST = 1_000;

class Reader {
  problem: string | undefined;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json | undefined {
    this.#skipBlanks();
    const start = this.#text[this.#at];
    if (depth > DEEPEST) return this.#fail("exceeded max depth");
    if (start === undefined) return this.#fail("EOF");
    if (start === "{") return this.#object(depth);
    if (start === "[") return this.#array(depth);
    if (start === '"') return this.#string();
    if (start === "-" || (start >= "0" && start <= "9")) return this.#number();
    if (start === "t") return this.#word("true", true);
    if (start === "f") return this.#word("false", false);
    if (start === "n") return this.#word("null", null);
    return this.#invalid("looking for beginning of value");
  }

  /** Nothing may follow but blanks; a closing bracket too many goes unnoticed. */
  end(): void {
    this.#skipBlanks();
    if (this.#at < this.#text.length && !"]}".includes(this.#text[this.#at] ?? "")) this.#fail("extraneous data after JSON object");
  }

  #object(depth: number): Json | undefined {
    const members = new Map<string, Json>();
    this.#at++;
    this.#skipBlanks();
    if (this.#take("}")) return {};
    for (let first = true; ; first = false) {
      this.#skipBlanks();
      if (this.#isAtEnd()) return this.#fail("EOF");
      if (this.#text[this.#at] !== '"') return this.#invalid(first ? "" : "looking for beginning of object key string");
      const name = this.#string();
      if (name === undefined) return undefined;
      this.#skipBlanks();
      if (this.#isAtEnd()) return this.#fail("EOF");
      if (!this.#take(":")) return this.#invalid("after object key");
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      members.set(name, value);
      this.#skipBlanks();
      if (this.#take("}")) return Object.fromEntries(members);
      if (this.#isAtEnd()) return this.#fail("EOF");
      if (!this.#take(",")) return this.#invalid("after object key:value pair");
    }
  }

  #array(depth: number): Json | undefined {
    const items: Json[] = [];
    this.#at++;
    this.#skipBlanks();
    if (this.#take("]")) return items;
    for (;;) {
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      items.push(value);
      this.#skipBlanks();
      if (this.#take("]")) return items;
      if (this.#isAtEnd()) return this.#fail("EOF");
      if (!this.#take(",")) return this.#invalid("after array element");
    }
  }

  #string(): string | undefined {
    const start = this.#at++;
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined) return this.#fail("unexpected EOF");
      if (character < " ") return this.#invalid("in string literal");
      this.#at++;
      if (character === '"') break;
      if (character === "\\" && !this.#escape()) return undefined;
    }
    // Halves of surrogate pairs stand for no character.
    return String(JSON.parse(this.#text.slice(start, this.#at))).toWellFormed();
  }

  #escape(): boolean {
    const selector = this.#text[this.#at];
    if (selector === undefined) this.#fail("unexpected EOF");
    else if (!'"\\/bfnrtu'.includes(selector)) this.#invalid("in string escape code");
    else this.#at++;
    if (this.problem !== undefined) return false;
    if (selector !== "u") return true;
    for (let digit = 0; digit < 4; digit++) {
      if (!/^[0-9a-fA-F]$/.test(this.#text[this.#at] ?? "")) this.#invalid("in \\u hexadecimal character escape");
      if (this.problem !== undefined) return false;
      this.#at++;
    }
    return true;
  }

  #number(): JsonNumber | undefined {
    const start = this.#at;
    this.#take("-");
    if (!this.#take("0") && !this.#digits()) return this.#invalid("in numeric literal");
    if (this.#take(".") && !this.#digits()) return this.#invalid("after decimal point in numeric literal");
    if (this.#take("e") || this.#take("E")) {
      if (!this.#take("+")) this.#take("-");
      if (!this.#digits()) return this.#invalid("in exponent of numeric literal");
    }
    return new JsonNumber(this.#text.slice(start, this.#at));
  }

  #digits(): boolean {
    const start = this.#at;
    while (/^\d$/.test(this.#text[this.#at] ?? "")) this.#at++;
    return this.#at > start;
  }

  #word<T extends Json>(word: string, meaning: T): T | undefined {
    for (const [at, letter] of [...word].entries()) {
      if (this.#text[this.#at] !== letter) {
        return this.#invalid(`in literal ${word} (expecting '${word[at]}')`);
      }
      this.#at++;
    }
    return meaning;
  }

  #isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  #skipBlanks(): void {
    while (" \t\r\n".includes(this.#text[this.#at] ?? "x")) this.#at++;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #invalid(where: string): undefined {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) return this.#fail("unexpected EOF");
    // Go looks at single bytes.
    const byte = Buffer.from(String.fromCodePoint(code))[0] ?? 0;
    const character = String.fromCharCode(byte);
    const shown = controls.get(character) ?? (byte < 0x20 ? `\\x${byte.toString(16).padStart(2, "0")}` : character);
    return this.#fail(`invalid character '${shown}'${where === "" ? "" : ` ${where}`}`);
  }

  #fail(problem: string): undefined {
    this.problem ??= problem;
    return undefined;
  }
}

const controls: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\\", "\\\\"],
  ["'", "\\'"],
]);
