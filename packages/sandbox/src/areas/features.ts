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

/** Some of the features an administrator of a new org can switch. Their ids are Okta's, the same in every org. */
const selfService: readonly (readonly [id: string, name: string, description: string])[] = [
  ["ftr35Jf5emctrZSjyMpz", "Active Directory DirSync", "Lets Active Directory integrations import changes incrementally."],
  ["ftrORSUCHOzlLVkgi5is", "Android Device Trust", "Collect a deeper set of device posture signals for Device Assurance by leveraging native Android Device Trust capabilities."],
  ["ftrNsm8rfZJrfUmGpH6s", "App settings permissions for custom admin roles", "Lets custom administrator roles manage the settings of apps."],
  ["ftruhjhRgPYD0mXOzzfh", "Custom languages for Okta Email Templates", "Allows further languages in customized e-mail templates."],
  ["ftrFPFOyqwO54KrncbJM", "Custom remediation for device assurance", "Shows users how to bring their device into compliance."],
  ["ftrFYiizKc31DTQKLvUt", "Dynamic OS version compliance", "Compares operating systems with the versions their makers support."],
  ["ftrlBotN4CNl73hOIf2Z", "Event Hook Filtering", "Sends only those events to a hook that a filter lets through."],
  ["ftr3aIC4kQI7sJEgoodC", "Front-channel Single Logout", "Signs users out of apps by way of their browser."],
  ["ftrn9z4nU295QYH5k8WK", "Front-channel Single Logout for IdPs", "Signs users out of their identity provider by way of their browser."],
  ["ftr5MYHLsugs9oLrssdT", "Grace period for device assurance", "Gives users time to bring their device into compliance."],
  ["ftrL2N7I92MLhHKcpavB", "Network restrictions for OAuth Token Endpoint", "Limits from where tokens may be requested."],
  ["ftrZNvigB1N2eiHTpr8J", "Passkeys Autofill", "Offers passkeys where users type their name."],
  ["ftrirypkFiKCjEMNgKgX", "Okta first-party App Switcher", "An admin utility for quick navigation between Okta first-party apps"],
];

const seed = (org: Org): void => {
  for (const [id, name, description] of selfService) {
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
