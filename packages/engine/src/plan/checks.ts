import { inModulePath } from "../graph/plan-node.ts";
import type { CheckKind, CheckObject, CheckResult, CheckStatus } from "./plan.ts";

/** A thing of the configuration that has conditions. */
export interface Checkable {
  readonly kind: CheckKind;
  readonly module: readonly string[];
  /** `okta_group.a`, `output.x`, `check.y` */
  readonly address: string;
  readonly local: CheckResult["local"];
}

interface Collected {
  readonly checkable: Checkable;
  readonly objects: Map<string, { readonly module: string; readonly key: string | number | undefined; readonly results: CheckStatus[]; readonly failures: string[] }>;
}

/** Gathers what conditions came to, object by object. */
export class Checks {
  readonly #all = new Map<string, Collected>();

  /** Makes known that there is such a thing, also when none of its objects is reached. */
  declare(checkable: Checkable): void {
    const key = keyOf(checkable);
    if (!this.#all.has(key)) this.#all.set(key, { checkable, objects: new Map() });
  }

  /** Makes known one object of it. */
  expect(checkable: Checkable, address: string, module: string, key: string | number | undefined): void {
    this.declare(checkable);
    const objects = this.#all.get(keyOf(checkable))?.objects;
    if (objects && !objects.has(address)) objects.set(address, { module, key, results: [], failures: [] });
  }

  record(checkable: Checkable, address: string, status: CheckStatus, failure?: string): void {
    const object = this.#all.get(keyOf(checkable))?.objects.get(address);
    object?.results.push(status);
    if (failure !== undefined) object?.failures.push(failure);
  }

  /** Starts the object's conditions anew: what was unknown in the plan is decided in the apply. */
  restart(checkable: Checkable, address: string): void {
    const objects = this.#all.get(keyOf(checkable))?.objects;
    const object = objects?.get(address);
    if (objects && object) objects.set(address, { ...object, results: [], failures: [] });
  }

  results(): CheckResult[] {
    return [...this.#all.values()].map(({ checkable, objects }) => {
      const list: CheckObject[] = [...objects].map(([address, { module, key, results, failures }]) => ({ address, module, key, status: together(results), failures }));
      const { kind, module, address, local } = checkable;
      return { kind, module, configAddress: address, local, status: together(list.map(({ status }) => status)), objects: list };
    });
  }
}

const keyOf = ({ module, address }: Checkable): string => inModulePath(module, address);

/** The worst of them; what has no results yet is not known. */
function together(statuses: readonly CheckStatus[]): CheckStatus {
  if (statuses.length === 0) return "unknown";
  return (["error", "fail", "unknown"] as const).find((status) => statuses.includes(status)) ?? "pass";
}
