import { allows } from "@lockstep/contract";
import { useCallback, useMemo, useState } from "react";
import type { Drift } from "./drift-words.ts";

/** May the reader have it set back? */
export const maySetBack = ({ status, access }: Pick<Drift, "status" | "access">): boolean => status !== "resolved" && allows(access, "run.queue");

/** May the reader accept it, or open it again? */
export const mayAccept = ({ status, access }: Pick<Drift, "status" | "access">): boolean => status !== "resolved" && allows(access, "drift.accept");

/** Is there anything that the reader may do with it? */
export const isSelectable = (drift: Pick<Drift, "status" | "access">): boolean => maySetBack(drift) || mayAccept(drift);

export interface Selection {
  readonly drifts: readonly Drift[];
  readonly has: (drift: Drift) => boolean;
  readonly set: (drifts: readonly Drift[], selected: boolean) => void;
  readonly clear: () => void;
}

/** Drifts that are chosen, over the pages of a list; what is shown now is as it is now. */
export function useSelection(shown: readonly Drift[]): Selection {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Drift>>(new Map());
  const drifts = useMemo(() => [...chosen.values()].map((drift) => shown.find(({ id }) => id === drift.id) ?? drift).filter(isSelectable), [chosen, shown]);
  const set = useCallback(
    (which: readonly Drift[], selected: boolean) =>
      setChosen((before) => {
        const after = new Map(before);
        for (const drift of which) if (selected) after.set(drift.id, drift);
        else after.delete(drift.id);
        return after;
      }),
    [],
  );
  return { drifts, has: ({ id }) => chosen.has(id), set, clear: useCallback(() => setChosen(new Map()), []) };
}
