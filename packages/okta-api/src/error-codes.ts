/** What one of Okta's error codes stands for; `{0}` in a summary is filled in by the endpoint. */
export interface ErrorCode {
  status: number;
  summary: string;
}

/** Status and summary by code, one a line, from Okta's error catalogue (releases 2023.02 to 2026.08). */
const lines = `
E0000001 400 Api validation failed: {0}
E0000002 400 The request was not valid: {0}
E0000003 400 The request body was not well-formed.
E0000004 401 Authentication failed
E0000005 403 Invalid session
E0000006 403 You do not have permission to perform the requested action
E0000007 404 Not found: {0}
E0000008 404 The requested path was not found
E0000009 500 Internal Server Error
E0000010 503 Service is in read only mode
E0000011 401 Invalid token provided
E0000012 404 Unsupported media type
E0000013 403 Invalid client app id
E0000014 403 Update of credentials failed
E0000015 401 You do not have permission to access the feature you are requesting
E0000016 403 Activation failed because the user is already active
E0000017 403 Password reset failed
E0000018 400 Bad request.  Accept and/or Content-Type headers are likely not set.
E0000019 400 Bad request.  Accept and/or Content-Type headers likely do not match supported values.
E0000020 400 Bad request.
E0000021 400 Bad request.  Accept and/or Content-Type headers likely do not match supported values.
E0000022 405 The endpoint does not support the provided HTTP method
E0000023 403 Operation failed because user profile is mastered under another system
E0000024 400 Bad request.  This operation on app metadata is not yet supported.
E0000025 400 App version assignment failed.
E0000026 404 This endpoint has been deprecated.
E0000027 400 Group push bad request : {0}
E0000028 400 The request is missing a required parameter.
E0000029 400 Invalid paging request.
E0000030 400 Bad request. Invalid date. Dates must be of the form yyyy-MM-dd'T'HH:mm:ss.SSSZZ, e.g. 2013-01-01T12:00:00.000-07:00.
E0000031 400 Invalid search criteria.
E0000032 403 Unlock is not allowed for this user.
E0000033 400 Bad request. Can't specify a search query and filter in the same request.
E0000034 403 Forgot password not allowed on specified user.
E0000035 403 Change password not allowed on specified user.
E0000036 403 Change recovery question not allowed on specified user.
E0000037 400 Type mismatch exception.  {0}
E0000038 403 This operation is not allowed in the user's current status.
E0000039 403 Operation on application settings failed.
E0000040 400 Application label must not be the same as an existing application label.
E0000041 400 Credentials should not be set on this resource based on the scheme.
E0000042 403 Setting the error page redirect URL failed.
E0000043 403 Self service application assignment is not enabled.
E0000044 403 Self service application assignment is not supported.
E0000045 400 Field mapping bad request.
E0000046 403 Deactivate application for user forbidden.
E0000047 429 API call exceeded rate limit due to too many requests.
E0000056 403 Delete application forbidden.
E0000060 501 Unsupported operation.
E0000061 403 Tab error: {0}
E0000062 409 The specified user is already assigned to the application.
E0000063 400 Invalid combination of parameters specified.
E0000068 403 Invalid Passcode/Answer
E0000069 403 User Locked
E0000074 400 Factor Service Error
E0000075 403 Cannot modify the {0} attribute because it has a field mapping and profile push is enabled.
E0000076 405 Cannot modify the app user because it is mastered by an external app.
E0000077 403 Cannot modify the {0} attribute because it is read-only.
E0000078 403 Cannot modify the {0} attribute because it is immutable.
E0000080 403 The password does not meet the complexity requirements of the current password policy.
E0000081 403 Cannot modify the {0} attribute because it is a reserved attribute for this application.
E0000086 403 This policy cannot be activated at this time.
E0000087 403 The recovery question answer did not match our records.
E0000090 409 The role specified is already assigned to the user.
E0000091 400 The provided role type was not the same as required role type.
E0000093 400 Target count limit exceeded
E0000094 400 The provided filter is unsupported.
E0000095 403 Recovery not allowed for unknown user.
E0000096 409 This certificate has already been uploaded with kid={0}.
E0000098 400 This phone number is invalid.
E0000100 503 Unable to perform search query.
E0000107 403 The entity is not in the expected state for the requested transition.
E0000111 403 Cannot modify the {0} object because it is read-only.
E0000112 409 Cannot update this user because they are still being activated. Please try again in a few minutes.
E0000117 403 Cannot assign apps or update app profiles for an inactive user.
E0000122 406 Accept Header did not contain supported media type 'application/json'
E0000123 400 Array specified in enum field must match const values specified in oneOf field.
E0000124 400 Could not create user. To create a user and expire their password immediately, a password must be specified
E0000125 400 Could not create user. To create a user and expire their password immediately, "activate" must be true
E0000127 409 Invalid linked objection definition. {0}
E0000131 400 {0}
E0000141 400 Feature cannot be enabled or disabled due to dependencies/dependents conflicts.
E0000142 403 This User Type cannot be deleted.
E0000143 403 App instance operation not allowed.
E0000145 409 Some users returned by the search cannot be parsed because the user schema has been changed to be inconsistent with their stale profile data.
E0000148 403 Cannot modify/disable this authenticator because it is enabled in one or more policies. {0}
E0000149 406 The HTTP request is not acceptable.
E0000157 409 Another authenticator with key: {0} is already active.
E0000161 403 Unique domain name required.
E0000162 403 Domain count limit reached.
E0000163 404 Domain ID not found.
E0000165 403 Domain not verified.
E0000166 403 CAPTCHA count limit reached. At most one CAPTCHA instance is allowed per Org. Please remove existing CAPTCHA to create a new one.
E0000167 403 {0}
E0000168 403 CAPTCHA cannot be removed. This CAPTCHA is associated with org-wide CAPTCHA settings, please unassociate it before removing it.
E0000174 403 You can't disable Okta FastPass because it is being used by one or more application sign-on policies. First, go to each policy and remove any device conditions. Then, come back and try again.
E0000176 400 Failed to create LogStreaming event source. {0}
E0000177 400 Failed to delete LogStreaming event source. {0}
E0000178 400 This realm cannot be deleted. {0}
E0000182 409 A default email template customization already exists.
E0000183 409 An email template customization for that language already exists.
E0000184 409 A default email template customization can't be deleted.
E0000185 409 The isDefault parameter of the default email template customization can't be set to false.
E0000187 409 Cannot delete push provider because it is being used by a custom app authenticator.
E0000188 409 Domain update conflict exception.
E0000189 422 This template does not support the recipients value.
E0000192 400 Roles cannot be granted to groups with group membership rules. {0}
E0000193 400 Roles can only be granted to groups with 5000 or less users. {0}
E0000194 400 Roles can only be granted to Okta groups, AD groups and LDAP groups. {0}
E0000195 409 Api validation failed due to conflict: {0}
E0000197 409 Unique email domain name required.
E0000198 404 Email domain not found.
E0000200 409 A default brand cannot be deleted.
E0000201 409 A brand associated with a custom domain or email domain cannot be deleted.
E0000202 409 Brand name already exists.
E0000203 409 Failed to associate this domain with the given brandId.
E0000208 400 Failed to get access token. The request was invalid, reason: {0}.
E0000209 400 {0} cannot be modified/deleted because it is currently being used in an Enroll Policy. Please make changes to the Enroll Policy before modifying/deleting the group.
E0000211 400 Roles cannot be granted to built-in groups: {0}
E0000213 403 Cannot update page content for the default brand.
E0000215 410 This endpoint has been deprecated.
E0000217 400 Invalid status. Cannot validate email domain in current status.
E0000218 400 Email domain could not be verified by mail provider.
E0000219 403 This action can't be completed because it would result in 0 phishing resistant authenticators. Policy rules: {0}
E0000220 403 Brand count limit reached.
E0000221 403 You have reached the maximum number of realms. An org cannot have more than {0} realms.
E0000222 400 You can enable only one SMTP server at a time. Another SMTP server is already enabled.
E0000223 400 Connection with the specified SMTP server failed.
E0000224 400 Authentication with the specified SMTP server failed.
E0000225 400 You reached the maximum number of enrolled SMTP servers. An org can't have more than {0} enrolled servers.
E0000231 412 Precondition failed.
E0000239 423 Policy priorities are being reconciled. Please try again later.
E0000242 412 Precondition failed: {0}
E0000244 409 An email template customization conflict: {0}
E0000245 403 This identity provider is referenced by a policy: {0}
E0000248 403 This identity provider is referenced by a policy: {0}
E0000249 409 Group rules are still being initialized.
E0000250 403 This authenticator is referenced by a policy: {0}
E0000251 403 This authenticator is referenced by a policy: {0}
E0000252 403 This authenticator is referenced by a policy: {0}
E0000253 409 The user type is still being initialized.
E0000254 409 An email template customization conflict: {0}
E0000255 403 The application can't be deleted.
E0000263 409 The role specified is already assigned.
E0000268 409 Another role assignment change is running.
`;

function readLine(line: string): [string, ErrorCode] {
  const [code = "", status = "", ...words] = line.split(" ");
  return [code, { status: Number(status), summary: words.join(" ") }];
}

/** Okta's error codes that a client or an emulator of its management API meets. */
export const errorCodes: ReadonlyMap<string, ErrorCode> = new Map(lines.trim().split("\n").map(readLine));

/** A code's summary with the endpoint's words filled in; a code unknown to us keeps those words alone. */
export function errorSummary(code: string, detail = ""): string {
  const summary = errorCodes.get(code)?.summary ?? "{0}";
  return summary.replace("{0}", detail).trimEnd();
}
