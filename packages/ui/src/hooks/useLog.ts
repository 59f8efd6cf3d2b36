import { useEffect, useRef, useState } from "react";
import { api } from "../api/client.ts";
import { LineCutter } from "../components/log-lines.ts";

/** A log as far as it is known. */
export interface FollowedLog {
  readonly lines: readonly string[];
  /** Nothing more comes. */
  readonly complete: boolean;
  /** Not even the first piece is there. */
  readonly loading: boolean;
  readonly problem: unknown;
}

const pieceBytes = 1 << 20;
const lookEvery = 1000;
const tryAgainAfter = 3000;

/** Reads the log of a phase from its beginning, and goes on while it grows. */
export function useLog(run: string, phase: "plan" | "apply", growing: boolean): FollowedLog {
  const [log, setLog] = useState<FollowedLog>({ lines: [], complete: false, loading: true, problem: undefined });
  const stillGrowing = useRef(growing);
  useEffect(() => {
    stillGrowing.current = growing;
  }, [growing]);
  useEffect(() => {
    const stop = new AbortController();
    const wait = async (milliseconds: number): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        stop.signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
      });
    void follow({ run, phase, stop: stop.signal, wait, isGrowing: () => stillGrowing.current, show: setLog });
    return () => stop.abort();
  }, [run, phase]);
  return log;
}

interface Following {
  readonly run: string;
  readonly phase: "plan" | "apply";
  readonly stop: AbortSignal;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly isGrowing: () => boolean;
  readonly show: (log: FollowedLog) => void;
}

async function follow({ run, phase, stop, wait, isGrowing, show }: Following): Promise<void> {
  const cutter = new LineCutter();
  let [lines, offset, quiet]: [readonly string[], number, number] = [[], 0, 0];
  while (!stop.aborted) {
    try {
      const { text, next, complete } = await api.runs.readLog({ params: { run, phase }, query: { offset, limit: pieceBytes } }, stop);
      const moved = next > offset;
      offset = next;
      lines = [...lines, ...cutter.push(text), ...(complete ? cutter.end() : [])];
      quiet = moved || isGrowing() ? 0 : quiet + 1;
      // A phase that ended without closing its log writes no more.
      const over = complete || quiet > 3;
      show({ lines, complete: over, loading: false, problem: undefined });
      if (over) return;
      if (!moved) await wait(lookEvery);
    } catch (problem) {
      if (stop.aborted) return;
      show({ lines, complete: false, loading: false, problem });
      await wait(tryAgainAfter);
    }
  }
}
