import { route, type Area } from "../area.ts";
import { crud, findObject, shown } from "../behaviours/crud.ts";
import type { Shape } from "../behaviours/shape.ts";
import { linkTo, ok, param, type Call } from "../call.ts";
import { invalid } from "../http/failure.ts";
import { record } from "../log/event.ts";
import type { Org } from "../org.ts";
import { present, textAt, type Json, type JsonObject } from "../store/json.ts";

const path = "/api/v1/features";

const featureShape: Shape = {
  collection: "features",
  path,
  id: "featureId",
  idPrefix: "ftr",
  kind: "Feature",
  operations: ["list", "get"],
  list: { self: "never" },
  links: (feature, call) => {
    const at = `${path}/${feature.id}`;
    const verb = feature.body["status"] === "ENABLED" ? "disable" : "enable";
    return {
      [verb]: linkTo(call, `${at}/${verb}`, "POST"),
      self: linkTo(call, at),
      dependents: linkTo(call, `${at}/dependents`),
      dependencies: linkTo(call, `${at}/dependencies`),
    };
  },
  show: ({ id, type, status, name, description, stage, _links }) => present({ id, type, status, name, description, stage, _links }),
};

/** Switches a feature; the word in the path may be of any case. */
const change = (call: Call): Json => {
  const feature = findObject(featureShape, call);
  const word = param(call, "lifecycle").toLowerCase();
  if (word !== "enable" && word !== "disable") throw invalid("lifecycle", `lifecycle: "${word}" is neither enable nor disable`);
  const status = word === "enable" ? "ENABLED" : "DISABLED";
  if (feature.body["status"] !== status) {
    call.org.store.collection("features").replace(feature, { ...feature.body, status });
    record(call, `system.feature.${word}`, [{ id: feature.id, type: "Feature", name: textAt(feature.body, "name") ?? "" }]);
  }
  return shown(featureShape, feature, call, "lifecycle");
};

/** Some of the features an administrator of a new org can switch. */
const selfService: readonly (readonly [name: string, description: string])[] = [
  ["Active Directory DirSync", "Lets Active Directory integrations import changes incrementally."],
  ["Android Device Trust", "Collect a deeper set of device posture signals for Device Assurance by leveraging native Android Device Trust capabilities."],
  ["App settings permissions for custom admin roles", "Lets custom administrator roles manage the settings of apps."],
  ["Custom languages for Okta Email Templates", "Allows further languages in customized e-mail templates."],
  ["Custom remediation for device assurance", "Shows users how to bring their device into compliance."],
  ["Dynamic OS version compliance", "Compares operating systems with the versions their makers support."],
  ["Event Hook Filtering", "Sends only those events to a hook that a filter lets through."],
  ["Front-channel Single Logout", "Signs users out of apps by way of their browser."],
  ["Front-channel Single Logout for IdPs", "Signs users out of their identity provider by way of their browser."],
  ["Grace period for device assurance", "Gives users time to bring their device into compliance."],
  ["Network restrictions for OAuth Token Endpoint", "Limits from where tokens may be requested."],
  ["Passkeys Autofill", "Offers passkeys where users type their name."],
];

const seed = (org: Org): void => {
  for (const [name, description] of selfService) {
    const id = org.ids.id("ftr");
    const body: JsonObject = { id, type: "self-service", status: "DISABLED", name, description, stage: { value: "EA" } };
    org.store.collection("features").add(id, body);
  }
};

/** Features that an administrator can switch on and off. */
export const features: Area = {
  name: "features",
  seed,
  routes: [
    ...crud(featureShape),
    route("POST", `${path}/{featureId}/{lifecycle}`, (call) => ok(change(call))),
    route("GET", `${path}/{featureId}/dependencies`, (call) => (findObject(featureShape, call), ok([]))),
    route("GET", `${path}/{featureId}/dependents`, (call) => (findObject(featureShape, call), ok([]))),
  ],
};
