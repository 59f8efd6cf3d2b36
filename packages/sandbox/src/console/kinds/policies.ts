import { appsUnder } from "../../areas/policies/mappings.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { textAt, wordOf, type Json } from "../../store/json.ts";
import { html, type Html } from "../html.ts";
import { nameOf, statusColumn, statusWord, switching, textColumn, type Kind } from "../kind.ts";
import { table } from "../table.ts";
import { addressOf, type AdminVisit } from "../visit.ts";

const priorityOf = ({ body }: Stored): number => Number(wordOf(body["priority"]));

const rulesUnder = (org: Org, policy: Stored): Stored[] => org.store.collection("policy-rules").under(policy.id).toSorted((left, right) => priorityOf(left) - priorityOf(right));

const accessPolicies = (org: Org): Stored[] => org.store.collection("policies").all().filter(({ body }) => body["type"] === "ACCESS_POLICY");

const accountManagement = ({ body }: Stored): boolean => body["resourceType"] === "END_USER_ACCOUNT_MANAGEMENT";

const rulesTable = (visit: AdminVisit, policy: Stored): Html => {
  const link = (rule: Stored): Html => html`<a href="${addressOf(visit, `/admin/policy-rules/${rule.id}`)}">${nameOf(rule)}</a>`;
  const rows = rulesUnder(visit.org, policy).map((rule) => [wordOf(rule.body["priority"]), link(rule), access(rule), statusWord(textAt(rule.body, "status") ?? "")]);
  return html`<section><h2>Rules</h2>${table("Rules", ["Priority", "Rule", "Access", "Status"], rows)}</section>`;
};

const access = ({ body }: Stored): string => statusWord(textAt(body, "actions.appSignOn.access") ?? "");

/** Security: the policies that say how people sign in to applications. */
export const policies: Kind = {
  path: "policies",
  section: "Security",
  title: "Authentication policies",
  one: "authentication policy",
  list: accessPolicies,
  name: nameOf,
  columns: [
    textColumn("Description", "description"),
    { title: "Rules", value: (policy, org) => String(rulesUnder(org, policy).length) },
    { title: "Applications", value: (policy, org) => String(appsUnder(org, policy).length) },
    statusColumn,
  ],
  api: ({ id }) => `/api/v1/policies/${id}`,
  fields: [
    { label: "Name", path: "name", required: true },
    { label: "Description", path: "description" },
  ],
  locked: (policy) => (accountManagement(policy) ? "This policy is a part of every org: it cannot be changed." : undefined),
  more: rulesTable,
};

const methods = (actions: Json | undefined): string => {
  const mode = textAt(actions, "appSignOn.verificationMethod.factorMode");
  const again = textAt(actions, "appSignOn.verificationMethod.reauthenticateIn");
  return [mode === "2FA" ? "Any two factors" : mode === "1FA" ? "Any one factor" : "", again === undefined ? "" : `again after ${again}`].filter((word) => word !== "").join(", ");
};

/** The rules of authentication policies; each is reached from its policy. */
export const policyRules: Kind = {
  path: "policy-rules",
  title: "Rules",
  one: "rule",
  list: (org) => accessPolicies(org).flatMap((policy) => rulesUnder(org, policy)),
  name: nameOf,
  columns: [
    { title: "Priority", value: ({ body }) => wordOf(body["priority"]) },
    { title: "Access", value: access },
    { title: "Authentication", value: ({ body }) => methods(body["actions"]) },
    statusColumn,
  ],
  api: ({ id, parent }) => `/api/v1/policies/${parent}/rules/${id}`,
  fields: [{ label: "Name", path: "name", required: true }],
  locked: ({ body }) => (body["system"] === true ? "This rule is a part of every policy: its name cannot be changed." : undefined),
  steps: (rule) => (rule.body["system"] === true ? [] : switching("rule")(rule)),
  above: (org, { parent }) => {
    const policy = org.store.collection("policies").get(parent);
    return policy && { name: nameOf(policy), path: `/admin/policies/${policy.id}` };
  },
};
