import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import type { JsonObject } from "../store/json.ts";
import { isoTime } from "../store/times.ts";
import { readOnly } from "../http/failure.ts";

// An org is older than anything that is made in it.
const age = 24 * 60 * 60 * 1000;

/** When the org was born: a day before its first request. */
export const bornAt = (org: Org): string => isoTime(org.clock() - age);

/** Puts in an object that every org is born with. */
export const seedObject = (
  org: Org,
  collection: string,
  idPrefix: string,
  body: JsonObject,
  place: { parent?: string; hidden?: JsonObject; id?: string } = {},
): Stored => {
  const id = place.id ?? org.ids.id(idPrefix);
  const born = bornAt(org);
  return org.store.collection(collection).add(id, { id, created: born, lastUpdated: born, ...body }, place);
};

/** Refuses to change or delete what Okta marks as a part of the system. */
export const notSystem = (stored: Stored): void => {
  if (stored.body["system"] === true) throw readOnly();
};
