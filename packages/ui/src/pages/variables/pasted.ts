/** A variable as it was read from a text. */
export interface PastedVariable {
  readonly key: string;
  readonly value: string;
  readonly hcl: boolean;
}

/** What a text of many variables says, and the lines that say nothing. */
export interface Pasted {
  readonly variables: readonly PastedVariable[];
  readonly problems: readonly string[];
}

/**
 * Reads the text of a .tfvars file or of lines `NAME=value`: enough of it to save typing. Lists, maps, numbers and booleans stay
 * expressions; everything else is a text. Of a name that comes twice the last counts.
 */
export function readPasted(text: string, category: "terraform" | "env"): Pasted {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const found = new Map<string, PastedVariable>();
  const problems: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = (lines[at] ?? "").trim();
    if (line === "" || /^(?:#|\/\/)/.test(line)) {
      at++;
      continue;
    }
    const [, key, rest] = /^(?:export\s+)?"?([\p{L}_][\p{L}\p{N}_-]*)"?\s*[=:]\s*(.*)$/u.exec(line) ?? [];
    if (key === undefined || rest === undefined) {
      problems.push(`Line ${at + 1} has no name and value: ${line.slice(0, 60)}`);
      at++;
      continue;
    }
    const { value, hcl, lines: used } = readValue(rest, lines, at, category);
    found.delete(key);
    found.set(key, { key, value, hcl });
    at += used;
  }
  return { variables: [...found.values()], problems };
}

interface ReadValue {
  readonly value: string;
  readonly hcl: boolean;
  /** How many lines it took. */
  readonly lines: number;
}

function readValue(rest: string, lines: readonly string[], at: number, category: "terraform" | "env"): ReadValue {
  const heredoc = /^<<(-?)\s*"?([A-Za-z_]\w*)"?$/.exec(rest);
  if (heredoc) return readHeredoc(lines, at, heredoc[2] ?? "", heredoc[1] === "-");
  if (category === "terraform" && /^[[{]/.test(rest)) return readBrackets(rest, lines, at);
  const quoted = /^"((?:[^"\\]|\\.)*)"\s*,?\s*(?:(?:#|\/\/).*)?$/.exec(rest);
  if (quoted) return { value: unescaped(quoted[1] ?? ""), hcl: false, lines: 1 };
  const single = /^'([^']*)'\s*(?:#.*)?$/.exec(rest);
  if (single) return { value: single[1] ?? "", hcl: false, lines: 1 };
  const bare = rest.replace(/\s+(?:#|\/\/).*$/, "").trim();
  return { value: bare, hcl: category === "terraform" && /^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(bare), lines: 1 };
}

function readHeredoc(lines: readonly string[], at: number, end: string, indented: boolean): ReadValue {
  const length = lines.slice(at + 1).findIndex((line) => line.trim() === end);
  const body = lines.slice(at + 1, length < 0 ? undefined : at + 1 + length);
  const indent = indented ? Math.min(...body.filter((line) => line.trim() !== "").map((line) => /^\s*/.exec(line)?.[0].length ?? 0)) : 0;
  return { value: body.map((line) => `${line.slice(Number.isFinite(indent) ? indent : 0)}\n`).join(""), hcl: false, lines: body.length + (length < 0 ? 1 : 2) };
}

/** A list or a map goes on until its brackets are closed; what stands in quotes does not count. */
function readBrackets(rest: string, lines: readonly string[], at: number): ReadValue {
  const taken: string[] = [];
  let open = 0;
  for (const line of [rest, ...lines.slice(at + 1)]) {
    taken.push(line);
    const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, "").replace(/(?:#|\/\/).*$/, "");
    open += [...bare].reduce((sum, sign) => sum + ("[{(".includes(sign) ? 1 : "]})".includes(sign) ? -1 : 0), 0);
    if (open <= 0) break;
  }
  return { value: taken.join("\n").trim(), hcl: true, lines: taken.length };
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\" };

const unescaped = (text: string): string => text.replace(/\\(.)/g, (all, letter: string) => escapes[letter] ?? all).replace(/\$\$\{/g, "${");
