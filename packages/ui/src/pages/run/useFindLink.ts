import { useMemo } from "react";
import type { AnswerOf } from "../../api/queries.ts";
import type { FindLink } from "../../components/ValueDiff.tsx";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Names = AnswerOf<"runs", "readPlan">["names"];

/** How ids are shown: as the object they belong to, with its name. */
export function useFindLink(): (names: Names) => FindLink {
  const organization = useOrganization();
  const { name: workspace } = useWorkspace();
  return useMemo(() => {
    // The same names give the same function: rows that are shown need not be drawn again.
    const made = new WeakMap<Names, FindLink>();
    const make = (names: Names): FindLink => (text) => {
      const named = names[text];
      return named && { to: paths.resource(organization, workspace, named.address), label: named.name === null ? named.address : `${named.name} (${named.address})` };
    };
    return (names) => {
      const known = made.get(names) ?? make(names);
      made.set(names, known);
      return known;
    };
  }, [organization, workspace]);
}
