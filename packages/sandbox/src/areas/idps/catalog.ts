import type { JsonObject } from "../../store/json.ts";

/** What the service knows about a type of identity provider. */
export interface IdpType {
  readonly type: string;
  readonly protocol: "OIDC" | "OAUTH2" | "SAML2" | "MTLS";
  /** Endpoints that are not the administrator's to choose. */
  readonly authorization?: string;
  readonly token?: string;
}

const social = (type: string, protocol: IdpType["protocol"], authorization: string, token: string): IdpType => ({ type, protocol, authorization, token });

export const idpTypes: readonly IdpType[] = [
  { type: "OIDC", protocol: "OIDC" },
  { type: "SAML2", protocol: "SAML2" },
  { type: "X509", protocol: "MTLS" },
  { type: "OKTA_INTEGRATION", protocol: "OIDC" },
  { type: "IDV_PERSONA", protocol: "OIDC" },
  { type: "IDV_CLEAR", protocol: "OIDC" },
  { type: "IDV_INCODE", protocol: "OIDC" },
  { type: "IDV_STANDARD", protocol: "OIDC" },
  social("FACEBOOK", "OAUTH2", "https://www.facebook.com/dialog/oauth", "https://graph.facebook.com/v2.8/oauth/access_token"),
  social("GOOGLE", "OIDC", "https://accounts.google.com/o/oauth2/auth", "https://www.googleapis.com/oauth2/v3/token"),
  social("MICROSOFT", "OIDC", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize", "https://login.microsoftonline.com/common/oauth2/v2.0/token"),
  social("LINKEDIN", "OAUTH2", "https://www.linkedin.com/oauth/v2/authorization", "https://www.linkedin.com/oauth/v2/accessToken"),
  social("APPLE", "OIDC", "https://appleid.apple.com/auth/authorize", "https://appleid.apple.com/auth/token"),
  social("AMAZON", "OIDC", "https://www.amazon.com/ap/oa", "https://api.amazon.com/auth/o2/token"),
  social("DISCORD", "OIDC", "https://discord.com/api/oauth2/authorize", "https://discord.com/api/oauth2/token"),
  social("GITHUB", "OAUTH2", "https://github.com/login/oauth/authorize", "https://github.com/login/oauth/access_token"),
  social("GITLAB", "OIDC", "https://gitlab.com/oauth/authorize", "https://gitlab.com/oauth/token"),
  social("LOGINGOV", "OIDC", "https://secure.login.gov/openid_connect/authorize", "https://secure.login.gov/api/openid_connect/token"),
  social("LOGINGOV_SANDBOX", "OIDC", "https://idp.int.identitysandbox.gov/openid_connect/authorize", "https://idp.int.identitysandbox.gov/api/openid_connect/token"),
  social("PAYPAL", "OIDC", "https://www.paypal.com/signin/authorize", "https://api.paypal.com/v1/oauth2/token"),
  social("PAYPAL_SANDBOX", "OIDC", "https://www.sandbox.paypal.com/signin/authorize", "https://api.sandbox.paypal.com/v1/oauth2/token"),
  social("SALESFORCE", "OIDC", "https://login.salesforce.com/services/oauth2/authorize", "https://login.salesforce.com/services/oauth2/token"),
  social("SPOTIFY", "OIDC", "https://accounts.spotify.com/authorize", "https://accounts.spotify.com/api/token"),
  social("XERO", "OIDC", "https://login.xero.com/identity/connect/authorize", "https://identity.xero.com/connect/token"),
  social("YAHOO", "OIDC", "https://api.login.yahoo.com/oauth2/request_auth", "https://api.login.yahoo.com/oauth2/get_token"),
  social("YAHOOJP", "OIDC", "https://auth.login.yahoo.co.jp/yconnect/v2/authorization", "https://auth.login.yahoo.co.jp/yconnect/v2/token"),
];

/** The endpoints a social provider is always asked at. */
export const fixedEndpoints = ({ authorization, token }: IdpType): JsonObject =>
  authorization && token
    ? { authorization: { url: authorization, binding: "HTTP-REDIRECT" }, token: { url: token, binding: "HTTP-POST" } }
    : {};
