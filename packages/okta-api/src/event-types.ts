/** What an event did to its object. */
export type EventVerb = "create" | "update" | "delete" | "activate" | "deactivate" | "add" | "remove";

/**
 * A kind of object that System Log events are about: what the log calls it as a target, where the API keeps it, and
 * which events say what. `members` are events about what belongs to it (a group's users, an app's assignments).
 */
export interface EventObject {
  kind: string;
  /** The `type` of the target. Those seen in Okta's documentation and public samples; the rest named alike. */
  targetType: string;
  /** Paths of single objects of this kind; the last parameter is the id the target carries. */
  paths: readonly string[];
  events: Readonly<Partial<Record<EventVerb, string>>>;
  /** Further events that can have changed such an object. */
  also?: readonly string[];
}

type Events = EventObject["events"];

const lifecycle = (family: string): Events => ({
  create: `${family}.create`,
  update: `${family}.update`,
  delete: `${family}.delete`,
  activate: `${family}.activate`,
  deactivate: `${family}.deactivate`,
});

const threeVerbs = (family: string): Events => ({
  create: `${family}.create`,
  update: `${family}.update`,
  delete: `${family}.delete`,
});

const pastVerbs = (family: string): Events => ({
  create: `${family}.created`,
  update: `${family}.updated`,
  delete: `${family}.deleted`,
  activate: `${family}.activated`,
  deactivate: `${family}.deactivated`,
});

const policyRule: Events = {
  create: "policy.rule.add",
  update: "policy.rule.update",
  delete: "policy.rule.delete",
  activate: "policy.rule.activate",
  deactivate: "policy.rule.deactivate",
};

/** The kinds of object a configuration can name, with the events that tell of their changes (catalogue 2026.08.1). */
export const eventObjects: readonly EventObject[] = [
  {
    kind: "group",
    targetType: "UserGroup",
    paths: ["/api/v1/groups/{groupId}"],
    events: { create: "group.lifecycle.create", update: "group.profile.update", delete: "group.lifecycle.delete" },
  },
  {
    kind: "group membership",
    targetType: "UserGroup",
    paths: ["/api/v1/groups/{groupId}/users/{userId}"],
    events: { add: "group.user_membership.add", remove: "group.user_membership.remove" },
  },
  {
    kind: "group rule",
    targetType: "GroupRule",
    paths: ["/api/v1/groups/rules/{groupRuleId}"],
    // The catalogue has no event for the rule itself being made, changed or deleted.
    events: { deactivate: "group.user_membership.rule.deactivated" },
    also: [
      "group.user_membership.rule.trigger",
      "group.user_membership.rule.invalidate",
      "group.user_membership.rule.add_exclusion",
    ],
  },
  {
    kind: "group owner",
    targetType: "UserGroup",
    paths: ["/api/v1/groups/{groupId}/owners/{ownerId}"],
    events: { add: "resource.owner.update", remove: "resource.owner.update" },
  },
  {
    kind: "group role",
    targetType: "UserGroup",
    paths: ["/api/v1/groups/{groupId}/roles/{roleAssignmentId}"],
    events: { add: "group.privilege.grant", remove: "group.privilege.revoke" },
  },
  {
    kind: "user",
    targetType: "User",
    paths: ["/api/v1/users/{id}"],
    events: {
      create: "user.lifecycle.create",
      update: "user.account.update_profile",
      delete: "user.lifecycle.delete.initiated",
      activate: "user.lifecycle.activate",
      deactivate: "user.lifecycle.deactivate",
    },
    also: [
      "user.lifecycle.suspend",
      "user.lifecycle.unsuspend",
      "user.lifecycle.reactivate",
      "user.lifecycle.delete.completed",
      "user.account.update_user_type",
      "user.account.update_password",
      "user.account.reset_password",
      "user.account.unlock",
    ],
  },
  {
    kind: "user role",
    targetType: "User",
    paths: ["/api/v1/users/{userId}/roles/{roleAssignmentId}"],
    events: { add: "user.account.privilege.grant", remove: "user.account.privilege.revoke" },
  },
  {
    kind: "user type",
    targetType: "UserType",
    paths: ["/api/v1/meta/types/user/{typeId}"],
    events: { create: "directory.non_default_user_profile.create" },
  },
  {
    kind: "user schema",
    targetType: "UserProfile",
    paths: ["/api/v1/meta/schemas/user/{schemaId}", "/api/v1/meta/schemas/group/default"],
    events: { update: "directory.user_profile.update" },
  },
  {
    kind: "app schema",
    targetType: "AppUserProfile",
    paths: ["/api/v1/meta/schemas/apps/{appId}/default"],
    events: { update: "directory.app_user_profile.update" },
  },
  {
    kind: "linked object",
    targetType: "LinkedObject",
    paths: ["/api/v1/meta/schemas/user/linkedObjects/{linkedObjectName}"],
    events: { create: "directory.linked_object.create", delete: "directory.linked_object.delete" },
  },
  { kind: "mapping", targetType: "ProfileMapping", paths: ["/api/v1/mappings/{mappingId}"], events: { update: "directory.mapping.update" } },
  {
    kind: "app",
    targetType: "AppInstance",
    paths: ["/api/v1/apps/{appId}"],
    events: lifecycle("application.lifecycle"),
    also: [
      "app.oauth2.client.lifecycle.create",
      "app.oauth2.client.lifecycle.update",
      "app.oauth2.client.lifecycle.delete",
      "app.oauth2.client.lifecycle.activate",
      "app.oauth2.client.lifecycle.deactivate",
      "app.saml.sensitive.attribute.update",
    ],
  },
  {
    kind: "app group assignment",
    targetType: "AppInstance",
    paths: ["/api/v1/apps/{appId}/groups/{groupId}"],
    events: {
      add: "group.application_assignment.add",
      update: "group.application_assignment.update",
      remove: "group.application_assignment.remove",
    },
  },
  {
    kind: "app user",
    targetType: "AppUser",
    paths: ["/api/v1/apps/{appId}/users/{userId}"],
    events: {
      add: "application.user_membership.add",
      update: "application.user_membership.update",
      remove: "application.user_membership.remove",
    },
    also: ["application.user_membership.change_username"],
  },
  {
    kind: "app policy",
    targetType: "PolicyEntity",
    paths: ["/api/v1/apps/{appId}/policies/{policyId}"],
    events: { add: "policy.mapping.create" },
  },
  {
    kind: "app grant",
    targetType: "AppInstance",
    paths: ["/api/v1/apps/{appId}/grants/{grantId}"],
    events: { add: "app.oauth2.admin.consent.grant", remove: "app.oauth2.admin.consent.revoke" },
  },
  {
    kind: "client role",
    targetType: "AppInstance",
    paths: ["/oauth2/v1/clients/{clientId}/roles/{roleAssignmentId}"],
    events: { add: "app.oauth2.client.privilege.grant", remove: "app.oauth2.client.privilege.revoke" },
  },
  {
    kind: "policy",
    targetType: "PolicyEntity",
    paths: ["/api/v1/policies/{policyId}", "/api/v1/authorizationServers/{authServerId}/policies/{policyId}"],
    events: lifecycle("policy.lifecycle"),
    also: ["application.policy.sign_on.update", "app.policy.sign_on.update"],
  },
  {
    kind: "policy rule",
    targetType: "PolicyRule",
    paths: [
      "/api/v1/policies/{policyId}/rules/{ruleId}",
      "/api/v1/authorizationServers/{authServerId}/policies/{policyId}/rules/{ruleId}",
    ],
    events: policyRule,
    also: ["application.policy.sign_on.rule.create", "application.policy.sign_on.rule.delete", "application.policy.sign_on.update"],
  },
  {
    kind: "authorization server",
    targetType: "AuthorizationServer",
    paths: ["/api/v1/authorizationServers/{authServerId}"],
    events: pastVerbs("oauth2.as"),
  },
  {
    kind: "claim",
    targetType: "OAuth2Claim",
    paths: ["/api/v1/authorizationServers/{authServerId}/claims/{claimId}"],
    events: { create: "oauth2.claim.created", update: "oauth2.claim.updated", delete: "oauth2.claim.deleted" },
  },
  {
    kind: "scope",
    targetType: "OAuth2Scope",
    paths: ["/api/v1/authorizationServers/{authServerId}/scopes/{scopeId}"],
    events: { create: "oauth2.scope.created", update: "oauth2.scope.updated", delete: "oauth2.scope.deleted" },
  },
  {
    kind: "trusted server",
    targetType: "AuthorizationServer",
    paths: ["/api/v1/authorizationServers/{authServerId}/associatedServers/{associatedServerId}"],
    events: { add: "app.oauth2.trusted_server.add", remove: "app.oauth2.trusted_server.delete" },
  },
  { kind: "zone", targetType: "NetworkZone", paths: ["/api/v1/zones/{zoneId}"], events: lifecycle("zone") },
  {
    kind: "trusted origin",
    targetType: "TrustedOrigin",
    paths: ["/api/v1/trustedOrigins/{trustedOriginId}"],
    events: lifecycle("security.trusted_origin"),
  },
  {
    kind: "threat insight",
    targetType: "ThreatInsight",
    paths: ["/api/v1/threats/configuration"],
    events: { update: "security.threat.configuration.update" },
  },
  { kind: "behavior", targetType: "Behavior", paths: ["/api/v1/behaviors/{behaviorId}"], events: lifecycle("security.behavior.settings") },
  { kind: "captcha", targetType: "Captcha", paths: ["/api/v1/captchas/{captchaId}"], events: threeVerbs("system.captcha") },
  {
    kind: "org captcha",
    targetType: "Captcha",
    paths: ["/api/v1/org/captcha"],
    events: { update: "system.org.captcha.activate", delete: "system.org.captcha.deactivate" },
  },
  { kind: "event hook", targetType: "EventHook", paths: ["/api/v1/eventHooks/{eventHookId}"], events: pastVerbs("event_hook"), also: ["event_hook.verified"] },
  { kind: "inline hook", targetType: "InlineHook", paths: ["/api/v1/inlineHooks/{inlineHookId}"], events: pastVerbs("inline_hook") },
  {
    kind: "hook key",
    targetType: "HookKey",
    paths: ["/api/v1/hook-keys/{id}"],
    events: { create: "system.hook.key.created", update: "system.hook.key.updated", delete: "system.hook.key.deleted" },
  },
  { kind: "log stream", targetType: "LogStream", paths: ["/api/v1/logStreams/{logStreamId}"], events: lifecycle("system.log_stream.lifecycle") },
  {
    kind: "authenticator",
    targetType: "Authenticator",
    paths: ["/api/v1/authenticators/{authenticatorId}"],
    events: lifecycle("security.authenticator.lifecycle"),
  },
  { kind: "identity provider", targetType: "IdentityProvider", paths: ["/api/v1/idps/{idpId}"], events: lifecycle("system.idp.lifecycle") },
  {
    kind: "identity provider key",
    targetType: "IdentityProviderKey",
    paths: ["/api/v1/idps/credentials/keys/{kid}"],
    events: { create: "system.idp.key.create", delete: "system.idp.key.delete" },
  },
  { kind: "brand", targetType: "Brand", paths: ["/api/v1/brands/{brandId}"], events: threeVerbs("system.brand") },
  { kind: "theme", targetType: "Theme", paths: ["/api/v1/brands/{brandId}/themes/{themeId}"], events: { update: "system.theme.update" } },
  {
    kind: "sign-in page",
    targetType: "CustomSignInPage",
    paths: ["/api/v1/brands/{brandId}/pages/sign-in/customized"],
    events: { update: "system.custom_signin.update", delete: "system.custom_signin.delete" },
  },
  {
    kind: "e-mail customization",
    targetType: "EmailTemplate",
    paths: ["/api/v1/brands/{brandId}/templates/email/{templateName}/customizations/{customizationId}"],
    events: threeVerbs("system.email.template"),
  },
  {
    kind: "e-mail template settings",
    targetType: "EmailTemplate",
    paths: ["/api/v1/brands/{brandId}/templates/email/{templateName}/settings"],
    events: { update: "system.email.template.settings_changed" },
  },
  {
    kind: "domain",
    targetType: "CustomUrlDomain",
    paths: ["/api/v1/domains/{domainId}"],
    events: {
      create: "system.custom_url_domain.initiate",
      update: "system.custom_url_domain.update",
      delete: "system.custom_url_domain.delete",
    },
    also: ["system.custom_url_domain.verify", "system.custom_url_domain.cert_upload"],
  },
  { kind: "e-mail domain", targetType: "EmailDomain", paths: ["/api/v1/email-domains/{emailDomainId}"], events: threeVerbs("system.email_domain") },
  {
    kind: "e-mail server",
    targetType: "EmailServer",
    paths: ["/api/v1/email-servers/{emailServerId}"],
    events: lifecycle("system.custom_email_server.lifecycle"),
  },
  {
    kind: "device assurance",
    targetType: "DeviceAssurancePolicy",
    paths: ["/api/v1/device-assurances/{deviceAssuranceId}"],
    events: {
      create: "device.assurance.policy.add",
      update: "device.assurance.policy.update",
      delete: "device.assurance.policy.delete",
    },
  },
  { kind: "push provider", targetType: "PushProvider", paths: ["/api/v1/push-providers/{pushProviderId}"], events: threeVerbs("device.push.provider") },
  { kind: "realm", targetType: "Realm", paths: ["/api/v1/realms/{realmId}"], events: threeVerbs("directory.realm.lifecycle") },
  {
    kind: "realm assignment",
    targetType: "RealmAssignment",
    paths: ["/api/v1/realm-assignments/{assignmentId}"],
    events: lifecycle("directory.realm.assignment"),
  },
  { kind: "custom role", targetType: "CustomRole", paths: ["/api/v1/iam/roles/{roleIdOrLabel}"], events: threeVerbs("iam.role"), also: ["iam.role.permissions.add", "iam.role.permissions.delete"] },
  {
    kind: "resource set",
    targetType: "ResourceSet",
    paths: ["/api/v1/iam/resource-sets/{resourceSetIdOrLabel}"],
    events: threeVerbs("iam.resourceset"),
    also: ["iam.resourceset.resources.add", "iam.resourceset.resources.delete", "iam.resourceset.bindings.add", "iam.resourceset.bindings.delete"],
  },
  {
    kind: "API token",
    targetType: "Token",
    paths: ["/api/v1/api-tokens/{apiTokenId}"],
    events: { create: "system.api_token.create", update: "system.api_token.update", delete: "system.api_token.revoke" },
  },
  {
    kind: "feature",
    targetType: "Feature",
    paths: ["/api/v1/features/{featureId}"],
    events: { activate: "system.feature.enable", deactivate: "system.feature.disable" },
  },
  {
    kind: "rate limit settings",
    targetType: "RateLimitConfiguration",
    paths: [
      "/api/v1/rate-limit-settings/admin-notifications",
      "/api/v1/rate-limit-settings/per-client",
      "/api/v1/rate-limit-settings/warning-threshold",
      "/api/v1/principal-rate-limits/{principalRateLimitId}",
    ],
    events: { create: "system.rate_limit.configuration.update", update: "system.rate_limit.configuration.update" },
  },
  {
    kind: "security events provider",
    targetType: "SecurityEventsProvider",
    paths: ["/api/v1/security-events-providers/{securityEventProviderId}"],
    events: lifecycle("security.events.provider"),
  },
  {
    kind: "API service integration",
    targetType: "ApiServiceIntegration",
    paths: ["/integrations/api/v1/api-services/{apiServiceId}"],
    events: { create: "integration.api_service.lifecycle.authorize", delete: "integration.api_service.lifecycle.revoke" },
  },
];

/** What an event type says: the kind of object, and what was done to it where the type tells. */
export interface EventMeaning {
  object: EventObject;
  verb?: EventVerb;
}

function meaningsOf(object: EventObject): [string, EventMeaning][] {
  const told = Object.entries(object.events) as [EventVerb, string][];
  return [
    ...told.map(([verb, type]): [string, EventMeaning] => [type, { object, verb }]),
    ...(object.also ?? []).map((type): [string, EventMeaning] => [type, { object }]),
  ];
}

const byType = Map.groupBy(eventObjects.flatMap(meaningsOf), ([type]) => type);

/** The meanings of an event type: usually one, several where kinds of object share it, none where it is no change. */
export function eventMeanings(eventType: string): EventMeaning[] {
  return (byType.get(eventType) ?? []).map(([, meaning]) => meaning);
}

/** Every event type that can tell of a change to configuration. */
export const changeEventTypes: readonly string[] = [...byType.keys()];

const byPath = new Map(eventObjects.flatMap((object) => object.paths.map((path) => [path, object] as const)));

/** The kind of object kept at a path of the API description, such as /api/v1/groups/{groupId}. */
export const eventObjectAt = (path: string): EventObject | undefined => byPath.get(path);
