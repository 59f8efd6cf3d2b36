import type { Stored } from "../../store/collection.ts";
import { textAt, wordOf } from "../../store/json.ts";
import type { Org } from "../../org.ts";
import { statusColumn, switching, textColumn, type Kind, type Member } from "../kind.ts";
import { candidateGroups, candidatePeople } from "./candidates.ts";

const path = "/api/v1/apps";

const modes: Readonly<Record<string, string>> = {
  OPENID_CONNECT: "OpenID Connect",
  SAML_2_0: "SAML 2.0",
  SAML_1_1: "SAML 1.1",
  WS_FEDERATION: "WS-Federation",
  BOOKMARK: "Bookmark",
  BASIC_AUTH: "Basic authentication",
  AUTO_LOGIN: "Secure web authentication",
  BROWSER_PLUGIN: "Secure web authentication",
  SECURE_PASSWORD_STORE: "Secure web authentication",
};

const policyOf = (app: Stored, org: Org): string => {
  const policy = org.store.collection("policies").get(textAt(app.hidden, "accessPolicy") ?? "");
  return textAt(policy?.body, "name") ?? "";
};

const groupsOf = (org: Org, { id }: Stored): Member[] =>
  org.store.relation("app-groups").of(id).flatMap(({ right, body }) => {
    const group = org.store.collection("groups").get(right);
    return group ? [{ id: right, called: textAt(group.body, "profile.name") ?? "", path: `/admin/groups/${right}`, note: `Priority ${wordOf(body["priority"])}` }] : [];
  });

const peopleOf = (org: Org, { id }: Stored): Member[] =>
  org.store.relation("app-users").of(id).flatMap(({ right }) => {
    const user = org.store.collection("users").get(right);
    return user ? [{ id: right, called: textAt(user.body, "profile.login") ?? "", path: `/admin/people/${right}` }] : [];
  });

/** Applications: their label, their status, who is assigned to them. */
export const applications: Kind = {
  path: "applications",
  section: "Applications",
  title: "Applications",
  one: "application",
  // Okta's own are not among them in its console either.
  list: (org) => org.store.collection("apps").all().filter(({ hidden }) => hidden["firstParty"] !== true),
  name: ({ body }) => textAt(body, "label") ?? "",
  columns: [
    { title: "Sign-on method", value: ({ body }) => modes[textAt(body, "signOnMode") ?? ""] ?? (textAt(body, "signOnMode") ?? "") },
    textColumn("Client ID", "credentials.oauthClient.client_id"),
    { title: "Authentication policy", value: policyOf },
    statusColumn,
  ],
  api: ({ id }) => `${path}/${id}`,
  fields: [{ label: "Label", path: "label", required: true }],
  steps: switching("application"),
  removable: ({ body }) => body["status"] === "INACTIVE",
  belongings: [
    {
      path: "groups",
      title: "Assigned groups",
      label: "Group",
      list: groupsOf,
      candidates: candidateGroups,
      add: ({ id }, group) => ({ method: "PUT", path: `${path}/${id}/groups/${group}`, body: {} }),
      take: ({ id }, group) => `${path}/${id}/groups/${group}`,
    },
    {
      path: "people",
      title: "Assigned people",
      label: "Username",
      list: peopleOf,
      candidates: candidatePeople,
      add: ({ id }, user) => ({ method: "POST", path: `${path}/${id}/users`, body: { id: user, scope: "USER" } }),
      take: ({ id }, user) => `${path}/${id}/users/${user}`,
    },
  ],
};
