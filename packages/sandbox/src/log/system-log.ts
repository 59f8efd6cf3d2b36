import type { JsonObject } from "../store/json.ts";

/** Events in the order they were persisted, with the position that a polling reader remembers. */
export interface LoggedEvent {
  readonly position: number;
  readonly published: number;
  readonly body: JsonObject;
}

/** What happened in an org. Areas add to it; the System Log's own area reads it. */
export class SystemLog {
  #events: LoggedEvent[] = [];
  #position = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(body: JsonObject, published = this.#now()): void {
    this.#events.push({ position: ++this.#position, published, body });
  }

  get all(): readonly LoggedEvent[] {
    return this.#events;
  }

  clear(): void {
    this.#events = [];
  }
}
