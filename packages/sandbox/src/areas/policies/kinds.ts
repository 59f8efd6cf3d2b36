import type { JsonObject } from "../../store/json.ts";
import type { Generation } from "./priorities.ts";

/** What one type of policy is like: a row for each. */
export interface PolicyKind {
  readonly type: string;
  readonly ruleType: string;
  readonly generation: Generation;
  /** Whether an administrator may make more of them. */
  readonly creatable: boolean;
  /** Whether it is for groups, and so for Everyone when nothing is said. */
  readonly forGroups?: boolean;
  /** Conditions and settings that are filled in. */
  readonly conditions?: JsonObject;
  readonly settings?: JsonObject;
  /** The actions of the rule that a new policy of generation 2 comes with. */
  readonly catchAll?: JsonObject;
  /** Apps belong to policies of this type; lists say so. */
  readonly resourceType?: string;
}

export const passwordSettings: JsonObject = {
  password: {
    complexity: {
      minLength: 8,
      minLowerCase: 1,
      minUpperCase: 1,
      minNumber: 1,
      minSymbol: 0,
      excludeUsername: true,
      dictionary: { common: { exclude: false } },
      excludeAttributes: [],
    },
    age: { maxAgeDays: 0, expireWarnDays: 0, minAgeMinutes: 0, historyCount: 0 },
    lockout: { maxAttempts: 10, autoUnlockMinutes: 0, userLockoutNotificationChannels: [], showLockoutFailures: false },
    breachedProtection: { expireAfterDays: null, logoutEnabled: false, delegatedWorkflowId: null },
  },
  recovery: {
    factors: {
      recovery_question: { status: "INACTIVE", properties: { complexity: { minLength: 4 } } },
      okta_email: { status: "ACTIVE", properties: { recoveryToken: { tokenLifetimeMinutes: 60 } } },
      okta_sms: { status: "INACTIVE" },
      okta_call: { status: "INACTIVE" },
    },
  },
  delegation: { options: { skipUnlock: false } },
};

/** Two factors, one of them bound to the device: what every new access policy asks for. */
const accessCatchAll: JsonObject = {
  appSignOn: {
    access: "ALLOW",
    verificationMethod: {
      factorMode: "2FA",
      type: "ASSURANCE",
      reauthenticateIn: "PT12H",
      constraints: [{ possession: { required: true, deviceBound: "REQUIRED" } }],
    },
    keepMeSignedIn: { postAuth: "NOT_ALLOWED" },
  },
};

const profileEnrollment: JsonObject = {
  profileEnrollment: {
    access: "ALLOW",
    preRegistrationInlineHooks: null,
    profileAttributes: [
      { name: "email", label: "Email", required: true },
      { name: "firstName", label: "First name", required: true },
      { name: "lastName", label: "Last name", required: true },
    ],
    targetGroupIds: null,
    unknownUserAction: "DENY",
    activationRequirements: { emailVerification: true },
    progressiveProfilingAction: "DISABLED",
    uiSchemaId: null,
  },
};

export const policyKinds: readonly PolicyKind[] = [
  { type: "OKTA_SIGN_ON", ruleType: "SIGN_ON", generation: 1, creatable: true, forGroups: true },
  {
    type: "PASSWORD",
    ruleType: "PASSWORD",
    generation: 1,
    creatable: true,
    forGroups: true,
    conditions: { authProvider: { provider: "OKTA" } },
    settings: passwordSettings,
  },
  { type: "MFA_ENROLL", ruleType: "MFA_ENROLL", generation: 1, creatable: true, forGroups: true },
  { type: "IDP_DISCOVERY", ruleType: "IDP_DISCOVERY", generation: 1, creatable: false },
  {
    type: "ACCESS_POLICY",
    ruleType: "ACCESS_POLICY",
    generation: 2,
    creatable: true,
    catchAll: accessCatchAll,
    resourceType: "APP",
  },
  {
    type: "PROFILE_ENROLLMENT",
    ruleType: "PROFILE_ENROLLMENT",
    generation: 2,
    creatable: true,
    catchAll: profileEnrollment,
    resourceType: "APP",
  },
  {
    type: "POST_AUTH_SESSION",
    ruleType: "POST_AUTH_SESSION",
    generation: 2,
    creatable: false,
    catchAll: { postAuthSession: { failureActions: [] } },
  },
  {
    type: "SESSION_VIOLATION_DETECTION",
    ruleType: "SESSION_VIOLATION_DETECTION",
    generation: 2,
    creatable: false,
    catchAll: { sessionViolationDetection: { policyEvaluation: { enabled: false } } },
  },
  {
    type: "ENTITY_RISK",
    ruleType: "ENTITY_RISK",
    generation: 2,
    creatable: false,
    catchAll: { entityRisk: { actions: [] } },
  },
  {
    type: "DEVICE_SIGNAL_COLLECTION",
    ruleType: "DEVICE_SIGNAL_COLLECTION",
    generation: 2,
    creatable: true,
    catchAll: { deviceSignalCollection: { deviceContextProviders: [] } },
  },
  // The policies of authorization servers live apart, and follow the same rules.
  { type: "OAUTH_AUTHORIZATION_POLICY", ruleType: "RESOURCE_ACCESS", generation: 1, creatable: true },
];

/** The row of a policy type, if there is one. */
export const kindOf = (type: string | undefined): PolicyKind | undefined => policyKinds.find((kind) => kind.type === type);
