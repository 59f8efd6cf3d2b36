/** Ends when the command is to end: by Ctrl-C or SIGTERM, or because npm, which started it, is gone. */
export function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    // npm dies of a signal without passing it on: whoever stopped npm meant us.
    const starter = process.ppid;
    const watch = process.env["npm_lifecycle_event"] ? setInterval(() => process.ppid !== starter && end(), 200) : undefined;
    const end = (): void => {
      clearInterval(watch);
      resolve();
    };
    watch?.unref();
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
