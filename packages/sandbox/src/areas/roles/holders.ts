import { linkTo, param, type Call } from "../../call.ts";
import { notFound, refusal } from "../../http/failure.ts";
import { userTarget, type Target } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, textsAt, type JsonObject } from "../../store/json.ts";
import { appTarget } from "../apps/app.ts";
import { groupTarget } from "../groups/group.ts";
import { userNamed } from "../users/user.ts";
import type { HolderKind } from "./assignment.ts";

/** A kind of holder: where its roles are, and what the System Log says of them. */
export interface Holder {
  readonly kind: HolderKind;
  /** The path of its roles. */
  readonly path: string;
  readonly find: (call: Call) => Stored;
  readonly self: (holder: Stored, call: Call) => JsonObject;
  readonly granted: string;
  readonly revoked: string;
  readonly target: (holder: Stored, call: Call) => Target;
  /** Refuses whom no role may be given. */
  readonly may?: (holder: Stored, call: Call) => void;
}

const ofCall = (call: Call, name: string, find: (id: string) => Stored | undefined, kind: string): Stored => {
  const id = param(call, name);
  const found = find(id);
  if (!found) throw notFound(id, kind);
  return found;
};

const mayHoldRoles = (group: Stored, call: Call): void => {
  const name = textAt(group.body, "profile.name") ?? "";
  if (group.body["type"] === "BUILT_IN") throw refusal(400, "E0000211", `Roles cannot be granted to built-in groups: ${name}`);
  const ruled = call.org.store.collection("group-rules").find(({ body }) => textsAt(body, "actions.assignUserToGroups.groupIds").includes(group.id));
  if (ruled) throw refusal(400, "E0000192", `Roles cannot be granted to groups with group membership rules. ${name}`);
};

/** The three kinds of holder. */
export const holders: readonly Holder[] = [
  {
    kind: "USER",
    path: "/api/v1/users/{userId}/roles",
    find: (call) => ofCall(call, "userId", (id) => userNamed(id, call), "User"),
    self: ({ id }, call) => linkTo(call, `/api/v1/users/${id}`),
    granted: "user.account.privilege.grant",
    revoked: "user.account.privilege.revoke",
    target: ({ id }, call) => userTarget(call, id),
  },
  {
    kind: "GROUP",
    path: "/api/v1/groups/{groupId}/roles",
    find: (call) => ofCall(call, "groupId", (id) => call.org.store.collection("groups").get(id), "UserGroup"),
    self: ({ id }, call) => linkTo(call, `/api/v1/groups/${id}`),
    granted: "group.privilege.grant",
    revoked: "group.privilege.revoke",
    target: groupTarget,
    may: mayHoldRoles,
  },
  {
    kind: "CLIENT",
    path: "/oauth2/v1/clients/{clientId}/roles",
    find: (call) => ofCall(call, "clientId", (id) => clientNamed(call, id), "PublicClientApp"),
    self: ({ id }, call) => linkTo(call, `/oauth2/v1/clients/${id}`),
    granted: "app.oauth2.client.privilege.grant",
    revoked: "app.oauth2.client.privilege.revoke",
    target: appTarget,
  },
];

const clientNamed = (call: Call, id: string): Stored | undefined => {
  const apps = call.org.store.collection("apps");
  return apps.get(id) ?? apps.find(({ body }) => textAt(body, "credentials.oauthClient.client_id") === id);
};

/** The holder that a URL names: how bindings tell their members. */
export const holderAt = (call: Call, url: string): { holder: Stored; kind: HolderKind } => {
  const match = /\/(?:api\/v1\/(users|groups)|oauth2\/v1\/(clients))\/([^/?#]+)$/.exec(url);
  const id = match?.[3] ?? "";
  const kind = match?.[2] ? "CLIENT" : match?.[1] === "groups" ? "GROUP" : "USER";
  const collections = { USER: "users", GROUP: "groups", CLIENT: "apps" } as const;
  const holder = call.org.store.collection(collections[kind]).get(id);
  if (!match || !holder) throw notFound(url, "ResourceSetBindingMember");
  return { holder, kind };
};
