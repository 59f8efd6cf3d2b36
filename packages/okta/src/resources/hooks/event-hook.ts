import { set, status, string } from "../../table/kinds/index.ts";
import { resourceType } from "../../table/resource-type.ts";
import { channelBody, hookChannel } from "../families/hook-channel.ts";

export const eventHook = resourceType("okta_event_hook", {
  describe: "Sends events of the org to a service of yours, as they happen.",
  api: { collection: "/api/v1/eventHooks", object: "/api/v1/eventHooks/{id}", update: "PUT", idPrefix: "who" },
  constants: { "events.type": "EVENT_TYPE" },
  attributes: {
    name: string("name", { required: true, describe: "The name of the hook." }),
    status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
    events: set("events.items", { required: true, describe: "The types of event that are sent." }),
    ...hookChannel({ required: true }),
  },
  lifecycle: {
    activate: "/api/v1/eventHooks/{id}/lifecycle/activate",
    deactivate: "/api/v1/eventHooks/{id}/lifecycle/deactivate",
    deleteOnlyWhile: "INACTIVE",
  },
  refresh: { list: "/api/v1/eventHooks" },
  naturalKey: ["name"],
  events: {
    create: ["event_hook.created"],
    update: ["event_hook.updated", "event_hook.activated", "event_hook.deactivated"],
    delete: ["event_hook.deleted"],
  },
  scopes: { read: ["okta.eventHooks.read"], manage: ["okta.eventHooks.manage"] },
  afterEncode: (body, context) => ({ ...body, channel: channelBody(context.values) }),
});
