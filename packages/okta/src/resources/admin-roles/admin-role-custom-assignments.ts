import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Calls } from "../../table/calls.ts";
import { isObject, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { parent, set } from "../../table/kinds/index.ts";
import { plainStrings, plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Found, Operation } from "../../table/resource-type.ts";
import { asKnown, pathOf, without } from "../families/address.ts";

export const adminRoleCustomAssignments = resourceType("okta_admin_role_custom_assignments", {
  describe: "Who has a custom admin role over a resource set.",
  api: { id: { template: "{resource_set_id}/{custom_role_id}" } },
  attributes: {
    resource_set_id: parent("okta_resource_set", { describe: "The resource set." }),
    custom_role_id: parent("okta_admin_role_custom", { describe: "The role." }),
    members: set("$members", { describe: "Users and groups who have the role, by their addresses in Okta's API." }),
  },
  importId: "{resource_set_id}/{custom_role_id}",
  events: {
    create: ["iam.resourceset.bindings.add"],
    update: ["iam.resourceset.bindings.add", "iam.resourceset.bindings.delete"],
    delete: ["iam.resourceset.bindings.delete"],
    target: "resource_set_id",
  },
  scopes: { read: ["okta.roles.read"], manage: ["okta.roles.manage"] },
  readBy: readMembers,
  request: {
    create: async (operation) => {
      const { values, calls } = operation;
      const body = { role: plainText(values["custom_role_id"]), members: plainStrings(values["members"]) };
      const made = await calls.send("POST", bindingsOf(values), body);
      return made.ok ? finish(operation, []) : { diagnostics: made.diagnostics };
    },
    update: change,
    delete: async ({ prior, calls }) => ({ diagnostics: (await calls.send("DELETE", bindingOf(prior), undefined, { accept: [404] })).diagnostics }),
  },
});

const bindingsOf = (values: PlainObject): string => `/api/v1/iam/resource-sets/${plainText(values["resource_set_id"])}/bindings`;
const bindingOf = (values: PlainObject): string => `${bindingsOf(values)}/${plainText(values["custom_role_id"])}`;

function addressOf(member: JsonObject): string | undefined {
  const links = member["_links"];
  const self = isObject(links) ? links["self"] : undefined;
  return isObject(self) ? text(self["href"]) : undefined;
}

async function readMembers(calls: Calls, prior: PlainObject): Promise<Found> {
  const found = await calls.list(`${bindingOf(prior)}/members`, "members");
  if (found.gone) return { diagnostics: [] };
  if (!found.ok) return { diagnostics: found.diagnostics };
  const members = found.items.flatMap((one) => addressOf(one) ?? []);
  return { body: { $members: asKnown(members, plainStrings(prior["members"])) }, diagnostics: [] };
}

async function change(operation: Operation & { prior: PlainObject }): Promise<Done> {
  const { values, prior, calls } = operation;
  const [before, after] = [plainStrings(prior["members"]), plainStrings(values["members"])];
  const additions = without(after, before);
  const gone = without(before, after).map(pathOf);
  const path = `${bindingOf(values)}/members`;
  const diagnostics: ProviderDiagnostic[] = [];
  if (additions.length > 0) diagnostics.push(...(await calls.send("PATCH", path, { additions })).diagnostics);
  const now = gone.length > 0 ? await calls.list(path, "members") : undefined;
  for (const one of now?.items.filter((member) => gone.includes(pathOf(addressOf(member) ?? ""))) ?? []) {
    diagnostics.push(...(await calls.send("DELETE", `${path}/${text(one["id"]) ?? ""}`, undefined, { accept: [404] })).diagnostics);
  }
  return finish(operation, diagnostics);
}

const finish = ({ values }: Operation, diagnostics: readonly ProviderDiagnostic[]): Done => ({
  id: `${plainText(values["resource_set_id"])}/${plainText(values["custom_role_id"])}`,
  body: { $members: plainStrings(values["members"]) },
  diagnostics,
});
