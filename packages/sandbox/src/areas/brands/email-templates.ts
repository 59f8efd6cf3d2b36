import { route, type Route } from "../../area.ts";
import { crud, findObject, findParent } from "../../behaviours/crud.ts";
import type { Accepting, Parent, Shape } from "../../behaviours/shape.ts";
import { linkTo, noContent, ok, param, type Call } from "../../call.ts";
import { notFound, refusal } from "../../http/failure.ts";
import { page } from "../../http/paging.ts";
import { record } from "../../log/event.ts";
import type { Org } from "../../org.ts";
import type { Stored } from "../../store/collection.ts";
import { present, textAt, type JsonObject } from "../../store/json.ts";
import { eventsAt } from "../known-events.ts";

const list = "/api/v1/brands/{brandId}/templates/email";
const customizations = `${list}/{templateName}/customizations`;

/** The templates every brand has on Identity Engine. */
const templateNames = [
  "UserActivation", "UserBootstrappedActivation", "ForgotPassword", "ForgotPasswordDenied", "PasswordResetByAdmin",
  "PasswordResetBySupportUser", "ADUserActivation", "ADForgotPasswordDenied", "ADForgotPassword", "LDAPUserActivation",
  "LDAPForgotPassword", "LDAPForgotPasswordDenied", "SelfServiceUnlock", "ADSelfServiceUnlock", "LDAPSelfServiceUnlock",
  "OktaVerifyActivation", "AccountLockout", "EmailChallenge", "EmailFactorVerification", "NewSignOnNotification",
  "RegistrationActivation", "ChangeEmailConfirmation", "PendingEmailChange", "EmailChangeConfirmation",
  "RegistrationEmailVerification", "SelfServiceUnlockOnUnlockedAccount", "AuthenticatorEnrolled", "AuthenticatorReset",
  "PasswordChanged", "IGAReviewerOverdueNotification", "MyAccountChangeConfirmation",
] as const;

/** Puts the templates of a new brand in place. */
export const addTemplates = (org: Org, brand: Stored): void => {
  for (const name of templateNames) {
    org.store.collection("email-templates").add(templateId(brand.id, name), { name, recipients: "ALL_USERS" }, { parent: brand.id });
  }
};

const templateId = (brandId: string, name: string): string => `${brandId}/${name}`;

const findTemplate = (name: string, call: Call): Stored | undefined =>
  call.org.store.collection("email-templates").get(templateId(param(call, "brandId"), name));

const templateParent: Parent = { collection: "email-templates", param: "templateName", kind: "EmailTemplate", find: findTemplate };

const pathOf = (template: Stored): string => `/api/v1/brands/${template.parent}/templates/email/${textAt(template.body, "name")}`;

const shownTemplate = (template: Stored, call: Call): JsonObject => {
  const at = pathOf(template);
  const links = {
    settings: linkTo(call, `${at}/settings`, "GET", "PUT"),
    self: linkTo(call, at, "GET"),
    defaultContent: linkTo(call, `${at}/default-content`, "GET"),
    test: linkTo(call, `${at}/test`, "POST"),
    customizations: linkTo(call, `${at}/customizations`, "GET", "POST", "DELETE"),
  };
  return present({ name: template.body["name"], _links: links, _embedded: embedded(template, call) });
};

const embedded = (template: Stored, call: Call): JsonObject | undefined => {
  const wanted = call.query.getAll("expand").flatMap((word) => word.split(","));
  if (wanted.length === 0) return undefined;
  return present({
    settings: wanted.includes("settings") ? shownSettings(template, call) : undefined,
    customizationCount: wanted.includes("customizationCount") ? call.org.store.collection("email-customizations").under(template.id).length : undefined,
  });
};

const shownSettings = (template: Stored, call: Call): JsonObject => ({
  recipients: template.body["recipients"] ?? "ALL_USERS",
  _links: { self: linkTo(call, `${pathOf(template)}/settings`, "GET", "PUT"), template: linkTo(call, pathOf(template), "GET") },
});

const defaultContent = (template: Stored, call: Call): JsonObject => {
  const name = textAt(template.body, "name") ?? "";
  const at = pathOf(template);
  return {
    subject: name.replace(/([a-z])([A-Z])/g, "$1 $2"),
    body: `<html><body><p>Hi \${user.profile.firstName},</p><p>${name}</p></body></html>`,
    _links: {
      preview: linkTo(call, `${at}/default-content/preview`, "GET"),
      template: linkTo(call, at, "GET"),
      self: linkTo(call, `${at}/default-content`, "GET"),
      test: linkTo(call, `${at}/test`, "POST"),
    },
  };
};

const siblingsOf = (templateStored: Stored, call: Call, but: Stored | undefined): Stored[] =>
  call.org.store.collection("email-customizations").under(templateStored.id).filter((other) => other !== but);

const customizationBody = (request: JsonObject, { call, old, parent }: Accepting): JsonObject => {
  const others = parent ? siblingsOf(parent, call, old) : [];
  const language = textAt(request, "language") ?? textAt(old?.body, "language") ?? "";
  if (others.some(({ body }) => body["language"] === language)) throw refusal(409, "E0000183", "An email template customization for that language already exists.");
  if (!old && request["isDefault"] === true && others.some(({ body }) => body["isDefault"] === true)) {
    throw refusal(409, "E0000182", "A default email template customization already exists.");
  }
  if (old?.body["isDefault"] === true && request["isDefault"] === false) {
    throw refusal(409, "E0000185", "The isDefault parameter of the default email template customization can't be set to false.");
  }
  // The first of a template's customizations is its default one.
  const isDefault = request["isDefault"] === true || old?.body["isDefault"] === true || (!old && others.length === 0);
  return { subject: request["subject"] ?? "", body: request["body"] ?? "", language, isDefault };
};

const onlyDefault = (customization: Stored, call: Call): void => {
  if (customization.body["isDefault"] !== true) return;
  const collection = call.org.store.collection("email-customizations");
  for (const other of collection.under(customization.parent)) {
    if (other !== customization && other.body["isDefault"] === true) collection.replace(other, { ...other.body, isDefault: false });
  }
};

const customizationShape: Shape = {
  collection: "email-customizations",
  path: customizations,
  id: "customizationId",
  idPrefix: "oel",
  kind: "EmailCustomization",
  parent: templateParent,
  createStatus: 201,
  required: ["subject", "body", "language"],
  accept: customizationBody,
  list: { limit: 10, max: 200, statesLimit: true },
  links: (customization, call) => {
    const template = call.org.store.collection("email-templates").get(customization.parent);
    const at = template ? pathOf(template) : "";
    const self = `${at}/customizations/${customization.id}`;
    return {
      preview: linkTo(call, `${self}/preview`, "GET"),
      template: linkTo(call, at, "GET"),
      settings: linkTo(call, `${at}/settings`, "GET", "PUT"),
      self: linkTo(call, self, "GET", "PUT", "DELETE"),
      test: linkTo(call, `${at}/test`, "POST"),
    };
  },
  show: ({ subject, body, id, language, isDefault, created, lastUpdated, _links }) => present({ subject, body, id, language, isDefault, created, lastUpdated, _links }),
  updated: onlyDefault,
  mayDelete: ({ body }) => {
    if (body["isDefault"] === true) throw refusal(409, "E0000184", "A default email template customization can't be deleted.");
  },
  events: eventsAt(`${customizations}/{customizationId}`, { name: "language" }),
};

const templateOf = (call: Call): Stored => {
  const template = findParent(customizationShape, call);
  if (!template) throw notFound(param(call, "templateName"), "EmailTemplate");
  return template;
};

const templatesOf = (call: Call): Stored[] => {
  const brandId = param(call, "brandId");
  if (!call.org.store.collection("brands").get(brandId)) throw notFound(brandId, "Brand");
  return call.org.store.collection("email-templates").under(brandId);
};

const saveSettings = (call: Call): JsonObject => {
  const template = templateOf(call);
  call.org.store.collection("email-templates").replace(template, { ...template.body, recipients: call.body["recipients"] ?? "ALL_USERS" });
  record(call, "system.email.template.settings_changed", [{ id: template.id, type: "EmailTemplate", name: textAt(template.body, "name") ?? "" }]);
  return shownSettings(template, call);
};

/** E-mail templates of brands, their settings and customizations. */
export const emailTemplateRoutes: readonly Route[] = [
  ...crud(customizationShape),
  route("DELETE", customizations, (call) => {
    for (const one of siblingsOf(templateOf(call), call, undefined)) call.org.store.collection("email-customizations").remove(one.id);
    return noContent();
  }),
  route("GET", `${customizations}/{customizationId}/preview`, (call) => {
    const { body } = findObject(customizationShape, call);
    return ok({ subject: body["subject"] ?? "", body: body["body"] ?? "" });
  }),
  route("GET", list, (call) => page(call, templatesOf(call), { limit: 20, max: 200, statesLimit: true }, (template) => shownTemplate(template, call))),
  route("GET", `${list}/{templateName}`, (call) => ok(shownTemplate(templateOf(call), call))),
  route("GET", `${list}/{templateName}/settings`, (call) => ok(shownSettings(templateOf(call), call))),
  route("PUT", `${list}/{templateName}/settings`, (call) => ok(saveSettings(call))),
  route("GET", `${list}/{templateName}/default-content`, (call) => ok(defaultContent(templateOf(call), call))),
  route("GET", `${list}/{templateName}/default-content/preview`, (call) => ok(defaultContent(templateOf(call), call))),
  route("POST", `${list}/{templateName}/test`, (call) => (templateOf(call), noContent())),
];
