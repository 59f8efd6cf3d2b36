import { isObject, listAt, objectAt, textAt, type Json, type JsonObject } from "./json.ts";
import type { Store } from "./store.ts";

/** The whole store as one JSON value. */
export const snapshotOf = (store: Store): JsonObject => ({
  collections: mapped(store.collections, (collection) =>
    collection.all().map(({ id, parent, body, hidden }) => ({ id, parent, body, hidden })),
  ),
  relations: mapped(store.relations, (relation) => relation.all().map(({ left, right, body }) => ({ left, right, body }))),
  documents: Object.fromEntries(store.documents),
});

const mapped = <T>(entries: Map<string, T>, value: (entry: T) => Json): JsonObject =>
  Object.fromEntries([...entries].map(([name, entry]) => [name, value(entry)]));

/** Puts what a snapshot holds into an empty store. */
export const restore = (store: Store, snapshot: JsonObject): void => {
  for (const [name, objects] of Object.entries(objectAt(snapshot, "collections"))) {
    for (const object of listAt({ objects }, "objects")) addObject(store, name, object);
  }
  for (const [name, pairs] of Object.entries(objectAt(snapshot, "relations"))) {
    for (const pair of listAt({ pairs }, "pairs")) {
      store.relation(name).set(textAt(pair, "left") ?? "", textAt(pair, "right") ?? "", objectAt(pair, "body"));
    }
  }
  for (const [name, body] of Object.entries(objectAt(snapshot, "documents"))) {
    if (isObject(body)) store.setDocument(name, body);
  }
};

const addObject = (store: Store, collection: string, object: Json): void => {
  const place = { parent: textAt(object, "parent") ?? "", hidden: objectAt(object, "hidden") };
  store.collection(collection).add(textAt(object, "id") ?? "", objectAt(object, "body"), place);
};
