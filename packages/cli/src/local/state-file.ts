import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { isSameState, parseState, printState, type State } from "@lockstep/engine";
import type { Outcome } from "@lockstep/hcl";
import { diskProblem, stateUnreadable } from "../messages.ts";
import { writeAtomically } from "./atomic-write.ts";

/** A state file on disk: replaced whole, with the one before kept beside it as `.backup`. */
export class StateFile {
  readonly path: string;
  #saved: State | undefined;
  #backedUp = false;

  constructor(path: string) {
    this.path = path;
  }

  /** The state; undefined value without diagnostics when there is no file yet. */
  read(): Outcome<State> {
    if (!existsSync(this.path)) return { diagnostics: [] };
    let text: string;
    try {
      text = readFileSync(this.path, "utf8");
    } catch (problem) {
      return { diagnostics: [stateUnreadable(this.path, problem)] };
    }
    const parsed = parseState(text);
    this.#saved = parsed.value;
    // A message about a state says which file it is about.
    const named = parsed.diagnostics.map((diagnostic) => ({ ...diagnostic, detail: `${diagnostic.detail}\n\nThe file is ${this.path}.` }));
    return { ...parsed, diagnostics: named };
  }

  /** Saves the state under the next serial when it differs from what is on disk; gives what is on disk then. */
  write(state: State): Outcome<State> {
    if (this.#saved && isSameState(this.#saved, state)) return { value: this.#saved, diagnostics: [] };
    const serial = Math.max(state.serial, (this.#saved?.serial ?? 0) + 1);
    const next = { ...state, serial };
    const problem = this.#replace(printState(next));
    if (problem) return { diagnostics: [problem] };
    this.#saved = next;
    return { value: next, diagnostics: [] };
  }

  /** Puts a state on disk as it is, for `state push`. */
  overwrite(state: State): Outcome<State> {
    const problem = this.#replace(printState(state));
    this.#saved = state;
    return problem ? { diagnostics: [problem] } : { value: state, diagnostics: [] };
  }

  #replace(text: string) {
    try {
      if (!this.#backedUp && existsSync(this.path)) writeAtomically(`${this.path}.backup`, readFileSync(this.path));
      this.#backedUp = true;
      writeAtomically(this.path, text);
      return undefined;
    } catch (problem) {
      return diskProblem(`the state file "${basename(this.path)}"`, problem);
    }
  }
}
