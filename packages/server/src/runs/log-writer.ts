import { transaction, type Sql, type Transaction } from "../db/connect.ts";
import type { RedactedStream, Redactor } from "../secrets/redactor.ts";
import { holdsRun, insertLogChunk, logLength } from "./queries.ts";
import type { LogPhase } from "./tables.ts";

/** The first and the last byte of a complete log: clients wait for them. */
export const startOfLog = "\u0002";
export const endOfLog = "\u0003";

const pause = 200;

/** Puts the log of a phase into the database while it is written, a piece every fifth of a second, with every secret taken out. */
export class LogWriter {
  readonly #db: Sql;
  readonly #run: { readonly id: string; readonly attempt: number };
  readonly #phase: LogPhase;
  readonly #stream: RedactedStream;
  #pending: Buffer[] = [];
  #start = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  private constructor(db: Sql, run: { readonly id: string; readonly attempt: number }, phase: LogPhase, redactor: Redactor, start: number) {
    this.#db = db;
    this.#run = run;
    this.#phase = phase;
    this.#stream = redactor.stream();
    this.#start = start;
  }

  /** Goes on where the log ends; a new one begins with its first byte. */
  static async open(db: Sql, run: { readonly id: string; readonly attempt: number }, phase: LogPhase, redactor: Redactor): Promise<LogWriter> {
    const start = await logLength(db, run.id, phase);
    const writer = new LogWriter(db, run, phase, redactor, start);
    if (start === 0) writer.#pending.push(Buffer.from(startOfLog));
    return writer;
  }

  write(text: string): void {
    this.#keep(this.#stream.push(Buffer.from(text)));
    this.#later();
  }

  /** Everything that was written is in the database when this ends. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const before = this.#writing;
    this.#writing = before.catch(() => {}).then(() => this.#store());
    await this.#writing;
  }

  /** Nothing more is written: everything is in the database when this ends. */
  async settle(): Promise<void> {
    this.#keep(this.#stream.end());
    await this.flush();
  }

  // What could not be stored is tried again with what comes next.
  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.flush().catch(() => this.#later());
    }, pause);
    this.#timer.unref();
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#pending.push(Buffer.from(bytes));
  }

  async #store(): Promise<void> {
    const bytes = Buffer.concat(this.#pending);
    this.#pending = [];
    if (bytes.length === 0) return;
    try {
      const stored = await transaction(this.#db, async (trx) => {
        if (!(await holdsRun(trx, this.#run.id, this.#run.attempt))) return false;
        await insertLogChunk(trx, this.#run.id, this.#phase, this.#start, bytes);
        return true;
      });
      if (stored) this.#start += bytes.length;
    } catch (problem) {
      this.#pending.unshift(bytes);
      throw problem;
    }
  }
}

/** Adds to a log that nobody else writes any more. */
export async function appendLog(trx: Transaction, runId: string, phase: LogPhase, text: string): Promise<void> {
  const start = await logLength(trx, runId, phase);
  await insertLogChunk(trx, runId, phase, start, Buffer.from(start === 0 ? `${startOfLog}${text}` : text));
}

/** Ends a log for its readers, in the transaction that ends the phase: the log is whole before a status says so, and never closed twice. */
export async function closeLog(trx: Transaction, runId: string, phase: LogPhase): Promise<void> {
  const start = await logLength(trx, runId, phase);
  await insertLogChunk(trx, runId, phase, start, Buffer.from(start === 0 ? `${startOfLog}${endOfLog}` : endOfLog));
}
