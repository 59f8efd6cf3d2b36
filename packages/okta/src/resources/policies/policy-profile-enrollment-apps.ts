import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Calls } from "../../table/calls.ts";
import { isObject, strings, text } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { parent, setOfIds, string } from "../../table/kinds/index.ts";
import { plainStrings, plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Found, Operation } from "../../table/resource-type.ts";
import { appTypes } from "../families/app.ts";

export const policyProfileEnrollmentApps = resourceType("okta_policy_profile_enrollment_apps", {
  describe: "The apps that have a user profile policy. Apps that are taken out go back to the default one.",
  api: { id: { template: "{policy_id}" } },
  attributes: {
    policy_id: parent("okta_policy_profile_enrollment", { describe: "The policy." }),
    apps: setOfIds("$apps", appTypes, { describe: "The apps." }),
    default_policy_id: string("$default", { computed: true, describe: "The default policy." }),
  },
  importId: "{policy_id}",
  importBy: (_calls, id) => Promise.resolve({ values: { id, policy_id: id }, diagnostics: [] }),
  events: { update: ["application.lifecycle.update"], target: "policy_id" },
  scopes: { read: ["okta.policies.read", "okta.apps.read"], manage: ["okta.apps.manage"] },
  readBy: readApps,
  request: {
    create: (operation) => assign(operation, []),
    update: (operation) => assign(operation, plainStrings(operation.prior["apps"])),
    delete: (operation) => assign({ ...operation, values: { ...operation.prior, apps: [] } }, plainStrings(operation.prior["apps"])),
  },
});

/** Apps say which policy they have. */
async function readApps(calls: Calls, prior: PlainObject): Promise<Found> {
  const policy = plainText(prior["policy_id"]);
  const policies = await calls.list("/api/v1/policies?type=PROFILE_ENROLLMENT");
  const apps = await calls.list("/api/v1/apps?limit=200");
  if (!policies.ok || !apps.ok) return { diagnostics: [...policies.diagnostics, ...apps.diagnostics] };
  if (!policies.items.some((one) => one["id"] === policy)) return { diagnostics: [] };
  const $default = text(policies.items.find((one) => one["system"] === true)?.["id"]) ?? null;
  const $apps = strings(apps.items.filter((app) => enrollmentOf(app) === policy).map((app) => app["id"] ?? null));
  // Where none of the apps has the policy any more, there is nothing left of it.
  const known = plainStrings(prior["apps"]);
  if (known.length > 0 && !known.some((app) => $apps.includes(app))) return { diagnostics: [] };
  return { body: { $apps, $default }, diagnostics: [] };
}

function enrollmentOf(app: JsonObject): string | undefined {
  const link = isObject(app["_links"]) ? app["_links"]["profileEnrollment"] : undefined;
  return isObject(link) ? text(link["href"])?.split("/").at(-1) : undefined;
}

async function assign({ values, calls }: Operation, before: readonly string[]): Promise<Done> {
  const policy = plainText(values["policy_id"]);
  const wanted = plainStrings(values["apps"]);
  const now = await readApps(calls, { policy_id: policy });
  const gone = before.filter((app) => !wanted.includes(app)).map((app) => [app, text(now.body?.["$default"]) ?? ""] as const);
  const added = wanted.filter((app) => !before.includes(app)).map((app) => [app, policy] as const);
  const diagnostics: ProviderDiagnostic[] = [...now.diagnostics];
  for (const [app, to] of [...gone, ...added]) {
    const done = await calls.send("PUT", `/api/v1/apps/${app}/policies/${to}`, undefined, { accept: [404] });
    diagnostics.push(...done.diagnostics);
  }
  return { id: policy, body: { $apps: wanted, $default: now.body?.["$default"] ?? null }, diagnostics };
}
