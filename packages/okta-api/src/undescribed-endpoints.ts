/**
 * Operations which Okta answers but does not describe in the files endpoints.gen.ts is made from: OAuth's own
 * endpoints (described elsewhere), and those behind the Admin Console, which take an API token but no OAuth token.
 * The operation ids of the latter are ours.
 */
export const undescribedLines = `
GET /.well-known/oauth-authorization-server getWellKnownOAuthConfiguration
GET /.well-known/openid-configuration getWellKnownOpenIdConfiguration
GET /oauth2/{authServerId}/.well-known/oauth-authorization-server getWellKnownOAuthConfigurationCustomAS
GET /oauth2/{authServerId}/.well-known/openid-configuration getWellKnownOpenIdConfigurationCustomAS
GET /oauth2/v1/keys oauthKeys
GET /oauth2/{authServerId}/v1/keys oauthKeysCustomAS
POST /oauth2/v1/token token
POST /oauth2/{authServerId}/v1/token tokenCustomAS
POST /oauth2/v1/introspect introspect
POST /oauth2/v1/revoke revoke
GET /oauth2/v1/clients listClients okta.clients.read
POST /oauth2/v1/clients createClient okta.clients.register
GET /oauth2/v1/clients/{clientId} getClient okta.clients.read
PUT /oauth2/v1/clients/{clientId} replaceClient okta.clients.manage
DELETE /oauth2/v1/clients/{clientId} deleteClient okta.clients.manage
POST /oauth2/v1/clients/{clientId}/lifecycle/newSecret generateNewClientSecret okta.clients.manage
GET /api/v1/internal/apps/{appId}/settings/oauth/idToken getIdTokenClaimSettings
POST /api/v1/internal/apps/{appId}/settings/oauth/idToken updateIdTokenClaimSettings
GET /api/v1/apps/{appId}/user/types listAppUserTypes
POST /api/internal/v1/mappings/reapply reapplyMappings
GET /api/internal/org/settings/security-notification-settings getSecurityNotificationSettings
PUT /api/internal/org/settings/security-notification-settings replaceSecurityNotificationSettings
POST /api/internal/org/settings/security-notification-settings updateSecurityNotificationSettings
GET /api/v1/org/factors listOrgFactors
GET /api/v1/org/factors/{factorProvider} getOrgFactor
POST /api/v1/org/factors/{factorProvider}/lifecycle/activate activateOrgFactor
POST /api/v1/org/factors/{factorProvider}/lifecycle/deactivate deactivateOrgFactor
GET /api/v1/org/factors/hotp/profiles listHotpFactorProfiles
POST /api/v1/org/factors/hotp/profiles createHotpFactorProfile
GET /api/v1/org/factors/hotp/profiles/{profileId} getHotpFactorProfile
PUT /api/v1/org/factors/hotp/profiles/{profileId} replaceHotpFactorProfile
DELETE /api/v1/org/factors/hotp/profiles/{profileId} deleteHotpFactorProfile
GET /api/v1/org/email/sender getEmailSender
POST /api/v1/org/email/sender setEmailSender
GET /api/v1/org/email/sender/{senderId} getEmailSenderById
PUT /api/v1/org/email/sender/{senderId} updateEmailSender
POST /api/v1/org/email/sender/{senderId} verifyEmailSender
POST /api/v1/org/email/sender/default setDefaultEmailSender
POST /api/v1/org/logo uploadOrgLogoOld
PUT /api/v1/users/{userId}/factors/{factorId} replaceFactor
`;
