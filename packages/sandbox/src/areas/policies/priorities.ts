/**
 * How Okta numbers what has an order ("Policy priority" in its Policy API reference). Generation 1 (sign-on, password,
 * enrollment, routing, authorization servers) counts 1, 2, 3 without gaps. Generation 2 (access policies and later)
 * begins at 0, keeps gaps, and shifts only as far as the next gap.
 */
export type Generation = 1 | 2;

/** One thing in an order. */
export interface Placed {
  readonly id: string;
  readonly priority: number;
}

/** The last rule of a generation 2 policy stands here and cannot be moved. */
export const catchAllPriority = 99;

/**
 * The order after a thing was put at the wanted priority; a thing that was in it already is moved. Without a wish it
 * goes to the end.
 */
export function place(order: readonly Placed[], id: string, wanted: number | undefined, generation: Generation): Placed[] {
  return generation === 1 ? placeDense(order, id, wanted) : placeWithGaps(order, id, wanted);
}

/** The order after a thing was taken out of it. */
export function remove(order: readonly Placed[], id: string, generation: Generation): Placed[] {
  const others = sorted(order.filter((placed) => placed.id !== id));
  return generation === 1 ? numbered(others.map((placed) => placed.id)) : others;
}

const sorted = (order: readonly Placed[]): Placed[] => [...order].sort((a, b) => a.priority - b.priority);

const numbered = (ids: readonly string[]): Placed[] => ids.map((id, index) => ({ id, priority: index + 1 }));

function placeDense(order: readonly Placed[], id: string, wanted: number | undefined): Placed[] {
  const ids = sorted(order)
    .map((placed) => placed.id)
    .filter((other) => other !== id);
  // A priority beyond the end is the end.
  const at = wanted === undefined ? ids.length : Math.min(Math.max(wanted, 1), ids.length + 1) - 1;
  return numbered([...ids.slice(0, at), id, ...ids.slice(at)]);
}

function placeWithGaps(order: readonly Placed[], id: string, wanted: number | undefined): Placed[] {
  // A moved thing's former place counts as taken while the others are shifted: a rule put where it already stands
  // pushes those below it down, and one replaced without a priority moves below itself.
  const end = Math.max(-1, ...order.map((placed) => placed.priority)) + 1;
  const first = Math.max(wanted ?? end, 0);
  let next = first;
  const shifted = sorted(order).map((other) => ({ id: other.id, priority: other.priority === next ? ++next : other.priority }));
  return sorted([{ id, priority: first }, ...shifted.filter((other) => other.id !== id)]);
}
