import type { Diagnostic, Outcome } from "@lockstep/hcl";
import { parseAddress, printAddress, printInstance } from "../address.ts";
import type { Address } from "../address.ts";
import * as messages from "../messages.ts";
import { addressOf, allInstances, selectInstances } from "./select.ts";
import type { Selected } from "./select.ts";
import type { State } from "./state.ts";
import { StateStore } from "./store.ts";

export interface ListRequest {
  /** As the person gave them; none means everything. */
  readonly addresses: readonly string[];
  /** Only the objects with this id. */
  readonly id?: string;
}

/** The printed addresses of a state's instances. Every address must be there. */
export function listState(state: State, { addresses, id }: ListRequest): Outcome<string[]> {
  const store = new StateStore(state);
  const diagnostics: Diagnostic[] = [];
  const selected = addresses.length === 0 ? allInstances(store) : addresses.flatMap((text) => selectText(store, text, diagnostics));
  if (diagnostics.length > 0) return { diagnostics };
  const wanted = id === undefined ? selected : selected.filter((one) => idOf(one) === id);
  return { value: wanted.map((one) => printInstance(addressOf(one))), diagnostics };
}

function selectText(store: StateStore, text: string, diagnostics: Diagnostic[]): Selected[] {
  const { address, problem } = parseAddress(text);
  if (!address) {
    diagnostics.push(messages.invalidStateAddress(text, problem));
    return [];
  }
  const selected = selectInstances(store, address);
  if (selected.length === 0) diagnostics.push(unknown(address));
  return selected;
}

function unknown(address: Address): Diagnostic {
  const text = printAddress(address);
  if (address.kind === "module") return messages.unknownStateModule(text);
  return address.kind === "resource" ? messages.unknownStateResource(text) : messages.unknownStateInstance(text);
}

function idOf({ instance }: Selected): unknown {
  const attributes = instance.current?.attributes;
  return typeof attributes === "object" && attributes !== null && "id" in attributes ? attributes.id : undefined;
}
