import { int, status, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";

const behavior = "/api/v1/behaviors/{id}";
const besidesVelocity = ["number_of_authentications", "radius_from_location", "location_granularity_type"];

export const behaviorRow = resourceType("okta_behavior", {
  describe: "A behavior: what is unusual about a sign-on, such as a new place or device.",
  api: { collection: "/api/v1/behaviors", object: behavior, update: "PUT", idPrefix: "bhv" },
  attributes: {
    name: string("name", { required: true, describe: "The name of the behavior." }),
    type: string("type", { required: true, forceNew: true, describe: "`ANOMALOUS_LOCATION`, `ANOMALOUS_DEVICE`, `ANOMALOUS_IP` or `VELOCITY`." }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    location_granularity_type: string("settings.granularity", { describe: "How exactly places are looked at: `LAT_LONG`, `CITY`, `COUNTRY` or `SUBDIVISION`." }),
    radius_from_location: int("settings.radiusKilometers", { describe: "How far away a place counts as new, in kilometres, with `LAT_LONG`." }),
    number_of_authentications: int("settings.maxEventsUsedForEvaluation", { describe: "How many earlier sign-ons are looked at." }),
    velocity: int("settings.velocityKph", { conflictsWith: besidesVelocity, describe: "How fast nobody travels, in kilometres an hour, with `VELOCITY`." }),
  },
  lifecycle: { activate: `${behavior}/lifecycle/activate`, deactivate: `${behavior}/lifecycle/deactivate` },
  refresh: { list: "/api/v1/behaviors" },
  naturalKey: ["name"],
  events: { create: ["security.behavior.settings.create"], update: ["security.behavior.settings.update"], delete: ["security.behavior.settings.delete"] },
  scopes: { read: ["okta.behaviors.read"], manage: ["okta.behaviors.manage"] },
});
