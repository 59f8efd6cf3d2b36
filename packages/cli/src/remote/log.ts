import { setTimeout as pause } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import type { Terminal } from "../terminal.ts";
import { textIn, type RemoteClient, type Resource } from "./client.ts";

/** A phase of a run, as its own resource of the API. */
export interface PhaseLog {
  /** "plans/plan-…" */
  readonly path: string;
  /** Lines at the beginning that are not for people. */
  readonly skip: number;
}

const ended = new Set(["finished", "errored", "canceled", "unreachable"]);
const [begin, end] = [0x02, 0x03];

/** Writes a log as it grows, until its phase is over; gives the phase as it ended. */
export async function followLog(client: RemoteClient, { path, skip }: PhaseLog, terminal: Terminal): Promise<Resource> {
  const write = lineWriter(terminal, skip);
  const decoder = new TextDecoder();
  let offset = 0;
  for (let idle = 0; ; ) {
    const phase = (await client.get(path)).data;
    const address = textIn(phase, "log-read-url");
    const bytes = await client.piece(address, offset);
    offset += bytes.length;
    write(decoder.decode(bytes.filter((byte) => byte !== begin && byte !== end), { stream: true }));
    idle = bytes.length > 0 ? 0 : idle + 1;
    // A phase is over only after its log is whole.
    if (bytes.length === 0 && ended.has(textIn(phase, "status"))) return phase;
    if (bytes.length === 0) await pause(Math.min(200 * idle, 1500));
  }
}

/** Writes what comes, without the first lines, and without colours where none are wanted. */
function lineWriter(terminal: Terminal, skip: number): (text: string) => void {
  let [left, waiting] = [skip, ""];
  return (text) => {
    waiting += text;
    for (let at = waiting.indexOf("\n"); left > 0 && at >= 0; at = waiting.indexOf("\n")) {
      waiting = waiting.slice(at + 1);
      left--;
    }
    if (left > 0 || waiting === "") return;
    terminal.out.write(terminal.color ? waiting : stripVTControlCharacters(waiting));
    waiting = "";
  };
}
