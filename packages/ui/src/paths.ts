// Every address of the pages, in one place. `<Link to={paths.run(…)}>` and the routes are made from the same words.
const part = (text: string): string => encodeURIComponent(text);
const app = (organization: string): string => `/app/${part(organization)}`;
const workspace = (organization: string, name: string): string => `${app(organization)}/workspaces/${part(name)}`;

/** Pages of the settings of a workspace, in their order. */
export const workspaceSettings = { general: "General", git: "Version control", apply: "Runs and applies", schedules: "Schedules", notifications: "Notifications", access: "Access", danger: "Danger zone" } as const;
/** Pages of the settings of an organization, in their order. */
export const organizationSettings = { general: "General", projects: "Projects", teams: "Teams", members: "People", tokens: "Tokens", git: "Version control", "audit-log": "Audit log" } as const;

export const paths = {
  signIn: (returnTo?: string): string => (returnTo === undefined || returnTo === "/" ? "/sign-in" : `/sign-in?return=${part(returnTo)}`),
  account: (): string => "/account",
  environments: app,
  start: (organization: string): string => `${app(organization)}/start`,
  drift: (organization: string): string => `${app(organization)}/drift`,
  driftedObject: (organization: string, id: string): string => `${app(organization)}/drift/${part(id)}`,
  runs: (organization: string): string => `${app(organization)}/runs`,
  oktaOrgs: (organization: string): string => `${app(organization)}/okta-orgs`,
  oktaOrg: (organization: string, id: string): string => `${app(organization)}/okta-orgs/${part(id)}`,
  variableSets: (organization: string): string => `${app(organization)}/variable-sets`,
  variableSet: (organization: string, id: string): string => `${app(organization)}/variable-sets/${part(id)}`,
  organizationSettings: (organization: string, page: keyof typeof organizationSettings = "general"): string => `${app(organization)}/settings/${page}`,
  team: (organization: string, id: string): string => `${app(organization)}/settings/teams/${part(id)}`,
  vcsConnection: (organization: string, id: string): string => `${app(organization)}/settings/git/${part(id)}`,
  newWorkspace: (organization: string): string => `${app(organization)}/new-workspace`,
  workspace,
  workspaceRuns: (organization: string, name: string): string => `${workspace(organization, name)}/runs`,
  run: (organization: string, name: string, id: string): string => `${workspace(organization, name)}/runs/${part(id)}`,
  workspaceDrift: (organization: string, name: string): string => `${workspace(organization, name)}/drift`,
  resources: (organization: string, name: string, type?: string): string => `${workspace(organization, name)}/resources${type === undefined ? "" : `?type=${part(type)}`}`,
  resource: (organization: string, name: string, address: string, deposed?: string | null): string => `${workspace(organization, name)}/resources/object?address=${part(address)}${deposed ? `&deposed=${part(deposed)}` : ""}`,
  states: (organization: string, name: string): string => `${workspace(organization, name)}/states`,
  state: (organization: string, name: string, id: string): string => `${workspace(organization, name)}/states/${part(id)}`,
  outputs: (organization: string, name: string): string => `${workspace(organization, name)}/outputs`,
  variables: (organization: string, name: string): string => `${workspace(organization, name)}/variables`,
  workspaceSettings: (organization: string, name: string, page: keyof typeof workspaceSettings = "general"): string => `${workspace(organization, name)}/settings/${page}`,
  notification: (organization: string, name: string, id: string): string => `${workspace(organization, name)}/settings/notifications/${part(id)}`,
} as const;
