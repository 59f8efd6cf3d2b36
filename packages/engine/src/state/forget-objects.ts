import type { Diagnostic, Outcome } from "@lockstep/hcl";
import { parseAddress, printInstance } from "../address.ts";
import * as messages from "../messages.ts";
import { addressOf, selectInstances } from "./select.ts";
import type { Selected } from "./select.ts";
import type { State } from "./state.ts";
import { StateStore } from "./store.ts";

export interface Forgotten {
  readonly state: State;
  /** Printed addresses, in the order in which they were asked for. */
  readonly forgotten: readonly string[];
}

/** The state without these objects; what they stand for in the org stays as it is. Something must be there to forget. */
export function forgetInState(state: State, addresses: readonly string[]): Outcome<Forgotten> {
  const store = new StateStore(state);
  const diagnostics: Diagnostic[] = [];
  const selected = new Map<string, Selected>();
  for (const text of addresses) {
    const { address, problem } = parseAddress(text);
    if (!address) diagnostics.push(messages.invalidStateAddress(text, problem));
    else for (const one of selectInstances(store, address)) selected.set(printInstance(addressOf(one)), one);
  }
  if (diagnostics.length > 0) return { diagnostics };
  if (selected.size === 0) return { diagnostics: [messages.nothingToForget()] };
  for (const one of selected.values()) forget(store, one);
  return { value: { state: { ...state, resources: store.toResources() }, forgotten: [...selected.keys()] }, diagnostics };
}

function forget(store: StateStore, one: Selected): void {
  const address = addressOf(one);
  for (const deposed of [...one.instance.deposed.keys()]) store.setDeposed(address, deposed, undefined);
  store.setCurrent(address, one.resource.provider, undefined);
}
