// What a password policy says, the default one as any other.
import type { Attribute, AttributeOptions, Attributes, EncodeContext } from "../../table/attribute.ts";
import { strings } from "../../table/json.ts";
import type { JsonObject } from "../../table/json.ts";
import { bool, int, set, string } from "../../table/kinds/index.ts";
import { removePath, setPath } from "../../table/path.ts";
import type { PlainObject } from "../../table/plain.ts";

const complexity = "settings.password.complexity";
const age = "settings.password.age";
const lockout = "settings.password.lockout";
const breach = "settings.password.breachedProtection";
const factors = "settings.recovery.factors";

/** Yes or no that Okta keeps by naming a property of the user in one list. */
const excludes = (property: string, options: AttributeOptions): Attribute => ({
  ...bool(`${complexity}.excludeAttributes`, options),
  toApi: () => undefined,
  fromApi: (json) => strings(json).includes(property),
});

/** What a breach of passwords does. Okta says null where it does nothing. */
const days = (path: string, options: AttributeOptions): Attribute => ({ ...int(path, options), fromApi: (json) => (typeof json === "number" ? json : 0) });
const flag = (path: string, options: AttributeOptions): Attribute => ({ ...bool(path, options), fromApi: (json) => json === true });

/** How passwords must be, how long they hold, and how they are recovered. */
export const passwordSettings: Attributes = {
  password_min_length: int(`${complexity}.minLength`, { default: 8, describe: "The least length." }),
  password_min_lowercase: int(`${complexity}.minLowerCase`, { default: 1, describe: "How many lower case letters there must be: 0 or 1." }),
  password_min_uppercase: int(`${complexity}.minUpperCase`, { default: 1, describe: "How many upper case letters there must be: 0 or 1." }),
  password_min_number: int(`${complexity}.minNumber`, { default: 1, describe: "How many digits there must be: 0 or 1." }),
  password_min_symbol: int(`${complexity}.minSymbol`, { default: 0, describe: "How many signs such as `!@#$%^&*` there must be: 0 or 1." }),
  password_exclude_username: bool(`${complexity}.excludeUsername`, {
    // As the official provider does: what is not asked for is off.
    unset: false,
    describe: "Whether the user name must not be part of it.",
  }),
  password_exclude_first_name: excludes("firstName", { describe: "Whether the first name must not be part of it." }),
  password_exclude_last_name: excludes("lastName", { describe: "Whether the last name must not be part of it." }),
  password_dictionary_lookup: bool(`${complexity}.dictionary.common.exclude`, {
    default: false,
    describe: "Whether common passwords are refused.",
  }),
  password_max_age_days: int(`${age}.maxAgeDays`, { default: 0, describe: "After how many days it expires; 0 is never." }),
  password_expire_warn_days: int(`${age}.expireWarnDays`, { default: 0, describe: "How many days before that a warning is given; 0 is none." }),
  password_min_age_minutes: int(`${age}.minAgeMinutes`, { default: 0, describe: "How many minutes must pass between changes." }),
  password_history_count: int(`${age}.historyCount`, { default: 0, describe: "How many earlier passwords cannot be used again." }),
  password_max_lockout_attempts: int(`${lockout}.maxAttempts`, {
    default: 10,
    describe: "After how many wrong passwords the account is locked; 0 is never.",
  }),
  password_auto_unlock_minutes: int(`${lockout}.autoUnlockMinutes`, {
    default: 0,
    describe: "After how many minutes it is unlocked by itself; 0 is never.",
  }),
  password_show_lockout_failures: bool(`${lockout}.showLockoutFailures`, { describe: "Whether people are told that their account is locked." }),
  password_lockout_notification_channels: set(`${lockout}.userLockoutNotificationChannels`, {
    describe: "How people are told that their account is locked: `EMAIL`.",
  }),
  breached_password_expire_after_days: days(`${breach}.expireAfterDays`, {
    default: 0,
    describe: "How many days after it was found in a breach a password expires, 0 to 10. With `breached_password_logout_enabled`.",
  }),
  breached_password_logout_enabled: flag(`${breach}.logoutEnabled`, {
    default: false,
    describe: "Whether people are signed out when their password is found in a breach.",
  }),
  breached_password_delegated_workflow_id: string(`${breach}.delegatedWorkflowId`, {
    describe: "The workflow that runs when a password is found in a breach.",
  }),
  question_recovery: string(`${factors}.recovery_question.status`, {
    default: "ACTIVE",
    describe: "Whether a security question can recover it: `ACTIVE` or `INACTIVE`.",
  }),
  question_min_length: int(`${factors}.recovery_question.properties.complexity.minLength`, {
    default: 4,
    describe: "The least length of the answer to the security question.",
  }),
  email_recovery: string(`${factors}.okta_email.status`, { default: "ACTIVE", describe: "Whether e-mail can recover it: `ACTIVE` or `INACTIVE`." }),
  recovery_email_token: int(`${factors}.okta_email.properties.recoveryToken.tokenLifetimeMinutes`, {
    default: 60,
    describe: "How many minutes the link in that e-mail holds.",
  }),
  sms_recovery: string(`${factors}.okta_sms.status`, { default: "INACTIVE", describe: "Whether text messages can recover it: `ACTIVE` or `INACTIVE`." }),
  call_recovery: string(`${factors}.okta_call.status`, { default: "INACTIVE", describe: "Whether voice calls can recover it: `ACTIVE` or `INACTIVE`." }),
  skip_unlock: bool("settings.delegation.options.skipUnlock", {
    default: false,
    describe: "Whether unlocking an Active Directory user in Okta leaves the Windows account as it is.",
  }),
};

/** The settings in the form that Okta takes. */
export const shapePasswordSettings = (body: JsonObject, context: EncodeContext): JsonObject => withoutUnusedBreach(withExcluded(body, context.values), context);

function withExcluded(body: JsonObject, values: PlainObject): JsonObject {
  const names = [
    ...(values["password_exclude_first_name"] === true ? ["firstName"] : []),
    ...(values["password_exclude_last_name"] === true ? ["lastName"] : []),
  ];
  return setPath(body, `${complexity}.excludeAttributes`, names);
}

/** Orgs without the feature refuse to hear of breaches; to end the protection it is set to nothing. */
function withoutUnusedBreach(body: JsonObject, { prior, values }: EncodeContext): JsonObject {
  if (usesBreach(values)) return body;
  return prior && usesBreach(prior) ? setPath(body, breach, { expireAfterDays: null, logoutEnabled: false, delegatedWorkflowId: null }) : removePath(body, breach);
}

const usesBreach = (values: PlainObject): boolean =>
  values["breached_password_logout_enabled"] === true ||
  Boolean(values["breached_password_expire_after_days"]) ||
  Boolean(values["breached_password_delegated_workflow_id"]);
