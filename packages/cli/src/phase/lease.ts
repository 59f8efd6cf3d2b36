import { statSync } from "node:fs";

// Less than the ten seconds after which another worker takes the run.
const longest = 8000;
const lookEvery = 500;

/**
 * Ends this process at once when its worker is gone or stands still: another one takes the run, looks up what the journal says is
 * under way, and nothing of it may still come afterwards, such as a request that waits for a rate limit.
 */
export function endWithWorker(lease: string | undefined): void {
  const parent = process.ppid;
  const look = (): void => {
    if (process.ppid !== parent || (lease !== undefined && Date.now() - touched(lease) > longest)) process.kill(process.pid, "SIGKILL");
  };
  setInterval(look, lookEvery).unref();
}

// Without the folder the run is over.
const touched = (lease: string): number => statSync(lease, { throwIfNoEntry: false })?.mtimeMs ?? 0;
