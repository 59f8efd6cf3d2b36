import { Collection } from "./collection.ts";
import type { JsonObject } from "./json.ts";
import { Relation } from "./relation.ts";

/** Everything an org holds: collections of objects, and relations between them, by name. */
export class Store {
  readonly collections = new Map<string, Collection>();
  readonly relations = new Map<string, Relation>();
  /** Single documents: settings of the org, counters. */
  readonly documents = new Map<string, JsonObject>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  collection(name: string): Collection {
    const collection = this.collections.get(name) ?? new Collection(this.#now);
    this.collections.set(name, collection);
    return collection;
  }

  relation(name: string): Relation {
    const relation = this.relations.get(name) ?? new Relation();
    this.relations.set(name, relation);
    return relation;
  }

  clear(): void {
    this.collections.clear();
    this.relations.clear();
    this.documents.clear();
  }

  document(name: string): JsonObject {
    return this.documents.get(name) ?? {};
  }

  setDocument(name: string, body: JsonObject): void {
    this.documents.set(name, body);
  }
}
