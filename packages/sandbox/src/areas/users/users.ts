import { route, type Area } from "../../area.ts";
import { linkTo, ok, urlOf, type Answer, type Call } from "../../call.ts";
import { parseExpression } from "../../http/expression.ts";
import { refusal } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import { addAdmin } from "../../seed/admin.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, valueAt, wordOf, type JsonObject } from "../../store/json.ts";
import { appLinksOf, logoOf } from "../apps/app.ts";
import { listedGroup } from "../groups/group.ts";
import { lifecycleRoutes } from "./lifecycle.ts";
import { linkedObjectRoutes } from "./linked-objects.ts";
import { listedUser, taggedUser, userOf } from "./user.ts";
import { createUser, updateUser } from "./write-user.ts";

const filterable = ["status", "lastUpdated", "id", "profile.login", "profile.email", "profile.firstName", "profile.lastName"];

const startsWith = (user: Stored, word: string): boolean =>
  ["profile.firstName", "profile.lastName", "profile.email"].some((path) => textAt(user.body, path)?.toLowerCase().startsWith(word));

const chosen = (call: Call): ((user: Stored) => boolean) => {
  const [search, filter, q] = ["search", "filter", "q"].map((name) => call.query.get(name));
  if (search && filter) throw refusal(400, "E0000033", "Bad request. Can't specify a search query and filter in the same request.");
  if (search) {
    const test = parseExpression(search, { ignoreCase: true });
    return ({ body }) => test(body);
  }
  if (filter) {
    const test = parseExpression(filter, { attributes: filterable });
    return ({ body }) => test(body);
  }
  // The plain list leaves out who was deactivated.
  return (user) => user.body["status"] !== "DEPROVISIONED" && (!q || startsWith(user, q.toLowerCase()));
};

const sorted = (call: Call, users: Stored[]): Stored[] => {
  const by = call.query.get("search") ? call.query.get("sortBy") : null;
  if (!by) return users;
  const sign = call.query.get("sortOrder")?.toLowerCase() === "desc" ? -1 : 1;
  const key = (user: Stored): string => wordOf(valueAt(user.body, by));
  return users.toSorted((left, right) => sign * key(left).localeCompare(key(right)));
};

const list = (call: Call): Answer => {
  const users = sorted(call, call.org.store.collection("users").asOf(call.org.faults.lag).filter(chosen(call)));
  const limit = call.query.get("q") ? 10 : 200;
  return page(call, users, { limit, max: 200, statesLimit: true, forgets: ["sortOrder", "sortBy"] }, (user) => listedUser(user, call));
};

const groupsOf = (call: Call): Answer => {
  const user = userOf(call);
  const collection = call.org.store.collection("groups");
  const groups = call.org.store.relation("group-users").with(user.id).flatMap(({ left }) => collection.get(left) ?? []);
  const byAge = groups.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  return page(call, byAge, { limit: 200, max: 200, statesLimit: true }, (group) => listedGroup(group, call));
};

/** The links on a user's dashboard. */
const appLinks = (call: Call): Answer => {
  const user = userOf(call);
  const { store } = call.org;
  const groups = store.relation("group-users").with(user.id).map(({ left }) => left);
  const own = store.relation("app-users").with(user.id).map(({ left }) => left);
  const granted = groups.flatMap((group) => store.relation("app-groups").with(group).map(({ left }) => left));
  const apps = [...new Set([...own, ...granted])].flatMap((id) => store.collection("apps").get(id) ?? []);
  const active = apps.filter(({ body }) => body["status"] === "ACTIVE");
  return ok(active.flatMap((app, sortOrder) => dashboardLinks(app, user, sortOrder, call)));
};

const dashboardLinks = (app: Stored, user: Stored, sortOrder: number, call: Call): JsonObject[] =>
  appLinksOf(app).map(([, id]) => ({
    id: `${app.id}-${id}`,
    label: app.body["label"] ?? "",
    linkUrl: urlOf(call, `/home/${textAt(app.body, "name") ?? ""}/${app.id}/${id}`),
    logoUrl: logoOf(app),
    appName: app.body["name"] ?? "",
    appInstanceId: app.id,
    appAssignmentId: user.id,
    credentialsSetup: false,
    hidden: valueAt(app.body, "visibility.hide.web") === true,
    sortOrder,
  }));

const riskOf = (user: Stored, call: Call): JsonObject => ({
  riskLevel: textAt(user.hidden, "riskLevel") ?? "NONE",
  ...(user.hidden["riskLevel"] ? { reason: "Admin override risk" } : {}),
  _links: { user: linkTo(call, `/api/v1/users/${user.id}`, "GET"), self: linkTo(call, `/api/v1/users/${user.id}/risk`, "GET", "PUT") },
});

const setRisk = (call: Call): Answer => {
  const user = userOf(call);
  const status = user.hidden["riskLevel"] === undefined ? 201 : 200;
  call.org.store.collection("users").replace(user, user.body, { ...user.hidden, riskLevel: textAt(call.body, "riskLevel") ?? "LOW" });
  return { status, body: riskOf(user, call) };
};

/** People. */
export const users: Area = {
  name: "users",
  seed: (org) => void addAdmin(org, { login: `admin@${org.subdomain}.example.com`, firstName: "Ada", lastName: "Admin" }),
  routes: [
    route("GET", "/api/v1/users", list),
    route("POST", "/api/v1/users", createUser),
    route("GET", "/api/v1/users/{userId}", (call) => taggedUser(userOf(call), call)),
    route("PUT", "/api/v1/users/{userId}", updateUser),
    route("POST", "/api/v1/users/{userId}", updateUser),
    route("GET", "/api/v1/users/{userId}/groups", groupsOf),
    route("GET", "/api/v1/users/{userId}/risk", (call) => ok(riskOf(userOf(call), call))),
    route("PUT", "/api/v1/users/{userId}/risk", setRisk),
    route("GET", "/api/v1/users/{userId}/appLinks", appLinks),
    ...["blocks", "clients", "grants"].map((nothing) => route("GET", `/api/v1/users/{userId}/${nothing}`, (call) => (userOf(call), ok([])))),
    ...lifecycleRoutes,
    ...linkedObjectRoutes,
  ],
};
