// Where the Admin Console shows an object.

/** Okta's domains: the Admin Console of acme.okta.com is at acme-admin.okta.com. */
const oktaHost = /^([a-z0-9-]+)\.(okta\.com|oktapreview\.com|okta-emea\.com|okta-gov\.com|okta\.mil)$/;

interface Page {
  /** In Okta's own console; {name} is the app's. */
  readonly okta: string;
  /** In the console of a sandbox org. */
  readonly sandbox: string;
}

const app: Page = { okta: "/admin/app/{name}/instance/{id}", sandbox: "/admin/applications/{id}" };

/** Resource types whose objects have a page of their own there. */
const pages: Readonly<Record<string, Page>> = {
  okta_group: { okta: "/admin/group/{id}", sandbox: "/admin/groups/{id}" },
  okta_user: { okta: "/admin/user/profile/view/{id}", sandbox: "/admin/people/{id}" },
  okta_auth_server: { okta: "/admin/oauth2/as/{id}", sandbox: "/admin/authorization-servers/{id}" },
  okta_app_auto_login: app,
  okta_app_basic_auth: app,
  okta_app_bookmark: app,
  okta_app_oauth: app,
  okta_app_saml: app,
  okta_app_secure_password_store: app,
  okta_app_shared_credentials: app,
  okta_app_swa: app,
  okta_app_three_field: app,
};

interface Described {
  readonly type: string;
  readonly id: string | null;
  /** The `name` attribute of an app: its kind, which its address has. */
  readonly name?: unknown;
}

/** The object's page in the Admin Console of an org; undefined where none is known. */
export function consoleAddress(orgUrl: string | null | undefined, { type, id, name }: Described): string | undefined {
  const page = pages[type];
  if (!page || id === null || !orgUrl || !URL.canParse(orgUrl)) return undefined;
  const { hostname, protocol, origin } = new URL(orgUrl);
  const [, subdomain, domain] = oktaHost.exec(hostname) ?? [];
  const filled = (path: string): string => path.replace("{id}", encodeURIComponent(id)).replace("{name}", encodeURIComponent(String(name)));
  if (subdomain !== undefined && domain !== undefined) return page === app && typeof name !== "string" ? undefined : `https://${subdomain}-admin.${domain}${filled(page.okta)}`;
  // A sandbox has its console at its own address; where an org with a domain of its own has it is not known.
  return protocol === "http:" ? `${origin}${filled(page.sandbox)}` : undefined;
}
