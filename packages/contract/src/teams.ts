import { z } from "zod";
import { account, email, oneTimeLink, username } from "./accounts.ts";
import { pageOf, paging } from "./paging.ts";
import { accessLevels, organizationRights } from "./rights.ts";
import { routes } from "./routes.ts";

/** A team with the size of its membership. */
export const team = z.object({ id: z.string(), name: z.string(), isOwners: z.boolean(), rights: z.array(z.enum(organizationRights)), members: z.number().int(), createdAt: z.iso.datetime() });

const level = z.enum(accessLevels);
const name = z.string().regex(/^[\w-]{1,90}$/, "has up to 90 letters, digits, dashes and underscores");
const rights = z.array(z.enum(organizationRights));
const access = z.object({ access: level });

/** What a team has been given of one workspace or project. */
const given = z.object({ id: z.string(), name: z.string(), access: level });

/** Somebody in an organization, with the teams that make it so. */
export const member = account.extend({ teams: z.array(z.object({ id: z.string(), name: z.string() })), lastSeenAt: z.iso.datetime().nullable() });

/** Teams, who is in them, and what they may do. */
export const teamRoutes = routes({
  listTeams: { method: "GET", path: "/api/v1/organizations/:organization/teams", summary: "The teams of an organization", answer: z.object({ items: z.array(team) }) },
  createTeam: { method: "POST", path: "/api/v1/organizations/:organization/teams", summary: "Makes a team", body: z.object({ name, rights: rights.default([]) }), answer: team },
  readTeam: {
    method: "GET",
    path: "/api/v1/teams/:team",
    summary: "A team with its members and what it was given",
    answer: team.extend({ people: z.array(account), projects: z.array(given), workspaces: z.array(given) }),
  },
  updateTeam: { method: "PATCH", path: "/api/v1/teams/:team", summary: "Changes name or rights", body: z.object({ name: name.optional(), rights: rights.optional() }), answer: team },
  deleteTeam: { method: "DELETE", path: "/api/v1/teams/:team", summary: "Deletes a team with its tokens" },
  addTeamMember: { method: "PUT", path: "/api/v1/teams/:team/members/:account", summary: "Puts somebody of the organization into the team" },
  removeTeamMember: { method: "DELETE", path: "/api/v1/teams/:team/members/:account", summary: "Takes somebody out of the team" },
  giveProject: { method: "PUT", path: "/api/v1/teams/:team/projects/:project", summary: "Gives the team access to all workspaces of a project", body: access },
  takeProject: { method: "DELETE", path: "/api/v1/teams/:team/projects/:project", summary: "Takes that access away" },
  giveWorkspace: { method: "PUT", path: "/api/v1/teams/:team/workspaces/:workspace", summary: "Gives the team access to a workspace", body: access },
  takeWorkspace: { method: "DELETE", path: "/api/v1/teams/:team/workspaces/:workspace", summary: "Takes that access away" },
  listWorkspaceTeams: { method: "GET", path: "/api/v1/workspaces/:workspace/teams", summary: "Which teams reach a workspace, by itself or through its project", answer: z.object({ items: z.array(z.object({ team: z.string(), name: z.string(), access: level, through: z.enum(["workspace", "project", "organization"]) })) }) },
  listMembers: { method: "GET", path: "/api/v1/organizations/:organization/members", summary: "Everybody in an organization", query: paging.extend({ search: z.string().max(100).optional() }), answer: pageOf(member) },
  invite: {
    method: "POST",
    path: "/api/v1/organizations/:organization/members",
    summary: "Invites somebody into teams; who has no account yet gets one by a link that works once",
    body: z.object({ email, username: username.optional(), teams: z.array(z.string()).min(1).max(50) }),
    answer: z.object({ account, invitation: oneTimeLink.nullable() }),
  },
  removeMember: { method: "DELETE", path: "/api/v1/organizations/:organization/members/:account", summary: "Takes somebody out of all teams of the organization" },
});
