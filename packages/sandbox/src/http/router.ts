import type { Route } from "../area.ts";

interface Node {
  readonly literals: Map<string, Node>;
  param: Node | undefined;
  readonly routes: Map<string, Route>;
}

/** A route that fits a path, and what stood for its {names}. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** All routes as a tree of path parts. A literal part wins over a {name}. */
export class Router {
  readonly #root = emptyNode();

  constructor(routes: readonly Route[]) {
    for (const route of routes) this.#add(route);
  }

  match(method: string, path: string): Match | undefined {
    const parts = partsOf(path).map(decoded);
    const found = find(this.#root, parts, (node) => node.routes.has(method));
    const route = found?.routes.get(method);
    return route ? { route, params: paramsOf(route.path, parts) } : undefined;
  }

  /** Whether any route has this path. */
  hasPath(path: string): boolean {
    return find(this.#root, partsOf(path).map(decoded), (node) => node.routes.size > 0) !== undefined;
  }

  #add(route: Route): void {
    let node = this.#root;
    for (const part of partsOf(route.path)) node = part.startsWith("{") ? (node.param ??= emptyNode()) : literal(node, part);
    node.routes.set(route.method, route);
  }
}

const emptyNode = (): Node => ({ literals: new Map(), param: undefined, routes: new Map() });

const literal = (node: Node, part: string): Node => {
  const next = node.literals.get(part) ?? emptyNode();
  node.literals.set(part, next);
  return next;
};

const find = (node: Node, parts: readonly string[], fits: (node: Node) => boolean): Node | undefined => {
  const [part, ...rest] = parts;
  if (part === undefined) return fits(node) ? node : undefined;
  const exact = node.literals.get(part);
  return (exact && find(exact, rest, fits)) ?? (node.param && find(node.param, rest, fits));
};

const partsOf = (path: string): string[] => path.split("/").filter((part) => part !== "");

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const paramsOf = (path: string, parts: readonly string[]): Record<string, string> => {
  const params: Record<string, string> = {};
  partsOf(path).forEach((part, index) => {
    if (part.startsWith("{")) params[part.slice(1, -1)] = parts[index] ?? "";
  });
  return params;
};
