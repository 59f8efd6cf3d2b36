import { route, type Area } from "../area.ts";
import { crud, findObject, changeObject, shown } from "../behaviours/crud.ts";
import type { Shape } from "../behaviours/shape.ts";
import { ok } from "../call.ts";
import { objectAt, present, withoutNulls } from "../store/json.ts";

const smsTemplateShape: Shape = {
  collection: "sms-templates",
  path: "/api/v1/templates/sms",
  id: "templateId",
  idPrefix: "cst",
  kind: "SmsTemplate",
  required: ["name", "type"],
  accept: (request, { old }) => present({
    name: request["name"],
    type: request["type"] ?? old?.body["type"],
    template: request["template"] ?? null,
    translations: withoutNulls(objectAt(request, "translations")),
  }),
  list: { self: "never", where: ({ body }, call) => [null, body["type"]].includes(call.query.get("templateType")) },
  // The answer to an update leaves the translations out.
  show: ({ id, name, type, template, created, lastUpdated, translations }, { in: where }) =>
    present({ id, name, type, template, created, lastUpdated, translations: where === "update" ? undefined : translations }),
};

/** Templates of text messages. */
export const templates: Area = {
  name: "templates",
  routes: [
    ...crud(smsTemplateShape),
    route("POST", "/api/v1/templates/sms/{templateId}", (call) => {
      // POST changes only what it names.
      const template = findObject(smsTemplateShape, call);
      changeObject(smsTemplateShape, call, template, { ...template.body, ...call.body });
      return ok(shown(smsTemplateShape, template, call, "update"));
    }),
  ],
};
