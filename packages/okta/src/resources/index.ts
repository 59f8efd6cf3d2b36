// The list of rows. A resource type exists when it stands here.
import type { ResourceType } from "../table/resource-type.ts";
import { adminRoleCustomAssignments } from "./admin-roles/admin-role-custom-assignments.ts";
import { adminRoleCustom } from "./admin-roles/admin-role-custom.ts";
import { resourceSet } from "./admin-roles/resource-set.ts";
import { appAccessPolicyAssignment } from "./apps/app-access-policy-assignment.ts";
import { appAutoLogin } from "./apps/app-auto-login.ts";
import { appBasicAuth } from "./apps/app-basic-auth.ts";
import { appBookmark } from "./apps/app-bookmark.ts";
import { appGroupAssignment } from "./apps/app-group-assignment.ts";
import { appGroupAssignments } from "./apps/app-group-assignments.ts";
import { appOauth } from "./apps/app-oauth.ts";
import { appSaml } from "./apps/app-saml.ts";
import { appSecurePasswordStore } from "./apps/app-secure-password-store.ts";
import { appSharedCredentials } from "./apps/app-shared-credentials.ts";
import { appSwa } from "./apps/app-swa.ts";
import { appThreeField } from "./apps/app-three-field.ts";
import { appUserBaseSchemaProperty } from "./apps/app-user-base-schema-property.ts";
import { appUserSchemaProperty } from "./apps/app-user-schema-property.ts";
import { appUser } from "./apps/app-user.ts";
import { profileMapping } from "./apps/profile-mapping.ts";
import { authenticator } from "./authenticators/authenticator.ts";
import { behaviorRow } from "./authenticators/behavior.ts";
import { authServerClaimDefault } from "./authorization-servers/auth-server-claim-default.ts";
import { authServerClaim } from "./authorization-servers/auth-server-claim.ts";
import { authServerDefault } from "./authorization-servers/auth-server-default.ts";
import { authServerPolicyRule } from "./authorization-servers/auth-server-policy-rule.ts";
import { authServerPolicy } from "./authorization-servers/auth-server-policy.ts";
import { authServerScope } from "./authorization-servers/auth-server-scope.ts";
import { authServer } from "./authorization-servers/auth-server.ts";
import { groupMemberships } from "./groups/group-memberships.ts";
import { groupRole } from "./groups/group-role.ts";
import { groupRule } from "./groups/group-rule.ts";
import { groupSchemaProperty } from "./groups/group-schema-property.ts";
import { group } from "./groups/group.ts";
import { eventHook } from "./hooks/event-hook.ts";
import { inlineHook } from "./hooks/inline-hook.ts";
import { idpOidc } from "./identity-providers/idp-oidc.ts";
import { idpSamlKey } from "./identity-providers/idp-saml-key.ts";
import { idpSaml } from "./identity-providers/idp-saml.ts";
import { idpSocial } from "./identity-providers/idp-social.ts";
import { networkZone } from "./network/network-zone.ts";
import { trustedOrigin } from "./network/trusted-origin.ts";
import { appSignonPolicyRule } from "./policies/app-signon-policy-rule.ts";
import { appSignonPolicy } from "./policies/app-signon-policy.ts";
import { policyDeviceAssuranceAndroid } from "./policies/policy-device-assurance-android.ts";
import { policyDeviceAssuranceChromeos } from "./policies/policy-device-assurance-chromeos.ts";
import { policyDeviceAssuranceIos } from "./policies/policy-device-assurance-ios.ts";
import { policyDeviceAssuranceMacos } from "./policies/policy-device-assurance-macos.ts";
import { policyDeviceAssuranceWindows } from "./policies/policy-device-assurance-windows.ts";
import { policyMfaDefault } from "./policies/policy-mfa-default.ts";
import { policyMfa } from "./policies/policy-mfa.ts";
import { policyPasswordDefault } from "./policies/policy-password-default.ts";
import { policyPassword } from "./policies/policy-password.ts";
import { policyProfileEnrollmentApps } from "./policies/policy-profile-enrollment-apps.ts";
import { policyProfileEnrollment } from "./policies/policy-profile-enrollment.ts";
import { policyRuleIdpDiscovery } from "./policies/policy-rule-idp-discovery.ts";
import { policyRuleMfa } from "./policies/policy-rule-mfa.ts";
import { policyRulePassword } from "./policies/policy-rule-password.ts";
import { policyRuleProfileEnrollment } from "./policies/policy-rule-profile-enrollment.ts";
import { policyRuleSignon } from "./policies/policy-rule-signon.ts";
import { policySignon } from "./policies/policy-signon.ts";
import { userAdminRoles } from "./users/user-admin-roles.ts";
import { userBaseSchemaProperty } from "./users/user-base-schema-property.ts";
import { userGroupMemberships } from "./users/user-group-memberships.ts";
import { userSchemaProperty } from "./users/user-schema-property.ts";
import { userType } from "./users/user-type.ts";
import { user } from "./users/user.ts";

/** Every resource type of the provider. */
export const resourceTypes: readonly ResourceType[] = [
  // admin-roles
  adminRoleCustom,
  resourceSet,
  adminRoleCustomAssignments,
  // apps
  appOauth,
  appSaml,
  appGroupAssignment,
  appGroupAssignments,
  profileMapping,
  appBookmark,
  appSwa,
  appAutoLogin,
  appBasicAuth,
  appSharedCredentials,
  appSecurePasswordStore,
  appThreeField,
  appUser,
  appAccessPolicyAssignment,
  appUserSchemaProperty,
  appUserBaseSchemaProperty,
  // authenticators
  authenticator,
  behaviorRow,
  // authorization-servers
  authServer,
  authServerClaim,
  authServerPolicy,
  authServerPolicyRule,
  authServerScope,
  authServerDefault,
  authServerClaimDefault,
  // groups
  group,
  groupRule,
  groupMemberships,
  groupRole,
  groupSchemaProperty,
  // hooks
  inlineHook,
  eventHook,
  // identity-providers
  idpOidc,
  idpSaml,
  idpSocial,
  idpSamlKey,
  // network
  networkZone,
  trustedOrigin,
  // policies
  policySignon,
  policyPassword,
  policyMfa,
  policyRuleSignon,
  appSignonPolicyRule,
  appSignonPolicy,
  policyPasswordDefault,
  policyRulePassword,
  policyRuleMfa,
  policyRuleIdpDiscovery,
  policyProfileEnrollment,
  policyRuleProfileEnrollment,
  policyProfileEnrollmentApps,
  policyMfaDefault,
  policyDeviceAssuranceAndroid,
  policyDeviceAssuranceIos,
  policyDeviceAssuranceMacos,
  policyDeviceAssuranceWindows,
  policyDeviceAssuranceChromeos,
  // users
  user,
  userSchemaProperty,
  userType,
  userGroupMemberships,
  userAdminRoles,
  userBaseSchemaProperty,
];
