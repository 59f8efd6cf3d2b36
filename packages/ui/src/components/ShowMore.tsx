import { Anchor } from "@mantine/core";
import { useState, type ReactNode } from "react";

const step = 100;

/** A list of which the first hundred are shown, and more when asked for. */
export function ShowMore<T>({ items, children }: { readonly items: readonly T[]; readonly children: (item: T, at: number) => ReactNode }) {
  const [shown, setShown] = useState(step);
  return (
    <>
      {items.slice(0, shown).map(children)}
      {items.length > shown && (
        <Anchor component="button" type="button" fz="sm" mih={24} onClick={() => setShown(shown + 10 * step)}>
          Show {Math.min(10 * step, items.length - shown)} more of {items.length}
        </Anchor>
      )}
    </>
  );
}
