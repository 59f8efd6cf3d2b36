import { assignStandard } from "../areas/roles/assignment.ts";
import { seedObject } from "../behaviours/system-objects.ts";
import type { Org } from "../org.ts";
import { textAt, type JsonObject } from "../store/json.ts";
import { isoTime } from "../store/times.ts";

/** An API token of the administrator that every org is born with. */
export const seedAdmin = (org: Org): { token: string; admin: string } => {
  const [admin] = org.store.collection("users").all();
  const token = org.issueToken(admin?.id ?? "", "Sandbox");
  return { token: token.value, admin: textAt(admin?.body, "profile.login") ?? "" };
};

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Puts a person with an administrator's role into the org, as if they had been there for a day; one whose login is known stays as they are. */
export const addAdmin = (org: Org, person: JsonObject): JsonObject => {
  const login = textAt(person, "login") ?? "admin@example.com";
  const known = org.store.collection("users").find(({ body }) => textAt(body, "profile.login") === login);
  if (known) return known.body;
  const [name = "admin"] = login.split("@");
  const [first = name, last = "admin"] = name.split(".").map(capitalised);
  const firstName = textAt(person, "firstName") ?? first;
  const lastName = textAt(person, "lastName") ?? capitalised(last);
  const born = isoTime(org.clock() - 86_400_000);
  const user = seedObject(org, "users", "00u", {
    status: "ACTIVE",
    activated: born,
    statusChanged: born,
    lastLogin: isoTime(org.clock()),
    passwordChanged: born,
    type: { id: org.store.collection("user-types").all()[0]?.id ?? "" },
    profile: { firstName, lastName, mobilePhone: null, secondEmail: null, login, email: login },
    credentials: { password: {}, provider: { type: "OKTA", name: "OKTA" } },
  });
  const everyone = org.store.collection("groups").find(({ body }) => body["type"] === "BUILT_IN" && textAt(body, "profile.name") === "Everyone");
  if (everyone) org.store.relation("group-users").set(everyone.id, user.id);
  assignStandard(org, user.id, "USER", textAt(person, "role") ?? "SUPER_ADMIN");
  return user.body;
};
