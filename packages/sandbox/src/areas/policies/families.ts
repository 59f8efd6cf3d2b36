import type { Parent } from "../../behaviours/shape.ts";
import type { Call } from "../../call.ts";
import type { Org } from "../../org.ts";
import type { Collection, Stored } from "../../store/collection.ts";
import { place, remove, type Generation, type Placed } from "./priorities.ts";

/** Where policies live: those of the org, and those of each authorization server. They work alike. */
export interface Family {
  readonly policies: string;
  readonly rules: string;
  /** The path of the list of policies. */
  readonly path: string;
  readonly createStatus: 200 | 201;
  readonly parent?: Parent;
  /** The path of the list again, for the policy's own parent. */
  readonly base: (policy: Stored, org: Org) => string;
}

/** A collection of the family, in the call's org. */
export const policiesOf = (family: Family, call: Call): Collection => call.org.store.collection(family.policies);
export const rulesOf = (family: Family, call: Call): Collection => call.org.store.collection(family.rules);

/** The priority of a stored policy or rule. */
const priorityOf = (stored: Stored): number => {
  const { priority } = stored.body;
  return typeof priority === "number" ? priority : 0;
};

/** Lists go by priority. */
export const byPriority = (left: Stored, right: Stored): number => priorityOf(left) - priorityOf(right);

const placed = (stored: Stored): Placed => ({ id: stored.id, priority: priorityOf(stored) });

/** Puts a thing among its like, renumbering them as its generation does. What the system owns stays at the end. */
export const putInOrder = (collection: Collection, all: readonly Stored[], moved: Stored, wanted: number | undefined, generation: Generation): void => {
  const own = all.filter((stored) => stored.body["system"] !== true);
  const order = own.filter((stored) => stored !== moved || priorityOf(stored) >= 0);
  renumber(collection, all, place(order.map(placed), moved.id, wanted, generation), generation);
};

/** Closes the place of a thing that is gone, where its generation does so. */
export const closeOrder = (collection: Collection, left: readonly Stored[], goneId: string, generation: Generation): void => {
  const own = left.filter((stored) => stored.body["system"] !== true);
  renumber(collection, left, remove(own.map(placed), goneId, generation), generation);
};

const renumber = (collection: Collection, all: readonly Stored[], order: readonly Placed[], generation: Generation): void => {
  const numbers = new Map(order.map(({ id, priority }) => [id, priority]));
  let last = order.length;
  for (const stored of all) {
    const system = stored.body["system"] === true && generation === 1;
    const priority = system ? ++last : (numbers.get(stored.id) ?? priorityOf(stored));
    if (priority !== stored.body["priority"]) collection.replace(stored, { ...stored.body, priority });
  }
};
