// Logs for pages: text in pieces that never cut a character in two, and as a stream while it is written.
import { setTimeout as pause } from "node:timers/promises";
import type { ServerResponse } from "node:http";
import { isFinal } from "@lockstep/contract";
import type { Server } from "../server.ts";
import { readLog, selectRun } from "./queries.ts";
import type { LogPhase } from "./tables.ts";

/** A piece of a log, and where to go on. */
export interface LogPiece {
  readonly text: string;
  readonly next: number;
  readonly complete: boolean;
}

const [startByte, endByte] = [0x02, 0x03];

/** The piece from an offset on; without the marks of beginning and end. */
export async function readPiece({ db }: Pick<Server, "db">, runId: string, phase: LogPhase, offset: number, limit: number): Promise<LogPiece> {
  const bytes = await readLog(db, runId, phase, offset, limit);
  const ended = bytes.at(-1) === endByte;
  const whole = ended ? bytes : bytes.subarray(0, wholeLength(bytes));
  const from = whole[0] === startByte ? 1 : 0;
  return { text: whole.subarray(from, ended ? -1 : undefined).toString("utf8"), next: offset + whole.length, complete: ended };
}

/** How many bytes there are without the beginning of a character that is not all there. */
function wholeLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return lengthOf(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

const lengthOf = (first: number): number => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2);

const piece = 1 << 17;
const lookEvery = 400;
const beatEvery = 15_000;

/** Sends a log as server-sent events while it grows; ends with it, with its reader, or when nothing more can come. */
export async function streamLog(server: Pick<Server, "db">, runId: string, phase: LogPhase, offset: number, to: ServerResponse, signal: AbortSignal): Promise<void> {
  let [at, said] = [offset, Date.now()];
  const send = async (text: string): Promise<void> => {
    said = Date.now();
    if (!to.write(text)) await new Promise<void>((resolve) => void to.once("drain", resolve).once("close", resolve));
  };
  while (!signal.aborted) {
    // Whether more can come is asked first: what was written until then is in the piece that is read after it.
    const over = await isOver(server, runId, phase);
    const { text, next, complete } = await readPiece(server, runId, phase, at, piece);
    const moved = next > at;
    at = next;
    if (text !== "") await send(`id: ${at}\nevent: log\ndata: ${JSON.stringify({ text, next: at })}\n\n`);
    if (complete || (over && !moved)) return send(`id: ${at}\nevent: end\ndata: ${JSON.stringify({ next: at })}\n\n`);
    if (moved) continue;
    if (Date.now() - said > beatEvery) await send(": still here\n\n");
    await pause(lookEvery, undefined, { signal }).catch(() => {});
  }
}

/** A phase whose run has gone on without closing its log writes no more. */
async function isOver({ db }: Pick<Server, "db">, runId: string, phase: LogPhase): Promise<boolean> {
  const run = await selectRun(db, runId);
  if (!run || isFinal(run.status)) return true;
  return phase === "plan" && !["pending", "plan_queued", "planning"].includes(run.status);
}
