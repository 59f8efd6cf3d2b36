import { route, type Route } from "../area.ts";
import { noContent, param, type Answer, type Call } from "../call.ts";
import { parseExpression } from "../http/expression.ts";
import { missing, notFound, refusal, taken } from "../http/failure.ts";
import { page } from "../http/paging.ts";
import type { Stored } from "../store/collection.ts";
import { pick, textAt, valueAt, type JsonObject } from "../store/json.ts";
import { isoTime } from "../store/times.ts";
import { lifecycleRoutes } from "./lifecycle.ts";
import { recordChange } from "./record-change.ts";
import type { Operation, Shape, Showing } from "./shape.ts";

/** The routes of a collection: list, create, get, update, delete, activate, deactivate. */
export const crud = (shape: Shape): Route[] => {
  const one = `${shape.path}/{${shape.id}}`;
  const routes: Record<Operation, Route[]> = {
    list: [route("GET", shape.path, (call) => listObjects(shape, call))],
    create: [route("POST", shape.path, (call) => createObject(shape, call))],
    get: [route("GET", one, (call) => ({ status: 200, body: shown(shape, findObject(shape, call), call, "object") }))],
    update: (shape.updateMethods ?? ["PUT"]).map((method) => route(method, one, (call) => updateObject(shape, call))),
    delete: [route("DELETE", one, (call) => deleteObject(shape, call))],
  };
  const handling = { find: (call: Call) => findObject(shape, call), show: (stored: Stored, call: Call) => shown(shape, stored, call, "lifecycle") };
  const wanted = shape.operations ?? (Object.keys(routes) as Operation[]);
  return [...wanted.flatMap((operation) => routes[operation]), ...lifecycleRoutes(shape, handling)];
};

/** The object a path names; refuses when there is none. */
export const findObject = (shape: Shape, call: Call): Stored => {
  const parent = findParent(shape, call);
  const id = param(call, shape.id);
  const found = shape.find?.(id, call) ?? call.org.store.collection(shape.collection).get(id);
  if (!found || (parent && found.parent !== parent.id)) throw notFound(id, shape.kind);
  return found;
};

/** The object a path's collection lies under; refuses when there is none. */
export const findParent = (shape: Shape, call: Call): Stored | undefined => {
  if (!shape.parent) return undefined;
  const { collection, param: name, kind, find } = shape.parent;
  const id = param(call, name);
  const found = find?.(id, call) ?? call.org.store.collection(collection).get(id);
  if (!found) throw notFound(id, kind);
  return found;
};

/** An object as the API answers it. */
export const shown = (shape: Shape, stored: Stored, call: Call, where: Showing): JsonObject => {
  const links = shape.links?.(stored, call);
  const body = links ? { ...stored.body, _links: links } : { ...stored.body };
  return shape.show ? shape.show(body, { stored, call, in: where }) : body;
};

/** The objects of a collection that a list's query asks for. */
const selected = (shape: Shape, call: Call): Stored[] => {
  const parent = findParent(shape, call);
  const { where, q, filter, search, order } = shape.list ?? {};
  const all = call.org.store.collection(shape.collection).asOf(call.org.faults.lag, parent?.id);
  const tests: ((stored: Stored) => boolean)[] = [];
  if (where) tests.push((stored) => where(stored, call));
  const word = call.query.get("q")?.toLowerCase();
  if (word && q) tests.push((stored) => q.some((path) => textAt(stored.body, path)?.toLowerCase().startsWith(word)));
  for (const [name, reading] of [["filter", filter], ["search", search]] as const) {
    const text = call.query.get(name);
    if (!text || !reading) continue;
    const test = parseExpression(text, { ignoreCase: name === "search", ...reading });
    tests.push((stored) => test(stored.body));
  }
  const found = all.filter((stored) => tests.every((test) => test(stored)));
  return order ? found.toSorted(order) : found;
};

const listObjects = (shape: Shape, call: Call): Answer => {
  const { wrap, ...paging } = shape.list ?? {};
  const answer = page(call, selected(shape, call), paging, (stored) => shown(shape, stored, call, "list"));
  return wrap && answer.body !== undefined && !Buffer.isBuffer(answer.body) ? { ...answer, body: { [wrap]: answer.body } } : answer;
};

const createObject = (shape: Shape, call: Call): Answer => {
  const stored = addObject(shape, call, call.body);
  return { status: shape.createStatus ?? 200, body: shown(shape, stored, call, "create") };
};

/** Makes an object from a request, as POST does. */
const addObject = (shape: Shape, call: Call, request: JsonObject): Stored => {
  const parent = findParent(shape, call);
  const at = { call, ...(parent ? { parent } : {}) };
  check(shape, call, request);
  const id = call.org.ids.id(shape.idPrefix);
  const accepted = shape.accept ? shape.accept(request, at) : request;
  const body = { id, ...(shape.status ? { status: shape.status } : {}), ...timesOf(shape, call, undefined), ...accepted };
  const place = { hidden: shape.hide?.(request, at) ?? {}, ...(parent ? { parent: parent.id } : {}) };
  const stored = call.org.store.collection(shape.collection).add(textAt(body, "id") ?? id, body, place);
  recordChange(shape, stored, call, "create");
  shape.created?.(stored, call);
  return stored;
};

const updateObject = (shape: Shape, call: Call): Answer => {
  const stored = findObject(shape, call);
  changeObject(shape, call, stored, call.body);
  return { status: 200, body: shown(shape, stored, call, "update") };
};

/** Replaces an object by a request, as PUT does: what the server keeps stays. */
export const changeObject = (shape: Shape, call: Call, stored: Stored, request: JsonObject): void => {
  const parent = findParent(shape, call);
  const at = { call, old: stored, ...(parent ? { parent } : {}) };
  shape.mayUpdate?.(stored, call);
  check(shape, call, request, stored);
  const before = stored.body;
  const accepted = shape.accept ? shape.accept(request, at) : request;
  const kept = pick(before, ["id", "status", "created", "system", ...(shape.kept ?? [])]);
  const body = { ...accepted, ...kept, ...timesOf(shape, call, before) };
  call.org.store.collection(shape.collection).replace(stored, body, { ...stored.hidden, ...shape.hide?.(request, at) });
  recordChange(shape, stored, call, "update", before);
  shape.updated?.(stored, call, before);
};

const deleteObject = (shape: Shape, call: Call): Answer => {
  const stored = findObject(shape, call);
  if (shape.lifecycle?.deleteOnlyInactive && stored.body["status"] === "ACTIVE") {
    throw refusal(403, "E0000038", "This operation is not allowed in the current status.");
  }
  removeObject(shape, call, stored);
  return noContent();
};

/** Removes an object, as DELETE does. */
export const removeObject = (shape: Shape, call: Call, stored: Stored): void => {
  shape.mayDelete?.(stored, call);
  call.org.store.collection(shape.collection).remove(stored.id);
  recordChange(shape, stored, call, "delete");
  shape.deleted?.(stored, call);
};

const timesOf = (shape: Shape, call: Call, before: JsonObject | undefined): JsonObject => {
  const now = isoTime(call.now);
  const times = shape.times ?? ["created", "lastUpdated"];
  const created = times.includes("created") ? { created: before?.["created"] ?? now } : {};
  return { ...created, ...(times.includes("lastUpdated") ? { lastUpdated: now } : {}) };
};

const check = (shape: Shape, call: Call, request: JsonObject, old?: Stored): void => {
  for (const path of shape.required ?? []) {
    const value = valueAt(request, path);
    if (value === undefined || value === null || value === "") throw missing(path.split(".").at(-1) ?? path);
  }
  const { unique } = shape;
  const value = unique && textAt(request, unique.path)?.toLowerCase();
  if (!unique || !value) return;
  const parent = old?.parent ?? (shape.parent ? param(call, shape.parent.param) : undefined);
  const collection = call.org.store.collection(shape.collection);
  const others = parent === undefined ? collection.all() : collection.under(parent);
  if (others.some((other) => other !== old && textAt(other.body, unique.path)?.toLowerCase() === value)) throw taken(unique.field);
};
