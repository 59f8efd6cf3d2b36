import { route, type Route } from "../../area.ts";
import { findObject } from "../../behaviours/crud.ts";
import { linkTo, noContent, ok, param, type Answer, type Call } from "../../call.ts";
import { notFound } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, textsAt, wordOf, type JsonObject } from "../../store/json.ts";
import { assignCustom, assignments, removeAssignment } from "./assignment.ts";
import { roleNamed } from "./custom-roles.ts";
import { holderAt } from "./holders.ts";
import { resourceSetShape } from "./resource-sets.ts";

const sets = "/api/v1/iam/resource-sets";

/** Who holds a role over a resource set: bindings are nothing else. */
const membersOf = (call: Call, set: Stored, role: string | undefined): Stored[] =>
  assignments(call.org).all().filter(({ body }) => body["resource-set"] === set.id && (role === undefined || body["role"] === role));

const shown = (call: Call, set: Stored, role: string): JsonObject => {
  const one = `${sets}/${set.id}/bindings/${role}`;
  return {
    id: role,
    _links: { self: linkTo(call, one), members: linkTo(call, `${one}/members`), "resource-set": linkTo(call, `${sets}/${set.id}`), bindings: linkTo(call, `${sets}/${set.id}/bindings`) },
  };
};

const holderPaths: Readonly<Record<string, string>> = { USER: "/api/v1/users", GROUP: "/api/v1/groups", CLIENT: "/oauth2/v1/clients" };

const shownMember = (call: Call, { parent, body }: Stored): JsonObject => ({
  id: body["id"] ?? "",
  created: body["created"] ?? null,
  lastUpdated: body["lastUpdated"] ?? null,
  _links: { self: linkTo(call, `${holderPaths[textAt(body, "assignmentType") ?? "USER"] ?? ""}/${parent}`) },
});

const enlist = (call: Call, set: Stored, role: Stored, urls: readonly string[]): void => {
  for (const { holder, kind } of urls.map((url) => holderAt(call, url))) {
    if (membersOf(call, set, role.id).some(({ parent }) => parent === holder.id)) continue;
    assignCustom(call.org, holder.id, kind, role, set);
  }
  record(call, "iam.resourceset.bindings.add", [{ id: set.id, type: "ResourceSet", name: wordOf(set.body["label"]) }, { id: role.id, type: "CustomRole", name: wordOf(role.body["label"]) }]);
};

const dismiss = (call: Call, set: Stored, members: readonly Stored[]): Answer => {
  for (const member of members) removeAssignment(call.org, member);
  record(call, "iam.resourceset.bindings.delete", [{ id: set.id, type: "ResourceSet", name: wordOf(set.body["label"]) }]);
  return noContent();
};

const create = (call: Call): Answer => {
  const set = findObject(resourceSetShape, call);
  const role = roleNamed(call, textAt(call.body, "role") ?? "");
  enlist(call, set, role, textsAt(call.body, "members"));
  return ok(shown(call, set, role.id));
};

const list = (call: Call): Answer => {
  const set = findObject(resourceSetShape, call);
  const roles = new Set(membersOf(call, set, undefined).map(({ body }) => wordOf(body["role"])));
  return ok({ roles: [...roles].map((role) => shown(call, set, role)), _links: { self: linkTo(call, `${sets}/${set.id}/bindings`), "resource-set": linkTo(call, `${sets}/${set.id}`) } });
};

const bindingOf = (call: Call): { set: Stored; role: Stored; members: Stored[] } => {
  const set = findObject(resourceSetShape, call);
  const role = roleNamed(call, param(call, "roleIdOrLabel"));
  const members = membersOf(call, set, role.id);
  if (members.length === 0) throw notFound(role.id, "ResourceSetBinding");
  return { set, role, members };
};

const memberOf = (call: Call): { set: Stored; member: Stored } => {
  const { set, members } = bindingOf(call);
  const id = param(call, "memberId");
  const member = members.find(({ body }) => body["id"] === id);
  if (!member) throw notFound(id, "ResourceSetBindingMember");
  return { set, member };
};

const all = `${sets}/{resourceSetIdOrLabel}/bindings`;
const one = `${all}/{roleIdOrLabel}`;

/** Who holds which custom role over a resource set. */
export const bindingRoutes: readonly Route[] = [
  route("GET", all, list),
  route("POST", all, create),
  route("GET", one, (call) => {
    const { set, role } = bindingOf(call);
    return ok(shown(call, set, role.id));
  }),
  route("DELETE", one, (call) => {
    const { set, members } = bindingOf(call);
    return dismiss(call, set, members);
  }),
  route("GET", `${one}/members`, (call) => {
    const { set, role, members } = bindingOf(call);
    return ok({ members: members.map((member) => shownMember(call, member)), _links: { binding: linkTo(call, `${sets}/${set.id}/bindings/${role.id}`) } });
  }),
  route("PATCH", `${one}/members`, (call) => {
    const { set, role } = bindingOf(call);
    enlist(call, set, role, textsAt(call.body, "additions"));
    return ok(shown(call, set, role.id));
  }),
  route("GET", `${one}/members/{memberId}`, (call) => ok(shownMember(call, memberOf(call).member))),
  route("DELETE", `${one}/members/{memberId}`, (call) => {
    const { set, member } = memberOf(call);
    return dismiss(call, set, [member]);
  }),
];
