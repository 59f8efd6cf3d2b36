/** The value with null in place of all that its tree of marks calls sensitive; of what is wholly marked, the names stay. */
export function withoutSensitive(value: unknown, marks: unknown): unknown {
  if (marks === true) return isFields(value) ? Object.fromEntries(Object.keys(value).map((name) => [name, null])) : null;
  if (Array.isArray(value)) return value.map((each: unknown, at) => withoutMarked(each, markAt(marks, at)));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutMarked(each, markAt(marks, name))]));
}

const withoutMarked = (value: unknown, marks: unknown): unknown => (marks === true ? null : withoutSensitive(value, marks));

/** The marks of a part. */
export function markAt(marks: unknown, step: string | number): unknown {
  if (marks === true) return true;
  if (Array.isArray(marks)) return typeof step === "number" ? (marks[step] as unknown) : undefined;
  return isFields(marks) && Object.hasOwn(marks, step) ? marks[step] : undefined;
}

// Shorter ones are words that stand in many places.
const shortestSecret = 6;

/** The texts that are marked. */
export function secretTexts(value: unknown, marks: unknown): readonly string[] {
  if (typeof value === "string") return marks === true && value.length >= shortestSecret ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each: unknown, at) => secretTexts(each, markAt(marks, at)));
  return isFields(value) ? Object.entries(value).flatMap(([name, each]) => secretTexts(each, markAt(marks, name))) : [];
}

/** The marks, and one at each text that says a secret of another place: a copy of a secret is one too, whoever forgot to mark it. */
export function withCopies(value: unknown, marks: unknown, secrets: readonly string[]): unknown {
  if (marks === true || secrets.length === 0) return marks;
  if (typeof value === "string") return secrets.some((secret) => value.includes(secret)) ? true : marks;
  if (Array.isArray(value)) return value.map((each: unknown, at) => withCopies(each, markAt(marks, at), secrets) ?? false);
  if (!isFields(value)) return marks;
  const parts = Object.entries(value).map(([name, each]) => [name, withCopies(each, markAt(marks, name), secrets)] as const);
  return Object.fromEntries(parts.filter(([, mark]) => mark !== undefined));
}

/** Is anything in it marked? */
export function hasMarks(marks: unknown): boolean {
  if (marks === true) return true;
  if (Array.isArray(marks)) return marks.some(hasMarks);
  return isFields(marks) && Object.values(marks).some(hasMarks);
}

export const isFields = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
