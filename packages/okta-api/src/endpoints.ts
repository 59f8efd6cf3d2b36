import { endpointLines } from "./endpoints.gen.ts";
import { undescribedLines } from "./undescribed-endpoints.ts";

/** One operation of Okta's API: what it is called, where it is asked, and which OAuth scopes it needs. */
export interface Operation {
  id: string;
  method: string;
  /** The path as Okta describes it, with its parameters in braces: /api/v1/groups/{groupId}. */
  path: string;
  scopes: readonly string[];
}

/** An operation together with the values its path's parameters have in a request. */
export interface FoundOperation {
  operation: Operation;
  params: Readonly<Record<string, string>>;
}

/** A level of the tree of paths: literal segments first, then the one parameter. */
interface Level {
  literals: Map<string, Level>;
  parameter: Level | undefined;
  operations: Map<string, Operation>;
}

const newLevel = (): Level => ({ literals: new Map(), parameter: undefined, operations: new Map() });

function readLine(line: string): Operation {
  const [method = "", path = "", id = "", ...scopes] = line.split(" ");
  return { id, method, path, scopes };
}

const readLines = (text: string): Operation[] => text.trim().split("\n").map(readLine);

let everyOperation: readonly Operation[] | undefined;
let root: Level | undefined;

/** Every operation this package knows: Okta's descriptions, and what they leave out. */
export function listOperations(): readonly Operation[] {
  everyOperation ??= [...readLines(endpointLines), ...readLines(undescribedLines)];
  return everyOperation;
}

const isParameter = (segment: string): boolean => segment.startsWith("{");

export function segmentsOf(path: string): string[] {
  const end = path.search(/[?#]/);
  return (end < 0 ? path : path.slice(0, end)).split("/").filter((segment) => segment !== "");
}

function childOf(level: Level, segment: string): Level {
  if (isParameter(segment)) return (level.parameter ??= newLevel());
  let child = level.literals.get(segment);
  if (child === undefined) level.literals.set(segment, (child = newLevel()));
  return child;
}

function tree(): Level {
  if (root !== undefined) return root;
  root = newLevel();
  for (const operation of listOperations()) {
    const last = segmentsOf(operation.path).reduce(childOf, root);
    last.operations.set(operation.method, operation);
  }
  return root;
}

/** The levels a path can mean, the most literal reading first. */
function* readings(level: Level, segments: readonly string[], at: number): Generator<Level> {
  const segment = segments[at];
  if (segment === undefined) {
    yield level;
    return;
  }
  const literal = level.literals.get(segment);
  if (literal !== undefined) yield* readings(literal, segments, at + 1);
  if (level.parameter !== undefined) yield* readings(level.parameter, segments, at + 1);
}

function paramsOf(operation: Operation, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  segmentsOf(operation.path).forEach((segment, index) => {
    if (isParameter(segment)) params[segment.slice(1, -1)] = decode(segments[index] ?? "");
  });
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The operation a request means; a literal segment wins over a parameter. */
export function findOperation(method: string, path: string): FoundOperation | undefined {
  const segments = segmentsOf(path);
  for (const level of readings(tree(), segments, 0)) {
    const operation = level.operations.get(method.toUpperCase());
    if (operation !== undefined) return { operation, params: paramsOf(operation, segments) };
  }
  return undefined;
}

/** The methods a path answers to; none where the path is unknown. */
export function methodsOf(path: string): string[] {
  const methods = new Set<string>();
  for (const level of readings(tree(), segmentsOf(path), 0)) {
    for (const method of level.operations.keys()) methods.add(method);
  }
  return [...methods];
}

/** The OAuth scopes a request asks for; all of them must be granted. */
export function scopesFor(method: string, path: string): readonly string[] {
  return findOperation(method, path)?.operation.scopes ?? [];
}
