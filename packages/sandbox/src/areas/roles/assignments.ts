import { route, type Route } from "../../area.ts";
import { created, linkTo, noContent, ok, param, type Answer, type Call } from "../../call.ts";
import { invalid, notFound, refusal } from "../../http/failure.ts";
import { record } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, wordOf, type JsonObject } from "../../store/json.ts";
import { assignCustom, assignments, assignStandard, removeAssignment } from "./assignment.ts";
import { holders, type Holder } from "./holders.ts";
import { roleNamed } from "./custom-roles.ts";
import { setNamed } from "./resource-sets.ts";
import { standardRoles } from "./standard-roles.ts";
import { targetRoutes } from "./targets.ts";

const shown = (call: Call, kind: Holder, holder: Stored, { body }: Stored): JsonObject => {
  const [role, set] = [textAt(body, "role"), textAt(body, "resource-set")];
  return {
    ...body,
    _links: {
      assignee: kind.self(holder, call),
      ...(role && set
        ? {
            role: linkTo(call, `/api/v1/iam/roles/${role}`),
            "resource-set": linkTo(call, `/api/v1/iam/resource-sets/${set}`),
            permissions: linkTo(call, `/api/v1/iam/roles/${role}/permissions`),
            member: linkTo(call, `/api/v1/iam/resource-sets/${set}/bindings/${role}/members/${textAt(body, "id") ?? ""}`),
          }
        : {}),
    },
  };
};

/** The assignment a path names, under its holder. */
const assignmentOf = (call: Call, kind: Holder): { holder: Stored; assignment: Stored } => {
  const holder = kind.find(call);
  const id = param(call, "roleAssignmentId");
  const assignment = assignments(call.org).get(`${holder.id}/${id}`);
  if (!assignment) throw notFound(id, "Role");
  return { holder, assignment };
};

const assign = (kind: Holder) => (call: Call): Answer => {
  const holder = kind.find(call);
  kind.may?.(holder, call);
  const type = textAt(call.body, "type") ?? "";
  const assignment = type === "CUSTOM" ? customOf(call, kind, holder) : standardOf(call, kind, holder, type);
  record(call, kind.granted, [kind.target(holder, call)], { debug: { privilegeGranted: textAt(assignment.body, "label") ?? type } });
  return created(shown(call, kind, holder, assignment));
};

const taken = (kind: Holder): Error =>
  kind.kind === "USER"
    ? refusal(409, "E0000090", "The role specified is already assigned to the user.")
    : refusal(409, "E0000263", "The role specified is already assigned.");

const standardOf = (call: Call, kind: Holder, holder: Stored, type: string): Stored => {
  if (!standardRoles[type]) throw invalid("type", "type: The role type is not valid.");
  if (assignments(call.org).under(holder.id).some(({ body }) => body["type"] === type)) throw taken(kind);
  return assignStandard(call.org, holder.id, kind.kind, type);
};

const customOf = (call: Call, kind: Holder, holder: Stored): Stored => {
  const role = roleNamed(call, textAt(call.body, "role") ?? "");
  const set = setNamed(call, textAt(call.body, "resource-set") ?? "");
  if (assignments(call.org).under(holder.id).some(({ body }) => body["role"] === role.id && body["resource-set"] === set.id)) throw taken(kind);
  return assignCustom(call.org, holder.id, kind.kind, role, set);
};

const unassign = (kind: Holder) => (call: Call): Answer => {
  const { holder, assignment } = assignmentOf(call, kind);
  removeAssignment(call.org, assignment);
  record(call, kind.revoked, [kind.target(holder, call)], { debug: { privilegeRevoked: textAt(assignment.body, "label") ?? "" } });
  return noContent();
};

const byId = (left: JsonObject, right: JsonObject): number => (wordOf(left["id"]) < wordOf(right["id"]) ? -1 : 1);

/** A user's list also has what comes through groups. */
const list = (kind: Holder) => (call: Call): Answer => {
  const holder = kind.find(call);
  const own = assignments(call.org).under(holder.id).map((assignment) => shown(call, kind, holder, assignment));
  const groups = kind.kind === "USER" ? call.org.store.relation("group-users").with(holder.id) : [];
  const through = groups.flatMap(({ left }) => assignments(call.org).under(left)).map((assignment) => shown(call, kind, holder, assignment));
  return ok([...own, ...through].toSorted(byId));
};

/** The roles of users, groups and service apps. */
export const assignmentRoutes: readonly Route[] = holders.flatMap((kind) => {
  const one = `${kind.path}/{roleAssignmentId}`;
  return [
    route("GET", kind.path, list(kind)),
    route("POST", kind.path, assign(kind)),
    route("GET", one, (call) => {
      const { holder, assignment } = assignmentOf(call, kind);
      return ok(shown(call, kind, holder, assignment));
    }),
    route("DELETE", one, unassign(kind)),
    ...targetRoutes(one, (call) => assignmentOf(call, kind).assignment),
  ];
});
