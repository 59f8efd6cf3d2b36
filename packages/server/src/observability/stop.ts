import type { Logger } from "pino";

/** Stops a process in order. */
export interface Stop {
  /** What is to be done on stopping: the last one said is done first, as what came later rests on what was there before. */
  readonly onStop: (name: string, fn: () => Promise<void>, seconds?: number) => void;
  /** Does it all, once, each step bounded in time; gives the names of those that failed or took too long. */
  readonly stop: (reason: string) => Promise<string[]>;
  /** Ends when stopping begins. */
  readonly stopping: AbortSignal;
}

type Step = { name: string; fn: () => Promise<void>; seconds: number };

/** Begins a list of steps. */
export function createStop(log: Pick<Logger, "info" | "error">, usualSeconds = 10): Stop {
  const steps: Step[] = [];
  const stopping = new AbortController();
  let done: Promise<string[]> | undefined;
  const run = async (reason: string): Promise<string[]> => {
    log.info({ reason }, "stopping");
    stopping.abort(new Error(reason));
    const failed: string[] = [];
    for (let step = steps.pop(); step; step = steps.pop()) if (!(await carryOut(step, log))) failed.push(step.name);
    log.info({ failed }, "stopped");
    return failed;
  };
  return {
    onStop: (name, fn, seconds = usualSeconds) => void steps.push({ name, fn, seconds }),
    stop: (reason) => (done ??= run(reason)),
    stopping: stopping.signal,
  };
}

async function carryOut({ name, fn, seconds }: Step, log: Pick<Logger, "error">): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`took more than ${seconds} seconds`)), seconds * 1000);
  });
  try {
    await Promise.race([fn(), late]);
    return true;
  } catch (err) {
    log.error({ err, step: name }, "a step of stopping failed");
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Stops on SIGTERM and SIGINT; a second one ends the process at once. */
export function stopOnSignals({ stop }: Pick<Stop, "stop">, ends: NodeJS.Process = process): void {
  for (const name of ["SIGTERM", "SIGINT"] as const) {
    let asked = false;
    ends.on(name, () => {
      if (asked) return ends.exit(1);
      asked = true;
      void stop(name).then((failed) => ends.exit(failed.length === 0 ? 0 : 1));
    });
  }
}
