import { isObject, valueAt, wordOf, type Json, type JsonObject } from "../store/json.ts";
import { badCriteria } from "./failure.ts";

/** Does an object satisfy an expression? */
export type Test = (object: JsonObject) => boolean;

/** How an expression is read: which attributes may be asked, and whether letters' case counts. */
export interface Reading {
  readonly attributes?: readonly string[];
  readonly ignoreCase?: boolean;
}

interface Token {
  readonly kind: "word" | "text" | "(" | ")";
  readonly text: string;
}

/** Reads a SCIM expression as `filter` and `search` take it: eq ne sw co ew pr gt ge lt le, and, or, not, parentheses. */
export const parseExpression = (text: string, reading: Reading = {}): Test => {
  const tokens = tokensOf(text);
  const reader = new Reader(tokens, reading);
  const test = reader.or();
  if (!reader.done) throw badCriteria("");
  return test;
};

const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = [];
  const pattern = /\s+|([()])|"((?:[^"\\]|\\.)*)"|([^\s()"]+)/gy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) throw badCriteria("");
    if (match[1] === "(" || match[1] === ")") tokens.push({ kind: match[1], text: match[1] });
    else if (match[2] !== undefined) tokens.push({ kind: "text", text: match[2].replace(/\\(.)/g, "$1") });
    else if (match[3] !== undefined) tokens.push({ kind: "word", text: match[3] });
  }
  return tokens;
};

/** A recursive descent over the tokens; `or` binds weaker than `and`. */
class Reader {
  readonly #tokens: readonly Token[];
  readonly #reading: Reading;
  #at = 0;

  constructor(tokens: readonly Token[], reading: Reading) {
    this.#tokens = tokens;
    this.#reading = reading;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  or(): Test {
    let test = this.#and();
    while (this.#takeWord("or")) {
      const [left, right] = [test, this.#and()];
      test = (object) => left(object) || right(object);
    }
    return test;
  }

  #and(): Test {
    let test = this.#not();
    while (this.#takeWord("and")) {
      const [left, right] = [test, this.#not()];
      test = (object) => left(object) && right(object);
    }
    return test;
  }

  #not(): Test {
    if (this.#takeWord("not")) {
      const test = this.#not();
      return (object) => !test(object);
    }
    if (this.#peek()?.kind !== "(") return this.#comparison();
    this.#at += 1;
    const test = this.or();
    if (this.#next().kind !== ")") throw badCriteria("");
    return test;
  }

  #comparison(): Test {
    const attribute = this.#next();
    const operator = this.#next().text.toLowerCase();
    const known = this.#reading.attributes;
    if (attribute.kind !== "word" || (known && !known.some((name) => covers(name, attribute.text)))) {
      throw badCriteria(`The attribute "${attribute.text}" is not supported.`);
    }
    if (operator === "pr") return (object) => valuesAt(object, attribute.text).some((value) => value !== null && value !== "");
    const compare = operators[operator];
    const literal = this.#next();
    if (!compare || literal.kind === "(" || literal.kind === ")") throw badCriteria("");
    const wanted = literalOf(literal);
    const fold = this.#reading.ignoreCase === true;
    return (object) => compare(valuesAt(object, attribute.text).map((value) => folded(value, fold)), folded(wanted, fold));
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw badCriteria("");
    this.#at += 1;
    return token;
  }

  #takeWord(word: string): boolean {
    const token = this.#peek();
    if (token?.kind !== "word" || token.text.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }
}

const covers = (name: string, attribute: string): boolean => name === attribute || (name.endsWith(".*") && attribute.startsWith(name.slice(0, -1)));

const literalOf = ({ kind, text }: Token): Json => {
  if (kind === "text") return text;
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  return Number.isNaN(Number(text)) ? text : Number(text);
};

/** The values an attribute path reaches; a list gives each of its items. */
const valuesAt = (object: JsonObject, path: string): Json[] => {
  const direct = valueAt(object, path);
  if (direct !== undefined) return Array.isArray(direct) ? direct : [direct];
  const [key = "", ...rest] = path.split(".");
  const inner = object[key];
  if (!Array.isArray(inner) || rest.length === 0) return [];
  return inner.filter(isObject).flatMap((item) => valuesAt(item, rest.join(".")));
};

const folded = (value: Json, fold: boolean): Json => (fold && typeof value === "string" ? value.toLowerCase() : value);

type Compare = (values: Json[], wanted: Json) => boolean;

const onTexts = (holds: (value: string, wanted: string) => boolean): Compare => (values, wanted) =>
  values.some((value) => typeof value === "string" && typeof wanted === "string" && holds(value, wanted));

/** Dates compare as moments, numbers as numbers, the rest as text. */
const ordered = (holds: (order: number) => boolean): Compare => (values, wanted) =>
  values.some((value) => value !== null && wanted !== null && holds(orderOf(value, wanted)));

const orderOf = (value: Json, wanted: Json): number => {
  if (typeof value === "number" && typeof wanted === "number") return value - wanted;
  const [left, right] = [wordOf(value), wordOf(wanted)];
  const [from, to] = [momentOf(left), momentOf(right)];
  if (from !== undefined && to !== undefined) return from - to;
  return left < right ? -1 : left > right ? 1 : 0;
};

const momentOf = (text: string): number | undefined => (/^\d{4}-\d\d-\d\dT/i.test(text) ? Date.parse(text.toUpperCase()) : undefined);

const sameValue = (value: Json, wanted: Json): boolean => value === wanted || (typeof value !== "string" && wordOf(value) === wanted) || sameMoment(value, wanted);

const sameMoment = (value: Json, wanted: Json): boolean =>
  typeof value === "string" && typeof wanted === "string" && momentOf(value) !== undefined && momentOf(value) === momentOf(wanted);

const operators: Readonly<Record<string, Compare>> = {
  eq: (values, wanted) => (wanted === null ? values.length === 0 || values.includes(null) : values.some((value) => sameValue(value, wanted))),
  ne: (values, wanted) => !values.some((value) => sameValue(value, wanted)),
  sw: onTexts((value, wanted) => value.startsWith(wanted)),
  ew: onTexts((value, wanted) => value.endsWith(wanted)),
  co: onTexts((value, wanted) => value.includes(wanted)),
  gt: ordered((order) => order > 0),
  ge: ordered((order) => order >= 0),
  lt: ordered((order) => order < 0),
  le: ordered((order) => order <= 0),
};
