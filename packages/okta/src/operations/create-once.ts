// Making an object once, also when a connection breaks before Okta's answer comes: then it is looked for before it is
// made again, and what was found is brought to what was planned.
import type { PlainObject } from "../table/plain.ts";
import type { Context, Result } from "./context.ts";
import { create } from "./create.ts";
import { findCreated } from "./find-created.ts";
import { update } from "./update.ts";

/** Makes an object. Nothing is made twice. */
export async function createOnce(context: Context, planned: PlainObject, config: PlainObject): Promise<Result> {
  const made = await create(context, planned, config);
  const { lost } = context.calls;
  if (made.values || lost.length === 0 || context.signal.aborted) return made;
  const found = await findCreated(context, planned, lost);
  if (found.values) return update(context, found.values, { ...planned, id: found.values["id"] ?? null }, config);
  // Nobody can tell, or the org cannot be asked either.
  if (found.diagnostics.length > 0) return made;
  return create(context, planned, config);
}
