import { text } from "../../table/json.ts";
import type { Calls } from "../../table/calls.ts";
import type { JsonObject } from "../../table/json.ts";
import { bool, int, string } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { setPath } from "../../table/path.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import { resourceType } from "../../table/resource-type.ts";
import type { Done, Found, Operation, Written } from "../../table/resource-type.ts";
import { accessPolicyOf } from "../families/app.ts";
import { policyFacts } from "../families/policy.ts";

const policies = "/api/v1/policies";
const { lifecycle: _ordered, oneAtATime: _place, ordered: _dense, ...facts } = policyFacts("ACCESS_POLICY");

export const appSignonPolicy = resourceType("okta_app_signon_policy", {
  describe: "An app sign-in policy: rules about opening the apps that have it.",
  style: "framework",
  ...facts,
  constants: { type: "ACCESS_POLICY" },
  attributes: {
    name: string("name", { required: true, describe: "The name of the policy." }),
    description: string("description", { required: true, describe: "What the policy is for." }),
    // Okta answers 1 for each: an app has exactly one of these policies.
    priority: { ...int("priority", { optional: true, computed: true, default: 1, describe: "Its place. It has no meaning for policies of this type." }), fromApi: keptPlace },
    catch_all: {
      ...bool("$catchAll.actions.appSignOn.access", {
        optional: true,
        computed: true,
        default: true,
        describe: "Whether the rule that the policy ends with allows access; else it denies it.",
      }),
      toApi: () => undefined,
      // A rule of its own may manage that rule: its access is read only at an import.
      fromApi: (access, { prior }) => (prior["catch_all"] === undefined && access !== undefined ? access !== "DENY" : undefined),
    },
    default_rule_id: kept(string("$catchAll.id", { computed: true, settled: true, describe: "The id of the rule that the policy ends with." })),
  },
  naturalKey: ["name"],
  events: { ...facts.events, update: [...(facts.events?.update ?? []), "application.policy.sign_on.update"] },
  complete: readCatchAll,
  afterWrite: writeCatchAll,
  request: { delete: remove },
});

function keptPlace(property: unknown, { prior }: { prior: PlainObject }): number | undefined {
  return prior["priority"] === undefined && typeof property === "number" ? property : undefined;
}

/** The rule that a policy ends with comes into being with it. Its id is asked for once. */
async function readCatchAll(calls: Calls, body: JsonObject, prior: PlainObject): Promise<Found> {
  if (plainText(prior["default_rule_id"]) !== "") return { body, diagnostics: [] };
  const { rule, diagnostics } = await findCatchAll(calls, text(body["id"]) ?? "");
  return { body: rule ? { ...body, $catchAll: rule } : body, diagnostics };
}

async function findCatchAll(calls: Calls, policy: string) {
  const found = await calls.list(`${policies}/${policy}/rules`);
  return { rule: found.items.find((one) => one["system"] === true), diagnostics: found.ok ? [] : found.diagnostics };
}

async function writeCatchAll({ values, prior, answer, calls, id }: Written): Promise<Done> {
  const allows = values["catch_all"] !== false;
  if (allows === ((prior?.["catch_all"] ?? true) !== false)) return { body: answer, diagnostics: [] };
  const { rule, diagnostics } = await findCatchAll(calls, id);
  if (!rule) return { body: answer, diagnostics };
  const { _links, created: _created, lastUpdated: _updated, ...kept } = rule;
  const changed = setPath(kept, "actions.appSignOn.access", allows ? "ALLOW" : "DENY");
  const done = await calls.send("PUT", `${policies}/${id}/rules/${text(rule["id"]) ?? ""}`, changed);
  return { body: { ...answer, $catchAll: rule }, diagnostics: done.ok ? [] : done.diagnostics };
}

/** Okta keeps a policy that apps have: they go back to the default one first. */
async function remove({ prior, calls }: Operation & { prior: PlainObject }): Promise<Done> {
  const id = plainText(prior["id"]);
  const apps = await calls.list("/api/v1/apps?limit=200");
  const users = apps.items.filter((app) => accessPolicyOf(app) === id);
  if (users.length > 0) {
    const moved = await moveToDefault(calls, users);
    if (moved.diagnostics.length > 0) return moved;
  }
  const answer = await calls.send("DELETE", `${policies}/${id}`, undefined, { accept: [404] });
  return { diagnostics: answer.diagnostics };
}

async function moveToDefault(calls: Calls, apps: readonly JsonObject[]): Promise<Done> {
  const all = await calls.list(`${policies}?type=ACCESS_POLICY`);
  const fallback = all.items.find((policy) => policy["system"] === true);
  if (!fallback) return { diagnostics: all.diagnostics };
  for (const app of apps) {
    const answer = await calls.send("PUT", `/api/v1/apps/${text(app["id"]) ?? ""}/policies/${text(fallback["id"]) ?? ""}`);
    if (!answer.ok) return { diagnostics: answer.diagnostics };
  }
  return { diagnostics: [] };
}
