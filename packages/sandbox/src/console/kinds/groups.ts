import { textAt } from "../../store/json.ts";
import type { Stored } from "../../store/collection.ts";
import { textColumn, type Kind } from "../kind.ts";
import { fullName } from "../as-admin.ts";
import { candidatePeople } from "./candidates.ts";

const path = "/api/v1/groups";

const locked = ({ body }: Stored): string | undefined =>
  body["type"] === "OKTA_GROUP" ? undefined : body["type"] === "BUILT_IN" ? "This group is built in: it cannot be changed." : "This group belongs to an application: it cannot be changed here.";

const types: Readonly<Record<string, string>> = { OKTA_GROUP: "Okta group", BUILT_IN: "Built in", APP_GROUP: "App group" };

/** Directory: groups and who is in them. */
export const groups: Kind = {
  path: "groups",
  section: "Directory",
  title: "Groups",
  one: "group",
  list: (org) => org.store.collection("groups").all(),
  name: ({ body }) => textAt(body, "profile.name") ?? "",
  columns: [
    textColumn("Description", "profile.description"),
    { title: "Type", value: ({ body }) => types[textAt(body, "type") ?? ""] ?? "" },
    { title: "People", value: ({ id }, org) => String(org.store.relation("group-users").of(id).length) },
    { title: "Applications", value: ({ id }, org) => String(org.store.relation("app-groups").with(id).length) },
  ],
  api: ({ id }) => `${path}/${id}`,
  fields: [
    { label: "Name", path: "profile.name", required: true },
    { label: "Description", path: "profile.description" },
  ],
  locked,
  removable: (stored) => locked(stored) === undefined,
  create: {
    api: path,
    fields: [
      { label: "Name", path: "profile.name", required: true },
      { label: "Description", path: "profile.description" },
    ],
  },
  belongings: [
    {
      path: "people",
      title: "People",
      label: "Username",
      list: (org, { id }) =>
        org.store.relation("group-users").of(id).flatMap(({ right }) => {
          const user = org.store.collection("users").get(right);
          return user ? [{ id: right, called: textAt(user.body, "profile.login") ?? "", path: `/admin/people/${right}`, note: fullName(user) }] : [];
        }),
      candidates: candidatePeople,
      add: ({ id }, user) => ({ method: "PUT", path: `${path}/${id}/users/${user}` }),
      take: ({ id }, user) => `${path}/${id}/users/${user}`,
      locked,
    },
  ],
};
