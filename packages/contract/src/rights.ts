// Who may do what: one table each for a workspace and for an organization. The server asks it in its services; the pages ask it to know which buttons to show.

/** How much of a workspace a team has; each includes the ones before it. */
export const accessLevels = ["read", "plan", "write", "admin"] as const;
export type AccessLevel = (typeof accessLevels)[number];

/** What can be done to a workspace, and the least access that it takes. */
export const workspaceActions = {
  "workspace.read": "read",
  "run.read": "read",
  "variable.read": "read",
  "state.read-outputs": "read",
  "drift.read": "read",
  "run.queue": "plan",
  "run.comment": "plan",
  "drift.scan": "plan",
  "state.read": "write",
  "state.write": "write",
  "run.apply": "write",
  "run.discard": "write",
  "run.cancel": "write",
  "run.destroy": "write",
  "variable.write": "write",
  "workspace.lock": "write",
  "drift.accept": "write",
  "run.force-cancel": "admin",
  "workspace.force-unlock": "admin",
  "workspace.update": "admin",
  "workspace.delete": "admin",
  "workspace.access": "admin",
  "plan.read-unredacted": "admin",
  "schedule.write": "admin",
  "notification.write": "admin",
  "run-trigger.write": "admin",
} as const satisfies Readonly<Record<string, AccessLevel>>;

export type WorkspaceAction = keyof typeof workspaceActions;

/** Does this access suffice? */
export const allows = (access: AccessLevel | undefined, action: WorkspaceAction): boolean =>
  access !== undefined && accessLevels.indexOf(access) >= accessLevels.indexOf(workspaceActions[action]);

/** Rights over a whole organization that a team can be given; its owners have all of them. */
export const organizationRights = ["read-workspaces", "manage-workspaces", "manage-projects", "manage-okta-orgs", "manage-vcs", "manage-teams", "read-audit-log"] as const;
export type OrganizationRight = (typeof organizationRights)[number];

/** What can be done to an organization: by which right, by any member ("member"), or by its owners alone ("owner"). */
export const organizationActions = {
  "organization.read": "member",
  "project.read": "member",
  "team.read": "member",
  "okta-org.read": "member",
  "vcs.read": "member",
  "variable-set.read": "member",
  "workspace.create": "manage-workspaces",
  "variable-set.write": "manage-workspaces",
  "project.write": "manage-projects",
  "okta-org.write": "manage-okta-orgs",
  "vcs.write": "manage-vcs",
  "team.write": "manage-teams",
  "audit.read": "read-audit-log",
  "organization.update": "owner",
  "organization.delete": "owner",
  "organization.tokens": "owner",
} as const satisfies Readonly<Record<string, OrganizationRight | "member" | "owner">>;

export type OrganizationAction = keyof typeof organizationActions;
