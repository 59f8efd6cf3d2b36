import type { Answer, Call } from "./call.ts";
import type { Org } from "./org.ts";

/** One operation: its method and path as Okta's reference writes them, and what it does. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** Answered without any credential: metadata, token endpoints. */
  readonly open?: boolean;
  readonly run: (call: Call) => Answer | Promise<Answer>;
}

/** A part of Okta's API: its operations, and what of it every org is born with. */
export interface Area {
  readonly name: string;
  readonly routes: readonly Route[];
  readonly seed?: (org: Org) => void;
}

/** Writes a route: route("GET", "/api/v1/groups/{groupId}", …). */
export const route = (method: Route["method"], path: string, run: Route["run"]): Route => ({ method, path, run });

/** A route that needs no credential. */
export const openRoute = (method: Route["method"], path: string, run: Route["run"]): Route => ({ method, path, run, open: true });
