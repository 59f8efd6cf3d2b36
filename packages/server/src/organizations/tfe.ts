import { membershipOf, requireRight } from "../access/access.ts";
import type { Actor } from "../actor.ts";
import type { Server } from "../server.ts";
import { document, listDocument, moment, type Resource } from "../tfe/document.ts";
import type { TfeRoute } from "../tfe/routes.ts";
import type { Organization } from "./queries.ts";
import { createOrganization, deleteOrganization, getOrganization, listOrganizations, updateOrganization } from "./service.ts";

/** HCP Terraform's organizations: what its command line asks before everything else. */
export const organizationTfe = (server: Server): readonly TfeRoute[] => [
  {
    method: "GET",
    path: "/organizations/:organization/entitlement-set",
    handle: async ({ actor, params }) => document(entitlements(await getOrganization(server, actor, params["organization"] ?? ""))),
  },
  {
    method: "GET",
    path: "/organizations/:organization",
    handle: async ({ actor, params }) => document(await organizationResource(server, actor, await getOrganization(server, actor, params["organization"] ?? ""))),
  },
  {
    method: "GET",
    path: "/organizations",
    handle: async ({ actor, query }) => {
      const wanted = query.get("q")?.toLowerCase() ?? "";
      const all = (await listOrganizations(server, actor)).filter(({ name }) => name.toLowerCase().includes(wanted));
      const { page, size } = query.paging;
      return listDocument(await Promise.all(all.slice((page - 1) * size, page * size).map(async (each) => organizationResource(server, actor, each))), query.paging, all.length);
    },
  },
  {
    method: "PATCH",
    path: "/organizations/:organization",
    handle: async ({ actor, params, body }) => document(await organizationResource(server, actor, await updateOrganization(server, actor, params["organization"] ?? "", { name: body.string("name"), email: body.string("email") }))),
  },
  {
    method: "DELETE",
    path: "/organizations/:organization",
    handle: async ({ actor, params }) => deleteOrganization(server, actor, params["organization"] ?? "", { force: false }),
  },
  {
    method: "POST",
    path: "/organizations",
    status: 201,
    handle: async ({ actor, body }) => document(resource(await createOrganization(server, actor, { name: body.string("name") ?? "", email: body.string("email") ?? "" }), true, true)),
  },
  {
    method: "GET",
    path: "/organizations/:organization/capacity",
    handle: async ({ actor, params }) => {
      const organization = await getOrganization(server, actor, params["organization"] ?? "");
      await requireRight(server, actor, organization, "organization.read");
      const counts = await server.db
        .selectFrom("runs")
        .innerJoin("workspaces", "workspaces.id", "runs.workspaceId")
        .select((run) => ["runs.status", run.fn.countAll<number>().as("count")])
        .where("workspaces.organizationId", "=", organization.id)
        .where("runs.status", "in", ["plan_queued", "planning", "apply_queued", "applying"])
        .groupBy("runs.status")
        .execute();
      const sum = (statuses: readonly string[]): number => counts.filter(({ status }) => statuses.includes(status)).reduce((total, { count }) => total + count, 0);
      return document({ id: organization.name, type: "organization-capacity", attributes: { pending: sum(["plan_queued", "apply_queued"]), running: sum(["planning", "applying"]) } });
    },
  },
];

const entitlements = ({ id }: Organization): Resource => ({
  id,
  type: "entitlement-sets",
  attributes: {
    agents: false,
    "audit-logging": true,
    "cost-estimation": false,
    operations: true,
    "private-module-registry": false,
    "run-tasks": false,
    sentinel: false,
    sso: true,
    "state-storage": true,
    teams: true,
    "usage-reporting": false,
    "user-limit": null,
    "vcs-integrations": true,
  },
});

/** An organization as HCP Terraform's API shows it to somebody. */
export async function organizationResource(server: Server, actor: Actor, organization: Organization): Promise<Resource> {
  const membership = await membershipOf(server, actor, organization.id);
  const owner = membership?.owner ?? false;
  return resource(organization, owner, owner || (membership?.rights.has("manage-workspaces") ?? false));
}

const resource = ({ name, email, createdAt }: Organization, owner: boolean, creates: boolean): Resource => ({
  // In this API an organization's id is its name.
  id: name,
  type: "organizations",
  attributes: { name, "external-id": name, email, "created-at": moment(createdAt), "assessments-enforced": false, "default-execution-mode": "remote", permissions: { "can-create-workspace": creates, "can-update": owner, "can-destroy": owner, "can-create-team": owner, "can-access-via-teams": true, "can-update-api-token": owner, "can-traverse": true, "can-create-project": owner } },
});
