import { Writable } from "node:stream";
import { paint, type Terminal } from "../terminal.ts";

/** What every line carries and a person at a terminal does not need. */
const machine = new Set(["level", "time", "pid", "msg", "err"]);

/** Log lines as a person at a terminal reads them; a pipe gets the lines of JSON as they are. */
export function logLines(terminal: Terminal, from: () => boolean): Writable {
  return new Writable({
    decodeStrings: false,
    write: (line: string | Buffer, _encoding, done) => {
      for (const text of line.toString().split("\n")) if (text !== "") show(terminal, text, from());
      done();
    },
  });
}

function show(terminal: Terminal, text: string, quietly: boolean): void {
  const line = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const level = String(line["level"]);
  const serious = level === "warn" || level === "error" || level === "fatal";
  if (quietly && !serious) return;
  const colours = paint(terminal);
  const facts = Object.entries(line).filter(([name]) => !machine.has(name)).map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  const time = colours.dim(new Date(String(line["time"])).toLocaleTimeString());
  const word = serious ? `${colours.yellow(level)} ` : "";
  terminal.out.write(`${time} ${word}${[String(line["msg"]), ...facts.map((fact) => colours.dim(fact)), ...reason(line["err"])].join(" ")}\n`);
}

const reason = (error: unknown): string[] => (typeof error === "object" && error !== null && "message" in error ? [`(${String(error.message)})`] : []);
