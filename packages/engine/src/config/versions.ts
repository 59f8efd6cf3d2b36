// Version constraints as Terraform writes them: "~> 4.0, != 4.2.1".

export interface Version {
  readonly segments: readonly number[];
  readonly prerelease: string;
}

export interface Constraint {
  readonly operator: Operator;
  readonly version: Version;
  /** How many segments were written: `~> 1.2` lets the last of them grow. */
  readonly precision: number;
}

type Operator = "=" | "!=" | ">" | "<" | ">=" | "<=" | "~>";

// A part of a pattern begins where the one before it cannot go on, so that no text takes longer than its length.
const versionPattern = /^v?(\d+(?:\.\d+)*)(?![\d])(?:-?([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;
const constraintPattern = /^(=|!=|>=|<=|>|<|~>)?\s*(\S+)$/;
/** Longer texts are no versions: nobody would write them. */
const longest = 1_000;

/** A version, or undefined when the text is none. */
export function parseVersion(text: string): Version | undefined {
  const found = text.length > longest ? null : versionPattern.exec(text);
  if (!found?.[1]) return undefined;
  const segments = found[1].split(".").map(Number);
  if (!segments.every(Number.isSafeInteger)) return undefined;
  while (segments.length < 3) segments.push(0);
  return { segments, prerelease: found[2] ?? "" };
}

/** Constraints between commas, or undefined when the text is none. */
export function parseConstraints(text: string): Constraint[] | undefined {
  const constraints = text.split(",").map(parseConstraint);
  return constraints.every((constraint) => constraint !== undefined) ? constraints : undefined;
}

function parseConstraint(text: string): Constraint | undefined {
  const found = constraintPattern.exec(text.trim());
  const written = found?.[2];
  const version = written === undefined ? undefined : parseVersion(written);
  if (!version || written === undefined) return undefined;
  const precision = written.split(/[-+]/)[0]?.split(".").length ?? 1;
  return { operator: operatorOf(found?.[1]), version, precision };
}

const operators: readonly Operator[] = ["=", "!=", ">", "<", ">=", "<=", "~>"];
const operatorOf = (text: string | undefined): Operator => operators.find((operator) => operator === text) ?? "=";

/** Whether a version fits all constraints. A pre-release fits only a constraint that names one of the same version. */
export function satisfies(version: Version, constraints: readonly Constraint[]): boolean {
  return constraints.every((constraint) => allowsPrerelease(version, constraint) && checks[constraint.operator](version, constraint));
}

const checks: Readonly<Record<Operator, (version: Version, constraint: Constraint) => boolean>> = {
  "=": (version, constraint) => compareVersions(version, constraint.version) === 0,
  "!=": (version, constraint) => compareVersions(version, constraint.version) !== 0,
  ">": (version, constraint) => compareVersions(version, constraint.version) > 0,
  "<": (version, constraint) => compareVersions(version, constraint.version) < 0,
  ">=": (version, constraint) => compareVersions(version, constraint.version) >= 0,
  "<=": (version, constraint) => compareVersions(version, constraint.version) <= 0,
  "~>": (version, constraint) => compareVersions(version, constraint.version) >= 0 && sameSegments(version, constraint),
};

function sameSegments(version: Version, constraint: Constraint): boolean {
  const fixed = Math.max(constraint.precision - 1, 1);
  return version.segments.slice(0, fixed).every((segment, at) => segment === constraint.version.segments[at]);
}

function allowsPrerelease(version: Version, constraint: Constraint): boolean {
  if (version.prerelease === "" || constraint.operator === "=" || constraint.operator === "!=") return true;
  if (constraint.version.prerelease === "") return false;
  return version.segments.every((segment, at) => segment === constraint.version.segments[at]);
}

/** Orders versions by precedence (semver 2.0, section 11). */
export function compareVersions(a: Version, b: Version): number {
  for (let at = 0; at < Math.max(a.segments.length, b.segments.length); at++) {
    const difference = (a.segments[at] ?? 0) - (b.segments[at] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === "" || b === "") return a === "" ? 1 : -1;
  const left = a.split(".");
  const right = b.split(".");
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const order = compareIdentifiers(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareIdentifiers(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const numeric = /^\d+$/;
  if (numeric.test(a) && numeric.test(b)) return Math.sign(Number(a) - Number(b));
  if (numeric.test(a) !== numeric.test(b)) return numeric.test(a) ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
