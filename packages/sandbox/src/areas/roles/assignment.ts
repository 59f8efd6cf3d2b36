import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import type { JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { constantId, standardRoles } from "./standard-roles.ts";

/** Who can hold a role. */
export type HolderKind = "USER" | "GROUP" | "CLIENT";

const prefixes: Readonly<Record<HolderKind, string>> = { USER: "ra1", GROUP: "gra", CLIENT: "ra1" };

/** All role assignments of an org. Constant ids repeat, so each is kept under its holder's id, too. */
export const assignments = (org: Org) => org.store.collection("role-assignments");

const add = (org: Org, holder: string, kind: HolderKind, id: string, about: JsonObject): Stored => {
  const now = isoTime(org.clock());
  const body = { id, ...about, status: "ACTIVE", created: now, lastUpdated: now, assignmentType: kind };
  return assignments(org).add(`${holder}/${id}`, body, { parent: holder });
};

/** Gives a standard role to a user, a group or a service app. */
export const assignStandard = (org: Org, holder: string, kind: HolderKind, type: string): Stored => {
  const role = standardRoles[type];
  const id = role?.targets ? constantId(type) : org.ids.id(prefixes[kind]);
  return add(org, holder, kind, id, { label: role?.label ?? type, type });
};

/** Gives a custom role over a resource set. */
export const assignCustom = (org: Org, holder: string, kind: HolderKind, role: Stored, set: Stored): Stored =>
  add(org, holder, kind, org.ids.id("irb"), { role: role.id, label: role.body["label"] ?? "", type: "CUSTOM", "resource-set": set.id });

/** Takes a role away, with what it was narrowed to. */
export const removeAssignment = (org: Org, assignment: Stored): void => {
  org.store.relation("role-targets").forget(assignment.id);
  assignments(org).remove(assignment.id);
};
