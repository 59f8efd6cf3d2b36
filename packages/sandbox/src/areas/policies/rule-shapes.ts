import { isObject, listAt, objectAt, omit, pick, present, textsAt, withDefaults, type Json, type JsonObject } from "../../store/json.ts";

/** What the server makes of a rule's conditions and actions: a row per type of rule. */
interface RuleShape {
  /** Whether conditions name people: users and groups, with `users.exclude` always there. */
  readonly people?: true;
  /** Filled into the conditions; null where such rules have none. */
  readonly conditions: JsonObject | null;
  /** Filled into the actions. */
  readonly actions: JsonObject;
  readonly finish?: (actions: JsonObject) => JsonObject;
}

const anywhere: JsonObject = { network: { connection: "ANYWHERE" } };

const shapes: Readonly<Record<string, RuleShape>> = {
  ACCESS_POLICY: {
    people: true,
    conditions: { ...anywhere, riskScore: { level: "ANY" }, userType: { include: [], exclude: [] } },
    actions: { appSignOn: { access: "ALLOW", verificationMethod: { type: "ASSURANCE" }, keepMeSignedIn: { postAuth: "NOT_ALLOWED" } } },
    finish: (actions) => withVerification(actions),
  },
  SIGN_ON: {
    people: true,
    conditions: { ...anywhere, authContext: { authType: "ANY" }, risk: { behaviors: [] }, identityProvider: { provider: "ANY" } },
    actions: {
      signon: {
        access: "ALLOW",
        requireFactor: false,
        primaryFactor: "PASSWORD_IDP_ANY_FACTOR",
        rememberDeviceByDefault: false,
        session: { usePersistentCookie: false, maxSessionIdleMinutes: 120, maxSessionLifetimeMinutes: 0 },
      },
    },
  },
  PASSWORD: {
    people: true,
    conditions: anywhere,
    actions: {
      passwordChange: { access: "ALLOW" },
      selfServicePasswordReset: { access: "ALLOW", requirement: { primary: { methods: ["email"] }, stepUp: { required: false } } },
      selfServiceUnlock: { access: "DENY" },
    },
    finish: (actions) => withAccessControl(actions),
  },
  MFA_ENROLL: { people: true, conditions: anywhere, actions: { enroll: { self: "CHALLENGE" } } },
  IDP_DISCOVERY: {
    conditions: {
      ...anywhere,
      platform: { include: [{ type: "ANY", os: { type: "ANY" } }], exclude: [] },
      userIdentifier: { patterns: [] },
      app: { include: [], exclude: [] },
    },
    actions: { idp: { providers: [{ type: "OKTA" }], idpSelectionType: "SPECIFIC" } },
  },
  PROFILE_ENROLLMENT: {
    conditions: null,
    actions: { profileEnrollment: { access: "ALLOW", preRegistrationInlineHooks: null, targetGroupIds: null, progressiveProfilingAction: "DISABLED" } },
  },
  POST_AUTH_SESSION: {
    people: true,
    conditions: {},
    actions: { postAuthSession: {} },
    finish: (actions) => withLogoutOfEach(actions),
  },
  SESSION_VIOLATION_DETECTION: {
    conditions: anywhere,
    actions: { sessionViolationDetection: { policyEvaluation: { enabled: false } } },
  },
  ENTITY_RISK: { people: true, conditions: { entityRisk: { level: "ANY" } }, actions: { entityRisk: { actions: [] } } },
  DEVICE_SIGNAL_COLLECTION: { conditions: anywhere, actions: { deviceSignalCollection: { deviceContextProviders: [] } } },
  RESOURCE_ACCESS: {
    people: true,
    conditions: { grantTypes: { include: [] }, scopes: { include: [] } },
    actions: { token: { accessTokenLifetimeMinutes: 60, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10_080 } },
  },
};

const unknownRule: RuleShape = { people: true, conditions: {}, actions: {} };

/** A rule's conditions and actions as the service keeps them. */
export const ruleContent = (type: string, request: JsonObject): JsonObject => {
  const shape = shapes[type] ?? unknownRule;
  const actions = withDefaults(objectAt(request, "actions"), defaultActions(shape, request));
  return { conditions: conditionsOf(shape, objectAt(request, "conditions")), actions: shape.finish?.(actions) ?? actions };
};

/** Defaults within lists would undo a list that was sent empty, so a sent requirement is kept as it is. */
const defaultActions = (shape: RuleShape, request: JsonObject): JsonObject =>
  isObject(objectAt(request, "actions.selfServicePasswordReset")["requirement"])
    ? { ...shape.actions, selfServicePasswordReset: { access: "ALLOW" } }
    : shape.actions;

const conditionsOf = (shape: RuleShape, given: JsonObject): JsonObject | null => {
  if (shape.conditions === null) return null;
  const { people, platform, ...others } = given;
  return present({
    people: shape.people || people !== undefined ? peopleOf(objectAt({ people: people ?? {} }, "people")) : undefined,
    ...withDefaults(others, omit(shape.conditions, ["platform"])),
    platform: platformOf(objectAt({ platform: platform ?? {} }, "platform"), shape),
  });
};

/** Lists of people that are empty are not kept, but for the users left out. */
const peopleOf = (given: JsonObject): JsonObject => {
  const groups = filledLists(objectAt(given, "groups"));
  const users = { ...filledLists(objectAt(given, "users")), exclude: listAt(given, "users.exclude") };
  return present({ users, groups: Object.keys(groups).length > 0 ? groups : undefined });
};

const filledLists = (lists: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => Array.isArray(list) && list.length > 0));

/** An empty platform condition is none. */
const platformOf = (given: JsonObject, shape: RuleShape): Json | undefined => {
  const fallback = shape.conditions?.["platform"];
  const include = listAt(given, "include");
  const exclude = listAt(given, "exclude");
  return include.length + exclude.length > 0 ? { include, exclude } : fallback;
};

const constraintKinds = ["knowledge", "possession"] as const;

const withVerification = (actions: JsonObject): JsonObject => {
  const signOn = objectAt(actions, "appSignOn");
  return { ...actions, appSignOn: { ...signOn, verificationMethod: verificationOf(objectAt(signOn, "verificationMethod")) } };
};

/** A chain of methods has no factor mode of its own; an assurance has a time after which it is asked again. */
const verificationOf = (given: JsonObject): JsonObject => {
  if (given["type"] === "AUTH_METHOD_CHAIN") return omit(given, ["factorMode", "inactivityPeriod", "constraints"]);
  if (given["type"] !== "ASSURANCE") return given;
  const constraints = listAt(given, "constraints");
  return present({
    factorMode: "2FA",
    reauthenticateIn: "PT12H",
    ...given,
    constraints: constraints.length > 0 ? constraints.map(constraintOf) : undefined,
  });
};

/** "required" is optional in a request and always answered (Policy API, AccessPolicyConstraint). */
const constraintOf = (given: Json): Json => {
  const kinds = isObject(given) ? pick(given, constraintKinds) : {};
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, constraint]) => {
      const excluded = listAt(constraint, "excludedAuthenticationMethods").length > 0;
      return [kind, isObject(constraint) ? { required: !excluded, ...constraint } : constraint];
    }),
  );
};

/** Older requests say nothing of access control, and mean what was there before it. */
const withAccessControl = (actions: JsonObject): JsonObject => {
  const requirement = { accessControl: "LEGACY", ...objectAt(actions, "selfServicePasswordReset.requirement") };
  return { ...actions, selfServicePasswordReset: { ...objectAt(actions, "selfServicePasswordReset"), requirement } };
};

const withLogoutOfEach = (actions: JsonObject): JsonObject => {
  const given = objectAt(actions, "postAuthSession");
  if (!Array.isArray(given["failureActions"])) return actions;
  const failureActions = listAt(given, "failureActions").map((action) =>
    isObject(action) && action["action"] === "TERMINATE_SESSION" ? { slo: null, ...action } : action,
  );
  return { ...actions, postAuthSession: { ...given, failureActions } };
};

/** The ids of zones a rule names: they may not be deleted meanwhile. */
export const zonesOf = (rule: JsonObject): string[] => [
  ...textsAt(rule, "conditions.network.include"),
  ...textsAt(rule, "conditions.network.exclude"),
];
