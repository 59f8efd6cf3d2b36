import { route, type Route } from "../area.ts";
import { noContent, ok, type Answer, type Call } from "../call.ts";
import type { Stored } from "../store/collection.ts";
import type { JsonObject } from "../store/json.ts";
import { isoTime } from "../store/times.ts";
import { recordChange } from "./record-change.ts";
import type { Shape } from "./shape.ts";

const transitions = [
  ["activate", "ACTIVE"],
  ["deactivate", "INACTIVE"],
] as const;

/** How a collection finds and shows its objects. */
export interface Handling {
  readonly find: (call: Call) => Stored;
  readonly show: (stored: Stored, call: Call) => JsonObject;
}

/** POST …/lifecycle/activate and …/deactivate, for a shape that has them. */
export const lifecycleRoutes = (shape: Shape, handling: Handling): Route[] =>
  shape.lifecycle
    ? transitions.map(([verb, status]) =>
        route("POST", `${shape.path}/{${shape.id}}/lifecycle/${verb}`, (call) => transition(shape, handling, call, verb, status)),
      )
    : [];

const transition = (shape: Shape, { find, show }: Handling, call: Call, verb: "activate" | "deactivate", status: string): Answer => {
  const stored = find(call);
  shape.lifecycle?.may?.(stored, call, status);
  if (stored.body["status"] !== status) changeStatus(shape, call, stored, verb, status);
  return answerOf(shape, () => show(stored, call));
};

const changeStatus = (shape: Shape, call: Call, stored: Stored, verb: "activate" | "deactivate", status: string): void => {
  const times = (shape.times ?? ["lastUpdated"]).includes("lastUpdated") ? { lastUpdated: isoTime(call.now) } : {};
  call.org.store.collection(shape.collection).replace(stored, { ...stored.body, status, ...times });
  recordChange(shape, stored, call, verb);
  shape.lifecycle?.changed?.(stored, call);
};

const answerOf = (shape: Shape, shown: () => JsonObject): Answer => {
  switch (shape.lifecycle?.answer) {
    case "object":
      return ok(shown());
    case "no-content":
      return noContent();
    case "empty":
      return { status: 200 };
    case "empty-object":
    case undefined:
      return ok({});
  }
};
