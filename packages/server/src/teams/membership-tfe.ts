import { userResource } from "../accounts/tfe.ts";
import type { Actor } from "../actor.ts";
import { selectOrganization } from "../organizations/queries.ts";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, listDocument, toMany, toOne, type Document, type Resource } from "../tfe/document.ts";
import type { TfeCall, TfeRoute } from "../tfe/routes.ts";
import { statusOf } from "../accounts/account.ts";
import type { Member } from "./queries.ts";
import { invite, listMembers, removeFromOrganization } from "./service.ts";
import { membershipId, readMembershipId } from "./tfe.ts";

/** HCP Terraform's organization memberships: who belongs to an organization, and inviting somebody. */
export const membershipTfe = (server: Server): readonly TfeRoute[] => [
  { method: "GET", path: "/organizations/:organization/organization-memberships", handle: async (call) => list(server, call) },
  { method: "POST", path: "/organizations/:organization/organization-memberships", status: 201, handle: async (call) => create(server, call) },
  {
    method: "GET",
    path: "/organization-memberships/:id",
    handle: async ({ actor, params, query }) => {
      const { member, organization } = await membership(server, actor, params["id"] ?? "");
      return document(resource(member, organization), query.include.has("user") ? [userResource(member.account)] : []);
    },
  },
  {
    method: "DELETE",
    path: "/organization-memberships/:id",
    handle: async ({ actor, params }) => {
      const { member, organization } = await membership(server, actor, params["id"] ?? "");
      await removeFromOrganization(server, actor, organization.name, member.account.id);
    },
  },
];

async function list(server: Server, { actor, params, query }: TfeCall): Promise<Document> {
  const { organization, items, total } = await listMembers(server, actor, params["organization"] ?? "", { ...query.paging, search: query.get("q") ?? query.get("filter[email]") });
  return listDocument(items.map((member) => resource(member, organization)), query.paging, total, query.include.has("user") ? items.map(({ account }) => userResource(account)) : []);
}

/** The link of the invitation is told by our own interface alone: this document has no place for it. */
async function create(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const email = body.string("email");
  if (!email) throw new Problem("param-missing", { name: "email" });
  const teams = (body.relations("teams") ?? []).map(({ id }) => String(id));
  const { member } = await invite(server, actor, params["organization"] ?? "", { email, teams });
  const { organization } = await listMembers(server, actor, params["organization"] ?? "", { page: 1, size: 1 });
  return document(resource(member, organization), [userResource(member.account)]);
}

async function membership(server: Server, actor: Actor, id: string): Promise<{ readonly member: Member; readonly organization: { readonly id: string; readonly name: string } }> {
  const { accountId, organizationId } = readMembershipId(id);
  const organization = found(await selectOrganization(server.db, organizationId), "membership", id);
  const { items } = await listMembers(server, actor, organization.name, { page: 1, size: 1, accountId });
  return { member: found(items[0], "membership", id), organization };
}

const resource = ({ account, teams }: Member, organization: { readonly id: string; readonly name: string }): Resource => ({
  id: membershipId(account.id, organization.id),
  type: "organization-memberships",
  attributes: { status: statusOf(account) === "invited" ? "invited" : "active", email: account.email },
  relationships: { organization: toOne("organizations", organization.name), user: toOne("users", account.id), teams: toMany("teams", teams.map(({ id }) => id)) },
});
