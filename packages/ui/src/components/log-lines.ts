// Lines of a log as people read them: JSON messages as their words, terminal colours as styles.

export interface LogPiece {
  readonly text: string;
  /** One of the eight colours of a terminal. */
  readonly color?: string;
  readonly bold?: boolean;
  readonly faint?: boolean;
}

export interface LogLine {
  readonly level: "info" | "warn" | "error";
  /** When it was said; only JSON messages know it. */
  readonly at?: string;
  /** One or more rows, each of pieces. */
  readonly rows: readonly (readonly LogPiece[])[];
}

/** Cuts a log into lines while it comes in pieces. */
export class LineCutter {
  #rest = "";

  /** The lines that are whole now. */
  push(text: string): readonly string[] {
    const lines = `${this.#rest}${text}`.split("\n");
    this.#rest = lines.pop() ?? "";
    return lines;
  }

  /** What stands after the last line break. */
  end(): readonly string[] {
    const rest = this.#rest;
    this.#rest = "";
    return rest === "" ? [] : [rest];
  }
}

/** A line as it was written, as it is shown. */
export function readLine(raw: string): LogLine {
  const message = raw.startsWith("{") ? messageOf(raw) : undefined;
  return message ?? { level: levelOfText(raw), rows: [piecesOf(raw)] };
}

interface JsonMessage {
  readonly "@message"?: unknown;
  readonly "@level"?: unknown;
  readonly "@timestamp"?: unknown;
  readonly diagnostic?: DiagnosticMessage;
}

interface DiagnosticMessage {
  readonly detail?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
  readonly snippet?: { readonly context: string | null; readonly code: string; readonly start_line: number };
}

function messageOf(raw: string): LogLine | undefined {
  try {
    const { "@message": message, "@level": level, "@timestamp": at, diagnostic } = JSON.parse(raw) as JsonMessage;
    if (typeof message !== "string") return undefined;
    const rows = [...message.split("\n").map((text): LogPiece[] => [{ text }]), ...(diagnostic ? rowsOf(diagnostic) : [])];
    return { level: level === "error" || level === "warn" ? level : "info", ...(typeof at === "string" && { at }), rows };
  } catch {
    return undefined;
  }
}

function rowsOf({ range, snippet, detail = "" }: DiagnosticMessage): LogPiece[][] {
  const place = range ? [`  on ${range.filename} line ${range.start.line}${snippet?.context ? `, in ${snippet.context}` : ""}:`] : [];
  const code = (snippet?.code.split("\n") ?? []).map((line, at) => `  ${String((snippet?.start_line ?? 1) + at).padStart(4)}: ${line}`);
  const said = detail === "" ? [] : detail.split("\n").map((line) => `  ${line}`);
  return [...place, ...code, ...said].map((text) => [{ text, faint: true }]);
}

const levelOfText = (raw: string): LogLine["level"] => (/^(\u001b\[[\d;]*m)*[│╷]?\s*(\u001b\[[\d;]*m)*Error: /.test(raw) ? "error" : /^(\u001b\[[\d;]*m)*[│╷]?\s*(\u001b\[[\d;]*m)*Warning: /.test(raw) ? "warn" : "info");

const colors = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** A text with terminal codes as pieces with styles; other codes are left out. */
export function piecesOf(raw: string): readonly LogPiece[] {
  if (!raw.includes("\u001b")) return [{ text: raw }];
  const pieces: LogPiece[] = [];
  let style: Omit<LogPiece, "text"> = {};
  for (const part of raw.split(/(\u001b\[[\d;]*[A-Za-z])/)) {
    if (part.startsWith("\u001b[")) {
      if (part.endsWith("m")) for (const code of part.slice(2, -1).split(";")) style = styled(style, Number(code));
    } else if (part !== "") pieces.push({ text: part, ...style });
  }
  return pieces.length === 0 ? [{ text: "" }] : pieces;
}

function styled(style: Omit<LogPiece, "text">, code: number): Omit<LogPiece, "text"> {
  const { color: _color, ...colorless } = style;
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, faint: true };
  if (code === 22) return style.color === undefined ? {} : { color: style.color };
  if (code === 39) return colorless;
  const color = colors[code >= 90 ? code - 90 : code - 30];
  return (code >= 30 && code <= 37) || (code >= 90 && code <= 97) ? (color === undefined ? colorless : { ...colorless, color }) : style;
}
