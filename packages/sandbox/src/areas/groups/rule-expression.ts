import { textAt, valueAt, wordOf, type Json, type JsonObject } from "../../store/json.ts";

/** Reads a value from a user's profile and the groups the user is in. */
type Read = (profile: JsonObject, groups: readonly string[]) => Json;

/** Reads an expression of Okta's language as group rules use it; undefined when it cannot be read. */
export const parseRuleExpression = (text: string): Read | undefined => {
  const tokens = tokensOf(text);
  if (!tokens || tokens.length === 0) return undefined;
  const parser = new Parser(tokens);
  try {
    const read = parser.or();
    return parser.done ? read : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
};

/** Is this an expression at all? Okta's language has more functions than the sandbox can work out. */
export const isExpression = (text: string): boolean => {
  const tokens = tokensOf(text);
  if (!tokens || tokens.length === 0) return false;
  let depth = 0;
  for (const token of tokens) {
    depth += opening.includes(token) ? 1 : closing.includes(token) ? -1 : 0;
    if (depth < 0) return false;
  }
  const ends = [tokens[0] ?? "", tokens.at(-1) ?? ""];
  return depth === 0 && !binary.includes(ends[0] ?? "") && !binary.includes(ends[1] ?? "");
};

const opening = ["(", "{", "["];
const closing = [")", "}", "]"];
const binary = ["==", "!=", "&&", "||", "<", ">", "<=", ">=", "+", ",", ".", "=", "?", ":"];

class Unreadable extends Error {}

const pattern = /\s+|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(&&|\|\||==|!=|<=|>=|[<>!(),+?:{}[\].=])|([A-Za-z_$][\w$]*|\d+(?:\.\d+)?)/gy;

const tokensOf = (text: string): string[] | undefined => {
  const tokens: string[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) return undefined;
    const token = match[1] ?? match[2] ?? match[3];
    if (token !== undefined) tokens.push(token);
  }
  return tokens;
};

type Fn = (args: readonly Json[], groups: readonly string[]) => Json;

const text = wordOf;

/** The functions that rules use, by Okta's names. */
const functions: Readonly<Record<string, Fn>> = {
  "String.startsWith": ([value, start]) => text(value).startsWith(text(start)),
  "String.stringContains": ([value, part]) => text(value).includes(text(part)),
  "String.toLowerCase": ([value]) => text(value).toLowerCase(),
  "String.toUpperCase": ([value]) => text(value).toUpperCase(),
  "String.substringBefore": ([value, mark]) => text(value).split(text(mark))[0] ?? "",
  "String.substringAfter": ([value, mark]) => text(value).split(text(mark)).slice(1).join(text(mark)),
  "String.len": ([value]) => text(value).length,
  "String.append": ([value, end]) => text(value) + text(end),
  "String.join": ([mark, ...values]) => values.map(text).join(text(mark)),
  "String.replace": ([value, from, to]) => text(value).replaceAll(text(from), text(to)),
  "String.removeSpaces": ([value]) => text(value).replaceAll(" ", ""),
  "Arrays.contains": ([list, value]) => Array.isArray(list) && list.includes(value ?? null),
  "Arrays.isEmpty": ([list]) => !Array.isArray(list) || list.length === 0,
  "Convert.toInt": ([value]) => Number.parseInt(text(value), 10),
  isMemberOfGroup: ([id], groups) => groups.includes(text(id)),
  isMemberOfAnyGroup: (ids, groups) => ids.some((id) => groups.includes(text(id))),
  // Names need the directory; a rule that uses them is read, and holds for nobody.
  isMemberOfGroupName: () => false,
  isMemberOfGroupNameStartsWith: () => false,
  isMemberOfGroupNameContains: () => false,
  isMemberOfGroupNameRegex: () => false,
};

const comparisons: Readonly<Record<string, (left: Json, right: Json) => boolean>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  "<": (left, right) => Number(left) < Number(right),
  "<=": (left, right) => Number(left) <= Number(right),
  ">": (left, right) => Number(left) > Number(right),
  ">=": (left, right) => Number(left) >= Number(right),
  gt: (left, right) => Number(left) > Number(right),
  lt: (left, right) => Number(left) < Number(right),
};

/** A recursive descent; `or` binds weakest. */
class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  or(): Read {
    let read = this.#and();
    while (this.#take("||", "OR", "or")) {
      const [left, right] = [read, this.#and()];
      read = (profile, groups) => truth(left(profile, groups)) || truth(right(profile, groups));
    }
    return read;
  }

  #and(): Read {
    let read = this.#comparison();
    while (this.#take("&&", "AND", "and")) {
      const [left, right] = [read, this.#comparison()];
      read = (profile, groups) => truth(left(profile, groups)) && truth(right(profile, groups));
    }
    return read;
  }

  #comparison(): Read {
    const left = this.#sum();
    const compare = comparisons[this.#tokens[this.#at] ?? ""];
    if (!compare) return left;
    this.#at += 1;
    const right = this.#sum();
    return (profile, groups) => compare(left(profile, groups), right(profile, groups));
  }

  #sum(): Read {
    let read = this.#unary();
    while (this.#take("+")) {
      const [left, right] = [read, this.#unary()];
      read = (profile, groups) => text(left(profile, groups)) + text(right(profile, groups));
    }
    return read;
  }

  #unary(): Read {
    if (this.#take("!", "NOT", "not")) {
      const read = this.#unary();
      return (profile, groups) => !truth(read(profile, groups));
    }
    if (this.#take("(")) {
      const read = this.or();
      this.#expect(")");
      return read;
    }
    return this.#operand();
  }

  #operand(): Read {
    const token = this.#next();
    if (/^["']/.test(token)) return constant(token.slice(1, -1).replace(/\\(.)/g, "$1"));
    if (/^\d/.test(token)) return constant(Number(token));
    if (token === "{") return this.#list("}");
    if (!/^[A-Za-z_$]/.test(token)) throw new Unreadable();
    if (token === "null") return constant(null);
    if (token === "true" || token === "false") return constant(token === "true");
    return this.#name(token);
  }

  #name(first: string): Read {
    let name = first;
    while (this.#take(".")) name += `.${this.#next()}`;
    if (this.#take("(")) return this.#calls(name);
    if (!name.startsWith("user.")) throw new Unreadable();
    const path = name.replace(/^user\.(profile\.)?/, "");
    return (profile) => valueAt(profile, path) ?? null;
  }

  #calls(name: string): Read {
    const call = functions[name.replace(/^user\./, "")];
    if (!call) throw new Unreadable();
    const args = this.#items(")");
    return (profile, groups) => call(args.map((read) => read(profile, groups)), groups);
  }

  #list(end: string): Read {
    const items = this.#items(end);
    return (profile, groups) => items.map((read) => read(profile, groups));
  }

  #items(end: string): Read[] {
    const items: Read[] = [];
    while (!this.#take(end)) {
      items.push(this.or());
      if (this.#tokens[this.#at] !== end) this.#expect(",");
    }
    return items;
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new Unreadable();
    this.#at += 1;
    return token;
  }

  #take(...tokens: string[]): boolean {
    if (!tokens.includes(this.#tokens[this.#at] ?? "")) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw new Unreadable();
  }
}

const constant = (value: Json): Read => () => value;

const truth = (value: Json): boolean => value === true || textAt({ value }, "value") === "true";
