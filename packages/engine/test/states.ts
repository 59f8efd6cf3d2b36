// States for tests, written as the addresses they have.
import { parseInstance, printInstance } from "../src/address.ts";
import type { InstanceState, State } from "../src/state/state.ts";
import { StateStore } from "../src/state/store.ts";

export const builtinProvider = 'provider["terraform.io/builtin/terraform"]';

/** A state with an object at each address; its id is "id of <address>". Attributes called `secret` are named as sensitive. */
export function stateOf(addresses: readonly string[], attributes: (address: string) => object = () => ({}), provider = builtinProvider): State {
  const store = new StateStore();
  for (const text of addresses) {
    const address = parseInstance(text);
    if (!address) throw new Error(`${text} is no address`);
    store.setCurrent(address, provider, objectOf({ id: `id of ${printInstance(address)}`, ...attributes(text) }, address.key));
  }
  return { lineage: "l", serial: 1, terraformVersion: "1.11.4", outputs: new Map(), resources: store.toResources(), checkResults: null };
}

/** An object as the state file has it. */
export function objectOf(attributes: object, key?: InstanceState["key"]): InstanceState {
  return { key, tainted: false, schemaVersion: 0, attributes, sensitiveAttributes: "secret" in attributes ? [[{ type: "get_attr", value: "secret" }]] : [], dependencies: [], createBeforeDestroy: false };
}
