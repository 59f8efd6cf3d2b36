// Activation: by endpoints of its own, and with rules about what may be done in which status.
import type { ProviderDiagnostic } from "@lockstep/engine";
import { getPath, setPath } from "../table/path.ts";
import type { JsonObject } from "../table/json.ts";
import { plainText } from "../table/plain.ts";
import type { PlainObject } from "../table/plain.ts";
import type { Lifecycle } from "../table/resource-type.ts";
import { hasContent, withPath } from "./context.ts";
import type { Context } from "./context.ts";

type Status = "ACTIVE" | "INACTIVE";

/** The status that an object's attributes ask for; undefined when they do not say, or say something else. */
export function wantedStatus(lifecycle: Lifecycle, values: PlainObject): Status | undefined {
  const wanted = values[lifecycle.attribute ?? "status"];
  if (typeof wanted === "boolean") return wanted ? "ACTIVE" : "INACTIVE";
  return wanted === "ACTIVE" || wanted === "INACTIVE" ? wanted : undefined;
}

/** The status that a body tells of. */
const statusIn = (lifecycle: Lifecycle, body: JsonObject): string => plainText(getPath(body, lifecycle.path ?? "status") as string | undefined);

export interface Moved {
  readonly body: JsonObject;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** Brings an object to a status. The body follows, without being read again. */
export async function moveTo(context: Context, lifecycle: Lifecycle, values: PlainObject, body: JsonObject, status: Status): Promise<Moved> {
  if (statusIn(lifecycle, body) === status) return { body, diagnostics: [] };
  const template = status === "ACTIVE" ? lifecycle.activate : lifecycle.deactivate;
  const options = lifecycle.retryOn ? { retryOn: lifecycle.retryOn } : {};
  const moved = await withPath(template, values, (path) => context.calls.send("POST", path, undefined, options));
  if (moved.diagnostics.length > 0) return { body, diagnostics: moved.diagnostics };
  const answered = "body" in moved && hasContent(moved.body) && "id" in moved.body ? moved.body : body;
  return { body: setPath(answered, lifecycle.path ?? "status", status), diagnostics: [] };
}
