import { route, type Route } from "../area.ts";
import { noContent, param, type Call } from "../call.ts";
import { notFound } from "../http/failure.ts";
import { page, type Paging } from "../http/paging.ts";
import type { Stored } from "../store/collection.ts";
import type { Json } from "../store/json.ts";

/** One side of a membership. */
export interface Side {
  readonly collection: string;
  readonly param: string;
  readonly kind: string;
  readonly find?: (id: string, call: Call) => Stored | undefined;
}

/** Objects that belong to others by being put there and taken away: users of a group. */
export interface Membership {
  /** The relation's name in the store. */
  readonly relation: string;
  /** /api/v1/groups/{groupId}/users */
  readonly path: string;
  readonly of: Side;
  readonly member: Side;
  readonly paging: Paging;
  /** By id unless it says otherwise. */
  readonly order?: (left: Stored, right: Stored) => number;
  readonly show: (member: Stored, call: Call) => Json;
  readonly may?: (of: Stored, member: Stored, call: Call) => void;
  readonly added?: (of: Stored, member: Stored, call: Call) => void;
  readonly removed?: (of: Stored, member: Stored, call: Call) => void;
}

/** Lists members, puts one in, takes one out. */
export const membership = (shape: Membership): Route[] => {
  const one = `${shape.path}/{${shape.member.param}}`;
  return [
    route("GET", shape.path, (call) => page(call, members(shape, call), shape.paging, (member) => shape.show(member, call))),
    route("PUT", one, (call) => put(shape, call)),
    route("DELETE", one, (call) => take(shape, call)),
  ];
};

const members = (shape: Membership, call: Call): Stored[] => {
  const of = sideOf(shape.of, call);
  const collection = call.org.store.collection(shape.member.collection);
  const found = call.org.store.relation(shape.relation).of(of.id).flatMap(({ right }) => collection.get(right) ?? []);
  return found.toSorted(shape.order ?? ((left, right) => (left.id < right.id ? -1 : 1)));
};

const put = (shape: Membership, call: Call) => {
  const [of, member] = [sideOf(shape.of, call), sideOf(shape.member, call)];
  shape.may?.(of, member, call);
  const relation = call.org.store.relation(shape.relation);
  if (!relation.has(of.id, member.id)) {
    relation.set(of.id, member.id);
    shape.added?.(of, member, call);
  }
  return noContent();
};

const take = (shape: Membership, call: Call) => {
  const [of, member] = [sideOf(shape.of, call), sideOf(shape.member, call)];
  shape.may?.(of, member, call);
  if (call.org.store.relation(shape.relation).remove(of.id, member.id)) shape.removed?.(of, member, call);
  return noContent();
};

/** The object that one side of a path names; refuses when there is none. */
export const sideOf = (side: Side, call: Call): Stored => {
  const id = param(call, side.param);
  const found = side.find?.(id, call) ?? call.org.store.collection(side.collection).get(id);
  if (!found) throw notFound(id, side.kind);
  return found;
};
