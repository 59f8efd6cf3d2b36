// What policies and their rules share.
import type { Attribute, Attributes, AttributeOptions, Difference } from "../../table/attribute.ts";
import type { Calls } from "../../table/calls.ts";
import { strings, text } from "../../table/json.ts";
import { int, listOfIds, setOfIds, status, string } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { isPlainList } from "../../table/plain.ts";
import type { Events, Exists, ImportFound, ResourceType } from "../../table/resource-type.ts";

const policies = "/api/v1/policies";
const policy = `${policies}/{id}`;
const rules = `${policies}/{policy_id}/rules`;
const rule = `${rules}/{id}`;

/** The place of a policy or rule among its siblings. One that nobody configured is Okta's choice. */
export const priority = (options: AttributeOptions = {}): Attribute =>
  int("priority", { equivalent: isLeftToOkta, describe: "Its place, from the first that is asked. Okta puts it last if unset.", ...options });

/** Nothing is configured. A configured 0 is the first place of newer kinds of policies. */
const isLeftToOkta = ({ key, new: next, next: values }: Difference): boolean => (next === "" || next === "0") && values[key] !== 0;

/** Which groups a policy is for. */
export const groupsIncluded = (): Attribute => ({
  ...setOfIds("conditions.people.groups.include", "okta_group", { describe: "The groups it is for; everyone, when there are none." }),
  // Okta gives a policy without groups the group Everyone, which nobody asked for.
  fromApi: (property, { prior }) => {
    const before = prior["groups_included"];
    const isForAll = before === null || (isPlainList(before) && before.length === 0);
    return isForAll && strings(property).length === 1 ? undefined : strings(property);
  },
});

/** The attributes of the policies that are ordered among each other. */
export const orderedPolicy: Attributes = {
  name: string("name", { required: true, describe: "The name of the policy." }),
  description: string("description", { describe: "What the policy is for." }),
  priority: priority(),
  status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
  groups_included: groupsIncluded(),
};

/** The attributes of the policy of a type that is for everyone whom no other one is for. */
export const defaultPolicy: Attributes = {
  name: string("name", { computed: true, describe: "The name of the policy." }),
  description: string("description", { computed: true, describe: "What the policy is for." }),
  priority: int("priority", { computed: true, describe: "Its place: the last." }),
  status: string("status", { computed: true, describe: "`ACTIVE`." }),
  default_included_group_id: {
    ...string("conditions.people.groups.include", { computed: true, describe: "The group it is for: everyone." }),
    fromApi: (groups) => strings(groups)[0] ?? null,
  },
};

/** How the default policy of a type is found; it is there from the beginning, and stays. */
export function defaultPolicyFacts(type: string) {
  const { lifecycle: _lifecycle, ordered: _ordered, ...facts } = policyFacts(type);
  const exists: Exists = { list: `${policies}?type=${type}`, match: (found) => found["system"] === true, destroy: "forget" };
  return { ...facts, api: { ...facts.api, updatesOver: "current" as const }, exists, importBy: (calls: Calls, _id: string) => findDefault(calls, type) };
}

async function findDefault(calls: Calls, type: string): Promise<ImportFound> {
  const found = await calls.list(`${policies}?type=${type}`);
  const policy = found.items.find((one) => one["system"] === true);
  return { ...(policy ? { values: { id: text(policy["id"]) ?? null } } : {}), diagnostics: found.diagnostics };
}

/** What the networks a sign-on comes from must be. */
export const network: Attributes = {
  network_connection: kept(
    string("conditions.network.connection", {
      default: "ANYWHERE",
      describe: "Which networks it is for: `ANYWHERE`, `ZONE`, `ON_NETWORK` or `OFF_NETWORK`.",
    }),
  ),
  network_includes: listOfIds("conditions.network.include", "okta_network_zone", {
    conflictsWith: ["network_excludes"],
    describe: "The zones it is for, with `ZONE`.",
  }),
  network_excludes: listOfIds("conditions.network.exclude", "okta_network_zone", {
    conflictsWith: ["network_includes"],
    describe: "The zones it is not for, with `ZONE`.",
  }),
};

type Facts = Pick<ResourceType, "api" | "lifecycle" | "oneAtATime" | "ordered" | "refresh" | "importId" | "events" | "scopes">;

const scopes = { read: ["okta.policies.read"], manage: ["okta.policies.manage"] };

const policyEvents: Events = {
  create: ["policy.lifecycle.create"],
  update: ["policy.lifecycle.update", "policy.lifecycle.activate", "policy.lifecycle.deactivate"],
  delete: ["policy.lifecycle.delete"],
};

const ruleEvents: Events = {
  create: ["policy.rule.add"],
  update: ["policy.rule.update", "policy.rule.activate", "policy.rule.deactivate"],
  delete: ["policy.rule.delete"],
};

/** How policies of a type are reached. */
export const policyFacts = (type: string): Facts => ({
  api: { collection: policies, object: policy, update: "PUT" },
  lifecycle: { activate: `${policy}/lifecycle/activate`, deactivate: `${policy}/lifecycle/deactivate` },
  // Each insertion shifts the others of its type.
  oneAtATime: `${policies}?type=${type}`,
  ordered: true,
  refresh: { list: `${policies}?type=${type}` },
  events: policyEvents,
  scopes,
});

/** How the rules of policies are reached. */
export const ruleFacts: Facts = {
  api: { collection: rules, object: rule, update: "PUT" },
  lifecycle: { activate: `${rule}/lifecycle/activate`, deactivate: `${rule}/lifecycle/deactivate` },
  // Each insertion shifts the others of its policy.
  oneAtATime: rules,
  ordered: true,
  refresh: { list: rules },
  importId: "{policy_id}/{id}",
  events: ruleEvents,
  scopes,
};
