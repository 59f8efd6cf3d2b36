import { EventEmitter } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { createStop, stopOnSignals } from "./stop.ts";

const quiet = { info: () => {}, error: () => {} };

describe("stopping", () => {
  test("does the last said first, one after the other", async () => {
    const done: string[] = [];
    const { onStop, stop, stopping } = createStop(quiet);
    onStop("database", async () => void done.push("database"));
    onStop("worker", async () => {
      await new Promise((resolve) => setImmediate(resolve));
      done.push("worker");
    });
    expect(stopping.aborted).toBe(false);
    expect(await stop("SIGTERM")).toEqual([]);
    expect([done, stopping.aborted]).toEqual([["worker", "database"], true]);
  });

  test("goes on past a step that fails or hangs, and names it", async () => {
    const done: string[] = [];
    const { onStop, stop } = createStop(quiet);
    onStop("database", async () => void done.push("database"));
    onStop("hanging", () => new Promise(() => {}), 0.01);
    onStop("failing", async () => Promise.reject(new Error("no")));
    expect(await stop("SIGTERM")).toEqual(["failing", "hanging"]);
    expect(done).toEqual(["database"]);
  });

  test("happens once", async () => {
    let times = 0;
    const { onStop, stop } = createStop(quiet);
    onStop("x", async () => void times++);
    await Promise.all([stop("a"), stop("b")]);
    expect(times).toBe(1);
  });

  test("a signal stops, a second one ends at once", async () => {
    const exit = vi.fn();
    const fake = Object.assign(new EventEmitter(), { exit }) as unknown as NodeJS.Process;
    let release = (): void => {};
    stopOnSignals({ stop: () => new Promise((resolve) => (release = () => resolve([]))) }, fake);
    fake.emit("SIGTERM");
    expect(exit).not.toHaveBeenCalled();
    fake.emit("SIGTERM");
    expect(exit).toHaveBeenCalledWith(1);
    release();
    await vi.waitFor(() => expect(exit).toHaveBeenLastCalledWith(0));
  });
});
