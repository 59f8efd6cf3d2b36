// A planned change as its page shows it: which attributes change, why it is so, what people call the object.
import type { AnswerOf } from "../api/queries.ts";
import { absent, isFields, isNothing, partsOf, withMarks, type Part } from "./value-difference.ts";

export type PlannedChange = AnswerOf<"runs", "readPlan">["items"][number];

/** The attributes of a change: those that become others, and those that stay and say something. */
export interface ChangedParts {
  readonly changed: readonly Part[];
  readonly unchanged: readonly Part[];
}

type Sides = Pick<PlannedChange, "before" | "after" | "unknown" | "sensitive">;

const isNone = (value: unknown): boolean => value === absent || value === null || value === undefined;

/** What becomes of each attribute. */
export function partsOfChange({ before, after, unknown, sensitive }: Sides): ChangedParts {
  const [was, is] = [withMarks(before, undefined, sensitive.before), withMarks(after, unknown, sensitive.after)];
  const parts = partsOf(isFields(was) ? was : {}, isFields(is) ? is : {});
  const changed = parts.filter(({ difference }) => difference.kind !== "same" && !(difference.kind === "other" && isTrifle(difference.before, difference.after)));
  const unchanged = parts.filter(({ difference }) => difference.kind === "same" && !isNothing(difference.value));
  return { changed, unchanged };
}

// Of a new object what has no value is not said, nor of one that goes.
const isTrifle = (before: unknown, after: unknown): boolean => (isNone(before) && isNone(after)) || (before === absent && isNothing(after)) || (after === absent && isNothing(before));

/** A path as configuration writes it: settings[0].name. */
export const pathText = (path: readonly (string | number)[]): string => path.map((step, at) => (typeof step === "number" ? `[${step}]` : at === 0 ? step : `.${step}`)).join("");

/** The paths below an attribute that make a new object necessary. */
export const forcing = ({ replacePaths }: Pick<PlannedChange, "replacePaths">, attribute: string): readonly string[] => replacePaths.filter(([first]) => first === attribute).map(pathText);

const names = ["name", "label", "title", "login", "display_name", "email", "domain"];

/** What people call the object: as it will be, or was. */
export function nameOfChange({ before, after, sensitive }: Omit<Sides, "unknown">): string | undefined {
  for (const [side, marks] of [[after, sensitive.after], [before, sensitive.before]] as const) {
    if (!isFields(side)) continue;
    const name = names.find((each) => typeof side[each] === "string" && side[each] !== "" && !(isFields(marks) && marks[each] === true));
    if (name !== undefined) return String(side[name]);
  }
  return undefined;
}

const reasons: Readonly<Record<string, string>> = {
  replace_because_tainted: "It was left half done and is made anew.",
  replace_by_request: "This run was asked to replace it.",
  replace_by_triggers: "What it is replaced by has changed (replace_triggered_by).",
  replace_because_cannot_update: "What changes cannot be changed in the org: it takes a new object.",
  delete_because_no_resource_config: "No resource block names it any more.",
  delete_because_no_module: "Its module is not called any more.",
  delete_because_wrong_repetition: "count or for_each of its resource is another kind now.",
  delete_because_count_index: "count of its resource is smaller now.",
  delete_because_each_key: "for_each of its resource has this key no more.",
  delete_because_no_move_target: "What it was to be moved to is not configured.",
  read_because_config_unknown: "It is read during the apply: what it asks for is not known yet.",
  read_because_dependency_pending: "It is read during the apply: what it depends on changes.",
  read_because_check_nested: "It is read during the apply, for its check block.",
};

/** Why a change is what it is, as a sentence. */
export const reasonText = ({ reason }: Pick<PlannedChange, "reason">): string | undefined => (reason === null ? undefined : reasons[reason]);

/** In which order a replacement goes about it. */
export const replaceOrder = ({ actions }: Pick<PlannedChange, "actions">): string => (actions[0] === "create" ? "The new object is made first, then the old one is destroyed." : "The object is destroyed, then made anew.");
