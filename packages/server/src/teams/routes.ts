import { teamRoutes } from "@lockstep/contract";
import { accountView } from "../accounts/account.ts";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import { give, listGrants, listWorkspaceTeams, take } from "./grants.ts";
import type { CountedTeam, Grant, Member } from "./queries.ts";
import { addTeamMember, createTeam, deleteTeam, getTeam, invite, listMembers, listPeople, listTeams, removeFromOrganization, removeTeamMember, updateTeam } from "./service.ts";

const view = ({ id, name, isOwners, rights, members, createdAt }: CountedTeam) => ({ id, name, isOwners, rights, members, createdAt: createdAt.toISOString() });
const given = ({ targetId, name, access }: Grant) => ({ id: targetId, name, access });
const memberView = ({ account, teams, lastSeenAt }: Member) => ({ ...accountView(account), teams: [...teams], lastSeenAt: lastSeenAt?.toISOString() ?? null });

/** Teams, who is in them, and what they may do. */
export const teamHandlers = (server: Server): readonly Mounted[] =>
  handlers(teamRoutes, {
    listTeams: async ({ actor, params }) => ({ items: (await listTeams(server, actor, params.organization)).teams.map(view) }),
    createTeam: async ({ actor, params, body }) => view(await createTeam(server, actor, params.organization, body)),
    readTeam: async ({ actor, params }) => {
      const { team } = await getTeam(server, actor, params.team);
      const grants = await listGrants(server, actor, team.id);
      return { ...view(team), people: (await listPeople(server, [team.id])).map(accountView), projects: grants.project.map(given), workspaces: grants.workspace.map(given) };
    },
    updateTeam: async ({ actor, params, body }) => view(await updateTeam(server, actor, params.team, body)),
    deleteTeam: async ({ actor, params }) => deleteTeam(server, actor, params.team),
    addTeamMember: async ({ actor, params }) => addTeamMember(server, actor, params.team, params.account),
    removeTeamMember: async ({ actor, params }) => removeTeamMember(server, actor, params.team, params.account),
    giveProject: async ({ actor, params, body }) => void (await give(server, actor, "project", params.team, params.project, body.access)),
    takeProject: async ({ actor, params }) => take(server, actor, "project", params.team, params.project),
    giveWorkspace: async ({ actor, params, body }) => void (await give(server, actor, "workspace", params.team, params.workspace, body.access)),
    takeWorkspace: async ({ actor, params }) => take(server, actor, "workspace", params.team, params.workspace),
    listWorkspaceTeams: async ({ actor, params }) => ({ items: [...(await listWorkspaceTeams(server, actor, params.workspace))] }),
    listMembers: async ({ actor, params, query }) => {
      const { items, total } = await listMembers(server, actor, params.organization, query);
      return { items: items.map(memberView), total };
    },
    invite: async ({ actor, params, body }) => {
      const { member, invitation } = await invite(server, actor, params.organization, body);
      return { account: accountView(member.account), invitation: invitation ? { link: invitation.link, expiresAt: invitation.expiresAt.toISOString() } : null };
    },
    removeMember: async ({ actor, params }) => removeFromOrganization(server, actor, params.organization, params.account),
  });
