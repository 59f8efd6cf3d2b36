import { route, type Route } from "../../area.ts";
import { linkTo, noContent, ok, param, type Answer, type Call } from "../../call.ts";
import { notFound, refusal } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import { record, type Target } from "../../log/event.ts";
import type { Stored } from "../../store/collection.ts";
import { objectAt, present, textAt, type Json, type JsonObject } from "../../store/json.ts";
import { isoTime } from "../../store/times.ts";
import { targetUser, userNamed } from "../users/user.ts";
import { appOf, appTarget } from "./app.ts";

const path = "/api/v1/apps/{appId}/users";

const direct = (call: Call) => call.org.store.relation("app-users");

/** The group through which a user has an app, if it is a group. */
const grantingGroup = (call: Call, app: Stored, user: string): string | undefined => {
  const members = call.org.store.relation("group-users");
  return call.org.store.relation("app-groups").of(app.id).find(({ right }) => members.has(right, user))?.right;
};

/** What an OpenID Connect app learns of a user, by the mapping every such app begins with. */
const openIdProfile = (user: Stored): JsonObject => {
  const text = (name: string): Json => textAt(user.body, `profile.${name}`) ?? null;
  return {
    street_address: text("streetAddress"),
    country: text("countryCode"),
    website: null,
    zoneinfo: textAt(user.body, "profile.timezone") ?? "America/Los_Angeles",
    birthdate: null,
    gender: null,
    formatted: text("postalAddress"),
    profile: text("profileUrl"),
    locality: text("city"),
    given_name: text("firstName"),
    middle_name: text("middleName"),
    locale: textAt(user.body, "profile.locale") ?? "en_US",
    picture: null,
    name: textAt(user.body, "profile.displayName") ?? `${textAt(user.body, "profile.firstName") ?? ""} ${textAt(user.body, "profile.lastName") ?? ""}`,
    nickname: text("nickName"),
    phone_number: text("primaryPhone"),
    region: text("state"),
    postal_code: text("zipCode"),
    family_name: text("lastName"),
    email: text("email"),
  };
};

const profileOf = (app: Stored, user: Stored, given: JsonObject): JsonObject =>
  app.body["signOnMode"] === "OPENID_CONNECT" ? { ...openIdProfile(user), ...given } : given;

interface Assigned {
  readonly id: string;
  readonly user: Stored;
  readonly body: JsonObject;
}

/** An assignment that a group brings: nothing is kept of it. */
const throughGroup = (call: Call, app: Stored, user: Stored): Assigned => {
  const since = app.body["created"] ?? null;
  const body = newBody(call, app, user, "GROUP", {}, {});
  return { id: user.id, user, body: { ...body, created: since, lastUpdated: since, statusChanged: since } };
};

const newBody = (call: Call, app: Stored, user: Stored, scope: string, credentials: JsonObject, profile: JsonObject): JsonObject => {
  const now = isoTime(call.now);
  const password = objectAt(credentials, "password");
  return {
    externalId: null,
    created: now,
    lastUpdated: now,
    scope,
    status: "ACTIVE",
    statusChanged: now,
    passwordChanged: Object.keys(password).length > 0 ? now : null,
    syncState: "DISABLED",
    credentials: present({
      userName: textAt(credentials, "userName") ?? textAt(user.body, "profile.login"),
      password: Object.keys(password).length > 0 ? {} : undefined,
    }),
    profile: profileOf(app, user, profile),
  };
};

const assignedTo = (call: Call, app: Stored): Assigned[] => {
  const users = call.org.store.collection("users");
  const own = direct(call).of(app.id).flatMap(({ right, body }) => {
    const user = users.get(right);
    return user ? [{ id: right, user, body }] : [];
  });
  const members = call.org.store.relation("group-users");
  const through = new Set(call.org.store.relation("app-groups").of(app.id).flatMap(({ right }) => members.of(right).map((pair) => pair.right)));
  for (const { id } of own) through.delete(id);
  const granted = [...through].flatMap((id) => users.get(id) ?? []).filter(({ body }) => body["status"] !== "DEPROVISIONED");
  return [...own, ...granted.map((user) => throughGroup(call, app, user))].toSorted((left, right) => (left.id < right.id ? -1 : 1));
};

const assignedOf = (call: Call): { app: Stored; assigned: Assigned } => {
  const app = appOf(call);
  const id = param(call, "userId");
  const assigned = assignedTo(call, app).find((one) => one.id === userNamed(id, call)?.id);
  if (!assigned) throw notFound(id, "AppUser");
  return { app, assigned };
};

const shown = (call: Call, app: Stored, { id, body }: Assigned): JsonObject => {
  const group = body["scope"] === "GROUP" ? grantingGroup(call, app, id) : undefined;
  return {
    id,
    ...body,
    _links: {
      app: linkTo(call, `/api/v1/apps/${app.id}`),
      user: linkTo(call, `/api/v1/users/${id}`),
      ...(group ? { group: linkTo(call, `/api/v1/groups/${group}`) } : {}),
    },
  };
};

const targets = (call: Call, app: Stored, user: Stored): Target[] => [
  { id: user.id, type: "AppUser", name: textAt(user.body, "profile.login") ?? "", alternateId: textAt(user.body, "profile.login") ?? "" },
  appTarget(app),
  targetUser(call, user),
];

const assign = (call: Call): Answer => {
  const app = appOf(call);
  const id = textAt(call.body, "id") ?? "";
  const user = userNamed(id, call);
  if (!user) throw notFound(id, "User");
  const known = direct(call).get(app.id, user.id);
  if (user.body["status"] === "DEPROVISIONED") throw refusal(403, "E0000117", "Cannot assign apps or update app profiles for an inactive user.");
  const body = newBody(call, app, user, "USER", objectAt(call.body, "credentials"), objectAt(call.body, "profile"));
  const kept = known ? { ...body, created: known.body["created"] ?? null } : body;
  direct(call).set(app.id, user.id, kept);
  record(call, known ? "application.user_membership.update" : "application.user_membership.add", targets(call, app, user));
  return ok(shown(call, app, { id: user.id, user, body: kept }));
};

const update = (call: Call): Answer => {
  const { app, assigned } = assignedOf(call);
  const { user, body } = assigned;
  const asked = objectAt(call.body, "credentials");
  const password = Object.keys(objectAt(asked, "password")).length > 0;
  const changed = {
    ...body,
    scope: call.body["scope"] ?? body["scope"] ?? "USER",
    lastUpdated: isoTime(call.now),
    credentials: { ...objectAt(body, "credentials"), ...present({ userName: asked["userName"] }), ...(password ? { password: {} } : {}) },
    profile: { ...objectAt(body, "profile"), ...objectAt(call.body, "profile") },
  };
  direct(call).set(app.id, user.id, changed);
  record(call, "application.user_membership.update", targets(call, app, user));
  return ok(shown(call, app, { ...assigned, body: changed }));
};

const unassign = (call: Call): Answer => {
  const { app, assigned } = assignedOf(call);
  if (assigned.body["scope"] === "GROUP") throw refusal(403, "E0000046", "Deactivate application for user forbidden.", "The application cannot be unassigned from the user while their group assignment is being used.");
  direct(call).remove(app.id, assigned.id);
  record(call, "application.user_membership.remove", targets(call, app, assigned.user));
  return noContent();
};

const list = (call: Call): Answer => {
  const app = appOf(call);
  const q = call.query.get("q")?.toLowerCase();
  const named = ({ body }: Assigned): boolean => !q || (textAt(body, "credentials.userName")?.toLowerCase().startsWith(q) ?? false);
  return page(call, assignedTo(call, app).filter(named), { limit: 50, max: 500, statesLimit: true }, (assigned) => shown(call, app, assigned));
};

/** Which people have an app, themselves or through a group. */
export const appUserRoutes: readonly Route[] = [
  route("GET", path, list),
  route("POST", path, assign),
  route("GET", `${path}/{userId}`, (call) => {
    const { app, assigned } = assignedOf(call);
    return ok(shown(call, app, assigned));
  }),
  route("POST", `${path}/{userId}`, update),
  route("DELETE", `${path}/{userId}`, unassign),
];
