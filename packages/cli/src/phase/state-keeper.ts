import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PhaseRequest } from "@lockstep/contract";
import { isSameState, printState, type State } from "@lockstep/engine";
import type { Channel } from "./channel.ts";

/** Large states are not sent after every change: the journal has what came since. */
const pause = 500;

/** Hands states to the worker as they come. */
export class StateKeeper {
  readonly #path: string;
  readonly #channel: Channel;
  #known: State | undefined;
  /** What the worker has is one on the way: it has to be told that nothing more comes. */
  #open = false;
  #last = 0;

  constructor({ results }: PhaseRequest, channel: Channel, stored: State | undefined) {
    this.#path = join(results, "state.json");
    this.#channel = channel;
    this.#known = stored;
  }

  /** A state on the way: it may be passed over. */
  offer(state: State): void {
    if (Date.now() - this.#last < pause) return;
    this.#last = Date.now();
    this.#send(state, false);
  }

  /** A state that must be kept before anything goes on. */
  settle(state: State): void {
    this.#send(state, true);
  }

  #send(state: State, last: boolean): void {
    // An apply that changed nothing leaves the state as it was, serial and all.
    const same = this.#known ? isSameState(this.#known, state) : state.resources.length === 0 && state.outputs.size === 0;
    if (same && !(last && this.#open)) return;
    this.#known = state;
    this.#open = !last;
    writeFileSync(this.#path, printState(state), { mode: 0o600 });
    this.#channel.settle({ kind: "state", last });
  }
}
