import type { Org } from "../org.ts";
import { forbidden } from "./failure.ts";
import { publishedOperation } from "./operations.ts";
import type { Principal } from "./principal.ts";

/** Refuses what the caller's scopes do not cover. */
export const checkPermission = (_org: Org, principal: Principal, method: string, path: string): void => {
  if (principal.kind !== "service") return;
  const wanted = publishedOperation(method, path)?.scopes ?? [];
  if (wanted.length > 0 && !wanted.some((scope) => principal.scopes.includes(scope))) throw forbidden();
};
