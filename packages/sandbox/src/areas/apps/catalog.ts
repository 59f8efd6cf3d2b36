import { isObject, type Json, type JsonObject } from "../../store/json.ts";

/** What Okta's catalogue says of an app, as far as it shows in the app's instances. */
export interface CatalogApp {
  readonly name: string;
  readonly displayName: string;
  /** Its links on the dashboard: name and number. */
  readonly links: readonly (readonly [name: string, id: string])[];
  /** The settings it has; what is not given is null. */
  readonly settings: readonly string[];
  readonly logo: string;
  /** The sign-on mode its instances get when they ask for AUTO_LOGIN. */
  readonly help?: Readonly<Record<string, "external-doc" | "instructions">>;
  /** The format of the SAML name it demands. */
  readonly nameIdFormat?: "emailAddress" | "unspecified";
  /** Settings of the SAML sign-on that may be overridden. */
  readonly overrides?: readonly string[];
  readonly licensed?: boolean;
  readonly category?: string;
  readonly description?: string;
  readonly website?: string;
  readonly signOnModes?: readonly string[];
}

const asset = (path: string): string => `https://op3static.oktacdn.com/assets/img/logos/${path}`;
const stored = (id: string): string => `https://op3static.oktacdn.com/fs/bcg/4/${id}`;

/** The logo of an app that has none of its own. */
export const defaultLogo = asset("default.6770228fb0dab49a1695ef440a5279bb.png");

const single = (name: string, id: string): readonly (readonly [string, string])[] => [[name, id]];

const office365Links = "calendar mail teams sites delve sway login powerbi people excel yammer newsfeed onedrive word planner powerpoint tasks forms crm".split(" ");

// Settings and link numbers as recorded instances show them; every other app of the catalogue is described by its name alone.
const rows: readonly CatalogApp[] = [
  { name: "saasure", displayName: "Okta Admin Console", links: single("admin", "2"), settings: [], logo: asset("okta_admin_app.da3325676d57eaf566cb786dd0c7a819.png") },
  { name: "okta_enduser", displayName: "Okta Dashboard", links: [], settings: [], logo: asset("okta-logo-end-user-dashboard.fc6d8fdbcb8cb4c933d009e71456cec6.svg") },
  { name: "okta_browser_plugin", displayName: "Okta Browser Plugin", links: [], settings: [], logo: asset("okta-logo-browser-plugin.1db9f55776407dfc548a5d6985ff280a.svg") },
  { name: "oidc_client", displayName: "OpenID Connect Client", links: single("oidc_client_link", "aln177a159h7Zf52X0g8"), settings: [], logo: defaultLogo },
  { name: "bookmark", displayName: "Bookmark App", links: single("login", "2557"), settings: ["requestIntegration", "url"], logo: asset("bookmark-app.b81c03e2607468e5b5f9c9351c99313e.png") },
  { name: "template_basic_auth", displayName: "Template Basic Auth App", links: single("login", "2873"), settings: ["loginUrlRegex", "authURL", "url"], logo: defaultLogo },
  {
    name: "template_sps",
    displayName: "Template Secure Password Store",
    links: single("login", "2355"),
    settings: ["url", "usernameField", "passwordField", "optionalField1", "optionalField1Value", "optionalField2", "optionalField2Value", "optionalField3", "optionalField3Value"],
    logo: defaultLogo,
  },
  {
    name: "template_swa",
    displayName: "Template App",
    links: single("login", "2357"),
    settings: ["loginUrlRegex", "usernameField", "redirectUrl", "buttonField", "checkbox", "passwordField", "url"],
    logo: stored("gfs1g3ksgnrQi3BSX1d8"),
  },
  {
    name: "template_swa3field",
    displayName: "Template App 3 Fields",
    links: single("login", "3287"),
    settings: ["loginUrlRegex", "extraFieldSelector", "extraFieldValue", "redirectUrl", "userNameSelector", "passwordSelector", "buttonSelector", "targetURL"],
    logo: stored("gfs1gamrvc68DV8vJ1d8"),
  },
  {
    name: "template_wsfed",
    displayName: "Template WS-Fed",
    links: single("login", "2359"),
    settings: ["audienceRestriction", "groupFilter", "groupName", "groupValueFormat", "realm", "wReplyURL", "attributeStatements", "nameIDFormat", "authnContextClassRef", "siteURL", "wReplyOverride", "usernameAttribute"],
    logo: defaultLogo,
  },
  {
    name: "pagerduty",
    displayName: "PagerDuty",
    links: single("login", "3107"),
    settings: ["adminUserId", "baseUrl", "subdomain"],
    logo: stored("gfshpr9b8oeKkjdp21d6"),
    help: { SAML_2_0: "external-doc" },
    nameIdFormat: "emailAddress",
  },
  {
    name: "sharepoint_onpremise",
    displayName: "Microsoft SharePoint (On-Premises)",
    links: single("login", "3601"),
    settings: ["groupFilter", "siteURL", "attributeStatements"],
    logo: stored("gfs1fpjbqn70A5PCX1d8"),
    help: { SAML_1_1: "instructions" },
    nameIdFormat: "unspecified",
  },
  {
    name: "office365",
    displayName: "Microsoft Office 365",
    links: office365Links.map((name) => [name, name === "login" ? "2161" : `21${name.length}`] as const),
    settings: ["tenantType", "wsFedConfigureType", "occSettings", "windowsTransportEnabled", "domain", "msftTenant", "domains", "office365ProvisioningType", "requireAdminConsent", "office365FlexibleProvisioningMode"],
    logo: stored("gfsceweidir0dU05k1d6"),
    licensed: true,
  },
  { name: "aws_console", displayName: "AWS Console", links: single("aws_console_login", "4163"), settings: [], logo: stored("gfs1cp2ljrz8XsyIF1d8") },
  {
    name: "strongdm",
    displayName: "StrongDM",
    links: single("strongdm_link", "aln3rjzldtTUbdQjl0x7"),
    settings: ["base_url"],
    logo: stored("gfs3wmpfufLae0rqp1d7"),
    help: { OPENID_CONNECT: "external-doc" },
  },
  {
    name: "facebook",
    displayName: "Facebook",
    links: single("login", "59"),
    settings: [],
    logo: stored("gfshpspesrHHFC4Ve1d6"),
    category: "SOCIAL",
    description: "Giving people the power to share and make the world more open and connected.",
    website: "https://www.facebook.com/",
    signOnModes: ["BROWSER_PLUGIN"],
  },
];

const byName = new Map(rows.map((row) => [row.name, row]));

/** An app of Okta's catalogue. One that the sandbox has no row for is taken to be there, with nothing special about it. */
export const catalogApp = (asked: string): CatalogApp => {
  const name = asked.toLowerCase();
  const known = byName.get(name);
  if (known) return known;
  return { name, displayName: asked, links: single(`${name}_link`, linkNumber(name)), settings: [], logo: stored("gfs1i6axj8huycArM1d8"), help: { OPENID_CONNECT: "external-doc", SAML_2_0: "external-doc" } };
};

const linkNumber = (name: string): string => {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return `aln${hash.toString(36).padStart(7, "0")}k9Zx41d8qT0d7`.slice(0, 20);
};

/** An app's own settings: all that its definition has, empty ones null, and whatever else was given. */
export const appSettings = (definition: CatalogApp | undefined, given: JsonObject): JsonObject => {
  const settings: Record<string, Json> = Object.fromEntries((definition?.settings ?? []).map((name) => [name, null]));
  for (const [name, value] of Object.entries(given)) settings[name] = value === "" ? null : value;
  return settings;
};

/** The app as the catalogue lists it, among the targets of a role. */
export const shownCatalogApp = (definition: CatalogApp, base: string): JsonObject => ({
  name: definition.name,
  displayName: definition.displayName,
  description: definition.description ?? definition.displayName,
  status: "ACTIVE",
  lastUpdated: "2021-03-18T17:37:56.000Z",
  category: definition.category ?? "SSO",
  verificationStatus: "OKTA_VERIFIED",
  website: definition.website ?? "",
  signOnModes: [...(definition.signOnModes ?? ["SAML_2_0"])],
  _links: { logo: [{ name: "medium", href: definition.logo }], self: { href: `${base}/api/v1/catalog/apps/${definition.name}` } },
});

/** Is a setting given at all? */
export const isGiven = (value: Json | undefined): value is Json => value !== undefined && value !== null && value !== "" && !(isObject(value) && Object.keys(value).length === 0);
