// What apps of every kind share.
import type { Attribute, Attributes, DecodeContext, EncodeContext } from "../../table/attribute.ts";
import type { Answer } from "../../table/calls.ts";
import { isObject, objects, text } from "../../table/json.ts";
import type { Json, JsonObject } from "../../table/json.ts";
import { file, readUpload } from "../../table/kinds/file.ts";
import { bool, reference, status, string, virtual } from "../../table/kinds/index.ts";
import { kept } from "../../table/kinds/kept.ts";
import { mergeJson } from "../../table/merge.ts";
import { ownJson } from "../../table/kinds/own-json.ts";
import { plainText } from "../../table/plain.ts";
import type { PlainObject } from "../../table/plain.ts";
import type { Done, ResourceType, Written } from "../../table/resource-type.ts";

const apps = "/api/v1/apps";
const app = `${apps}/{id}`;

/** The resource types that are apps. */
export const appTypes = [
  "okta_app_oauth", "okta_app_saml", "okta_app_bookmark", "okta_app_swa", "okta_app_auto_login", "okta_app_basic_auth",
  "okta_app_secure_password_store", "okta_app_shared_credentials", "okta_app_three_field",
] as const; // prettier-ignore

/** The attributes of every app. `hidden`: whether it is hidden from people unless the configuration says otherwise. */
export const appCore = (hidden: boolean): Attributes => ({
  label: string("label", { required: true, describe: "The name that people see." }),
  name: string("name", { computed: true, describe: "The name of the integration, chosen by Okta." }),
  sign_on_mode: string("signOnMode", { computed: true, describe: "How people sign in to it." }),
  status: status({ describe: "`ACTIVE` or `INACTIVE`." }),
  admin_note: string("settings.notes.admin", { describe: "A note for admins." }),
  enduser_note: string("settings.notes.enduser", { describe: "A note for the people who use it." }),
  accessibility_self_service: bool("accessibility.selfService", { default: false, describe: "Whether people can add it themselves." }),
  accessibility_error_redirect_url: string("accessibility.errorRedirectUrl", { describe: "A page of your own for errors." }),
  accessibility_login_redirect_url: string("accessibility.loginRedirectUrl", { describe: "A page of your own for signing in." }),
  auto_submit_toolbar: bool("visibility.autoSubmitToolbar", { default: false, describe: "Whether the toolbar signs people in by itself." }),
  hide_ios: bool("visibility.hide.iOS", { default: hidden, describe: "Whether it is hidden on mobile devices." }),
  hide_web: bool("visibility.hide.web", { default: hidden, describe: "Whether it is hidden on the dashboard." }),
  app_links_json: ownJson("app_links_json", "visibility.appLinks", {
    describe: "Which of its links are shown, as JSON: `{\"name\": true}`. Links that are not named stay as they are.",
  }),
  logo: file({ describe: "The path of a picture: PNG, JPG or GIF, less than 1 MB." }),
  logo_url: { ...string("_links.logo", { computed: true, describe: "The address of the picture." }), fromApi: (links) => text(firstOf(links)?.["href"]) ?? null },
});

/** Settings of an integration. Those that have arguments of their own are left out. */
export const appSettings = (except: readonly string[] = []): Attributes => ({
  app_settings_json: ownJson("app_settings_json", "settings.app", {
    except,
    describe: "Settings of the integration, as JSON. Settings that are not named stay as they are.",
  }),
});

/** The app sign-in policy of an app. */
export const appPolicy: Attributes = {
  authentication_policy: {
    ...reference("_links.accessPolicy.href", "okta_app_signon_policy", {
      optional: true,
      computed: true,
      describe: "The app sign-in policy. Okta's default one, unless set; it is left alone where it is not configured.",
    }),
    toApi: () => undefined,
    fromApi: (href) => lastSegment(href) ?? null,
  },
  skip_authentication_policy: virtual(
    bool(null, { default: false, conflictsWith: ["authentication_policy"], describe: "Whether the app sign-in policy is neither read nor set." }),
  ),
};

/** The attributes of apps that sign people in by a protocol. */
export const appAttributes = (hidden: boolean): Attributes => ({ ...appSettings(), ...appCore(hidden), ...appPolicy });

/** How an app that fills in passwords knows them. */
export const passwordScheme: Attributes = {
  credentials_scheme: string("credentials.scheme", {
    default: "EDIT_USERNAME_AND_PASSWORD",
    describe:
      "Who sets them: `EDIT_USERNAME_AND_PASSWORD`, `ADMIN_SETS_CREDENTIALS`, `EDIT_PASSWORD_ONLY`, `EXTERNAL_PASSWORD_SYNC` or `SHARED_USERNAME_AND_PASSWORD`.",
  }),
  reveal_password: bool("credentials.revealPassword", { default: false, describe: "Whether people can see the password." }),
};

/** One user name and password for everybody. */
export const sharedCredentials: Attributes = {
  shared_username: kept(string("credentials.userName", { describe: "The user name that everybody shares." })),
  shared_password: {
    ...string("credentials.password.value", { holdsSecrets: true, describe: "The password that everybody shares." }),
    fromApi: () => undefined,
  },
};

/** How the name of a person in the app is made. */
export const userNameTemplate: Attributes = {
  user_name_template: string("credentials.userNameTemplate.template", { default: "${source.login}", describe: "How user names are made." }),
  user_name_template_type: string("credentials.userNameTemplate.type", { default: "BUILT_IN", describe: "`BUILT_IN`, `CUSTOM` or `NONE`." }),
  user_name_template_suffix: string("credentials.userNameTemplate.userSuffix", { describe: "What is put after them." }),
  user_name_template_push_status: kept(
    string("credentials.userNameTemplate.pushStatus", {
      equivalent: ({ new: next }) => next === "",
      describe: "Whether changed names are sent to the app: `PUSH` or `DONT_PUSH`. For names of your own making.",
    }),
  ),
};

/** The integration of the catalogue that an app is of. `template`: the name of those that are of none. */
export const preconfiguredApp = (template?: string): Attribute => ({
  ...string("name", { describe: "The name of an integration of the catalogue, instead of an app of your own." }),
  fromApi: (name, { prior, body }) => (prior["preconfigured_app"] === undefined && isOfCatalogue(body, template) ? (text(name) ?? null) : undefined),
});

/** Apps of one's own that are made of no template are named after their label. */
const isOfCatalogue = (body: JsonObject, template: string | undefined): boolean =>
  template === undefined ? !/_\d+$/.test(text(body["name"]) ?? "") : body["name"] !== template;

/** The name says what an app is of; it never changes. */
export const namedBy =
  (template?: string) =>
  (body: JsonObject, { values, prior }: EncodeContext): JsonObject => {
    const name = plainText(values["preconfigured_app"]) || plainText(prior?.["name"]) || template;
    return name === undefined ? body : { ...body, name };
  };

/** Whether everyone may use it without being assigned. */
export const implicitAssignment: Attributes = {
  implicit_assignment: bool("settings.implicitAssignment", { describe: "Whether everyone can use it without being assigned (Federation Broker Mode)." }),
};

/** Arguments of earlier versions of the official provider, whose configurations go on to work. */
export const retired: Attributes = {
  skip_users: virtual(bool(null, { writeOnly: true, deprecated: "Users are no part of an app any more: it has no effect." })),
  skip_groups: virtual(bool(null, { writeOnly: true, deprecated: "Groups are no part of an app any more: it has no effect." })),
};

/** How apps are reached, and what is written beside them. */
export const appFacts = {
  api: {
    collection: apps,
    createQuery: (values: PlainObject) => `activate=${values["status"] !== "INACTIVE"}`,
    object: app,
    update: "PUT",
    // PUT replaces all of an app, also what integrations and other tools have put there.
    updatesOver: "current",
    idPrefix: "0oa",
  },
  lifecycle: { activate: `${app}/lifecycle/activate`, deactivate: `${app}/lifecycle/deactivate`, deleteOnlyWhile: "INACTIVE" },
  refresh: { list: `${apps}?limit=200` },
  timeouts: ["create", "read", "update"],
  naturalKey: ["label"],
  events: {
    create: ["application.lifecycle.create"],
    update: ["application.lifecycle.update", "application.lifecycle.activate", "application.lifecycle.deactivate"],
    delete: ["application.lifecycle.delete"],
  },
  scopes: { read: ["okta.apps.read"], manage: ["okta.apps.manage"] },
  afterWrite: writeBeside,
  afterDecode: withoutSkippedPolicy,
} as const satisfies Partial<ResourceType>;

/** The policy and the picture of an app have endpoints of their own. What came of them is read again. */
export async function writeBeside(written: Written): Promise<Done> {
  const calls = [...setPolicy(written), ...uploadLogo(written)];
  if (calls.length === 0) return { body: written.answer, diagnostics: [] };
  for (const call of calls) {
    const answer = await call();
    if (!answer.ok) return { body: written.answer, diagnostics: answer.diagnostics };
  }
  const now = await written.calls.get(`${apps}/${written.id}`);
  return now.ok ? { body: mergeJson(written.answer, now.body), diagnostics: [] } : { body: written.answer, diagnostics: now.diagnostics };
}

type Step = () => Promise<Answer>;

/** The policy is set where one is wanted that the app does not have. */
function setPolicy({ values, answer, calls, id }: Written): Step[] {
  const wanted = plainText(values["authentication_policy"]);
  if (wanted === "" || values["skip_authentication_policy"] === true || wanted === accessPolicyOf(answer)) return [];
  return [() => calls.send("PUT", `${apps}/${id}/policies/${encodeURIComponent(wanted)}`)];
}

function uploadLogo({ config, values, prior, id, calls }: Written): Step[] {
  const path = plainText(config["logo"]);
  return path === "" || values["logo"] === prior?.["logo"] ? [] : [() => calls.upload(`${apps}/${id}/logo`, readUpload(path))];
}

/** The app sign-in policy of an app, from its links. */
export function accessPolicyOf(body: JsonObject): string | undefined {
  const links = body["_links"];
  const link = isObject(links) ? links["accessPolicy"] : undefined;
  return isObject(link) ? lastSegment(link["href"]) : undefined;
}

/** Who may not read policies can still manage apps. */
export function withoutSkippedPolicy(values: PlainObject, { prior }: DecodeContext): PlainObject {
  if (values["skip_authentication_policy"] !== true) return values;
  return { ...values, authentication_policy: plainText(prior["authentication_policy"]) || null };
}

const lastSegment = (href: Json | undefined): string | undefined => text(href)?.split("/").at(-1);
const firstOf = (links: Json | undefined): JsonObject | undefined => objects(links)[0];
