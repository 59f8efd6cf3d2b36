/** What each protocol maps from a provider's users to the org's, by property of the org's user. */
const saml: Readonly<Record<string, string>> = {
  firstName: "source.firstName",
  lastName: "source.lastName",
  email: "source.email",
  mobilePhone: "source.mobilePhone",
  login: "source.userName",
};

const oidc: Readonly<Record<string, string>> = {
  login: "appuser.email",
  displayName: "appuser.displayName",
  nickName: "appuser.nickname",
  firstName: "appuser.firstName",
  middleName: "appuser.middleName",
  lastName: "appuser.lastName",
  email: "appuser.email",
  profileUrl: "appuser.profile",
  timezone: 'appuser.zoneinfo == null ? "America/Los_Angeles" : appuser.zoneinfo',
  primaryPhone: "appuser.phoneNumber",
  streetAddress: "appuser.street_address",
  city: "appuser.locality",
  state: "appuser.region",
  zipCode: "appuser.postalCode",
  countryCode: "appuser.country",
};

const social: Readonly<Record<string, string>> = {
  login: "appuser.email",
  displayName: "appuser.displayName",
  firstName: "appuser.firstName",
  lastName: "appuser.lastName",
  email: "appuser.email",
};

/** How a type of provider is called as the source of a mapping, and what it maps. */
export const mappingOf = (type: string): { name: string; properties: Readonly<Record<string, string>> } => {
  if (type === "SAML2") return { name: "saml_idp", properties: saml };
  if (type === "OIDC") return { name: "oidc_idp", properties: oidc };
  return { name: type.toLowerCase(), properties: social };
};
