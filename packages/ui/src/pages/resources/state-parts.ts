import type { AnswerOf } from "../../api/queries.ts";

type Difference = AnswerOf<"stateVersions", "compareStateVersions">;
type Attribute = Difference["changed"][number]["attributes"][number];

/** An object that is another in a later state. */
export interface StatePart {
  readonly action: "create" | "update" | "delete";
  readonly address: string;
  readonly attributes: readonly Attribute[];
  /** The later state has it. */
  readonly there: boolean;
}

/** All objects that are others, by address. */
export function partsOf({ added, removed, changed }: Pick<Difference, "added" | "removed" | "changed">): readonly StatePart[] {
  const parts: readonly StatePart[] = [
    ...added.map(({ address }) => ({ action: "create" as const, address, attributes: [], there: true })),
    ...removed.map(({ address }) => ({ action: "delete" as const, address, attributes: [], there: false })),
    ...changed.map(({ address, attributes }) => ({ action: "update" as const, address, attributes, there: true })),
  ];
  return parts.toSorted((a, b) => (a.address < b.address ? -1 : 1));
}

/** ["profile", 0, "name"] as "profile[0].name". */
export const pathText = (path: readonly (string | number)[]): string => path.map((step, at) => (typeof step === "number" ? `[${step}]` : at === 0 ? step : `.${step}`)).join("");
