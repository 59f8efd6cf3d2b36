import { organizationRights, type OrganizationRight } from "@lockstep/contract";
import { selectAccountByLogin } from "../accounts/queries.ts";
import { userResource } from "../accounts/tfe.ts";
import type { Membership } from "../access/access.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, listDocument, toMany, toOne, type Document, type Resource } from "../tfe/document.ts";
import { record, type TfeBody, type TfeCall, type TfeRoute } from "../tfe/routes.ts";
import type { CountedTeam } from "./queries.ts";
import { addTeamMember, createTeam, deleteTeam, getTeam, listPeople, listTeams, removeTeamMember, updateTeam, type SeenTeam, type TeamSettings } from "./service.ts";

/** HCP Terraform's teams and who is in them. */
export const teamTfe = (server: Server): readonly TfeRoute[] => [
  { method: "GET", path: "/organizations/:organization/teams", handle: async (call) => list(server, call) },
  {
    method: "POST",
    path: "/organizations/:organization/teams",
    status: 201,
    handle: async ({ actor, params, body }) => show(server, await getTeam(server, actor, (await createTeam(server, actor, params["organization"] ?? "", settingsOf(body, []))).id), false),
  },
  { method: "GET", path: "/teams/:id", handle: async ({ actor, params, query }) => show(server, await getTeam(server, actor, params["id"] ?? ""), query.include.has("users")) },
  {
    method: "PATCH",
    path: "/teams/:id",
    handle: async ({ actor, params, body }) => {
      const { team } = await getTeam(server, actor, params["id"] ?? "");
      await updateTeam(server, actor, team.id, settingsOf(body, team.rights));
      return show(server, await getTeam(server, actor, team.id), false);
    },
  },
  { method: "DELETE", path: "/teams/:id", handle: async ({ actor, params }) => deleteTeam(server, actor, params["id"] ?? "") },
  ...(["users", "organization-memberships"] as const).flatMap((relation): TfeRoute[] => [
    { method: "POST", path: `/teams/:id/relationships/${relation}`, handle: async (call) => eachMember(server, call, relation, addTeamMember) },
    { method: "DELETE", path: `/teams/:id/relationships/${relation}`, handle: async (call) => eachMember(server, call, relation, removeTeamMember) },
  ]),
];

/** The words of HCP Terraform for the rights that both have. */
const words: Readonly<Record<OrganizationRight, readonly string[]>> = {
  "read-workspaces": ["read-workspaces"],
  "manage-workspaces": ["manage-workspaces"],
  "manage-projects": ["manage-projects"],
  "manage-okta-orgs": ["manage-okta-orgs"],
  "manage-vcs": ["manage-vcs-settings"],
  "manage-teams": ["manage-teams"],
  "read-audit-log": ["read-audit-log"],
};

function settingsOf(body: TfeBody, before: readonly OrganizationRight[]): TeamSettings {
  const access = record(body.attribute("organization-access"));
  // Only what is named changes; of two words for one right the one that is set counts.
  const rights = organizationRights.filter((right) => {
    const said = words[right].map((word) => access[word]).filter((value) => typeof value === "boolean");
    return said.length === 0 ? before.includes(right) : said.includes(true);
  });
  return { name: body.string("name"), rights };
}

async function list(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const { organization, teams, membership } = await listTeams(server, actor, params["organization"] ?? "");
  const names = query.list("filter[names]");
  const wanted = teams.filter(({ name }) => (names.length === 0 || names.includes(name)) && name.includes(query.get("q") ?? ""));
  const { page, size } = query.paging;
  const shown = wanted.slice((page - 1) * size, page * size);
  const people = await listPeople(server, shown.map(({ id }) => id));
  const resources = shown.map((team) => resource({ team, organization, membership }, people.filter(({ teamId }) => teamId === team.id).map(({ id }) => id)));
  return listDocument(resources, query.paging, wanted.length, query.include.has("users") ? people.map((account) => userResource(account)) : []);
}

async function show(server: Server, seen: SeenTeam, withUsers: boolean): Promise<Document> {
  const people = await listPeople(server, [seen.team.id]);
  return document(resource(seen, people.map(({ id }) => id)), withUsers ? people.map((account) => userResource(account)) : []);
}

/** go-tfe names users by their usernames here, and memberships by their own ids. */
async function eachMember(server: Server, { actor, params, body }: TfeCall, relation: "users" | "organization-memberships", act: typeof addTeamMember): Promise<undefined> {
  const { team } = await getTeam(server, actor, params["id"] ?? "");
  if (body.members.length === 0) throw new Problem("param-missing", { name: "data" });
  for (const { id } of body.members) await act(server, actor, team.id, await accountId(server, relation, String(id)));
  return undefined;
}

const accountId = async (server: Server, relation: string, id: string): Promise<string> => {
  if (relation === "organization-memberships") return readMembershipId(id).accountId;
  return id.startsWith("user-") ? id : found(await selectAccountByLogin(server.db, id), "user", id).id;
};

/** A membership has no row of its own: its id is made of the account's and the organization's. */
export const membershipId = (accountId: string, organizationId: string): string => `ou-${accountId.slice("user-".length)}${organizationId.slice("org-".length)}`;

/** The two ids in a membership's. */
export const readMembershipId = (id: string): { readonly accountId: string; readonly organizationId: string } => ({ accountId: `user-${id.slice(3, 19)}`, organizationId: `org-${id.slice(19)}` });

const resource = ({ team, organization, membership }: { readonly team: CountedTeam; readonly organization: { readonly name: string }; readonly membership: Membership }, people: readonly string[]): Resource => {
  const manages = membership.owner || (membership.rights.has("manage-teams") && !team.isOwners);
  const has = (right: OrganizationRight): boolean => team.isOwners || team.rights.includes(right);
  return {
    id: team.id,
    type: "teams",
    attributes: {
      name: team.name,
      "users-count": team.members,
      visibility: "organization",
      "sso-team-id": null,
      "allow-member-token-management": false,
      "organization-access": Object.fromEntries(organizationRights.flatMap((right) => words[right].map((word) => [word, has(right)]))),
      permissions: { "can-update-membership": manages, "can-destroy": manages && !team.isOwners, "can-update-organization-access": manages && !team.isOwners, "can-update-api-token": manages, "can-update-visibility": false },
    },
    relationships: { organization: toOne("organizations", organization.name), users: toMany("users", people) },
  };
};
