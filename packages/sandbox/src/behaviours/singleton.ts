import { route, type Route } from "../area.ts";
import { noContent, ok, type Call } from "../call.ts";
import { record, type Target } from "../log/event.ts";
import type { JsonObject } from "../store/json.ts";

/** A single document of the org: a setting that is read and written but never made. */
export interface Singleton {
  /** The name in the store. */
  readonly document: string;
  readonly path: string;
  /** What it says until somebody writes it. */
  readonly initial: JsonObject;
  readonly updateMethods?: readonly ("PUT" | "POST" | "PATCH")[];
  /** Whether DELETE puts the initial state back. */
  readonly deletable?: boolean;
  readonly accept?: (request: JsonObject, old: JsonObject, call: Call) => JsonObject;
  readonly show?: (body: JsonObject, call: Call) => JsonObject;
  readonly links?: (call: Call) => JsonObject;
  readonly event?: { readonly type: string; readonly targets: (call: Call) => Target[] };
}

/** The routes of a single document. */
export const singleton = (single: Singleton): Route[] => {
  const read = (call: Call): JsonObject => call.org.store.documents.get(single.document) ?? single.initial;
  const show = (call: Call): JsonObject => {
    const links = single.links?.(call);
    const body = links ? { ...read(call), _links: links } : read(call);
    return single.show?.(body, call) ?? body;
  };
  const write = (call: Call, body: JsonObject): void => {
    call.org.store.setDocument(single.document, body);
    if (single.event) record(call, single.event.type, single.event.targets(call));
  };
  const updates = (single.updateMethods ?? ["PUT"]).map((method) =>
    route(method, single.path, (call) => {
      write(call, single.accept?.(call.body, read(call), call) ?? { ...read(call), ...call.body });
      return ok(show(call));
    }),
  );
  const removal = route("DELETE", single.path, (call) => {
    write(call, single.initial);
    return noContent();
  });
  return [route("GET", single.path, (call) => ok(show(call))), ...updates, ...(single.deletable ? [removal] : [])];
};
