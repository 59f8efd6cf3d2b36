import { vcsKinds, type VcsKind } from "@lockstep/contract";
import { found, Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectOrganization } from "../organizations/queries.ts";
import { document, listDocument, moment, toMany, toOne, type Document, type Resource } from "../tfe/document.ts";
import type { TfeBody, TfeCall, TfeRoute } from "../tfe/routes.ts";
import type { VcsConnection } from "./connection.ts";
import { createConnection, deleteConnection, getConnection, listConnections, updateConnection } from "./service.ts";

// HCP Terraform parts a client, which is the host, from its tokens. A connection of ours is both: a client with one token of the same letters.
const clientId = (id: string): string => `oc-${id.slice(id.indexOf("-") + 1)}`;
const connectionId = (id: string | undefined): string => `ot-${(id ?? "").slice((id ?? "").indexOf("-") + 1)}`;

/** HCP Terraform's OAuth clients and tokens. */
export function vcsTfe(server: Server): readonly TfeRoute[] {
  const one = async ({ actor, params }: TfeCall) => getConnection(server, actor, connectionId(params["id"]));
  const all = async ({ actor, params }: TfeCall): Promise<readonly VcsConnection[]> => listConnections(server, actor, params["organization"] ?? "");
  const remove = async ({ actor, params }: TfeCall): Promise<undefined> => {
    await deleteConnection(server, actor, connectionId(params["id"]));
  };
  const listed = (call: TfeCall, resources: readonly Resource[]): Document => {
    const { page, size } = call.query.paging;
    return listDocument(resources.slice((page - 1) * size, page * size), call.query.paging, resources.length);
  };
  return [
    { method: "GET", path: "/organizations/:organization/oauth-clients", handle: async (call) => listed(call, (await all(call)).map((each) => clientResource(server, each, call.params["organization"] ?? ""))) },
    { method: "POST", path: "/organizations/:organization/oauth-clients", status: 201, handle: async (call) => create(server, call) },
    { method: "GET", path: "/oauth-clients/:id", handle: async (call) => show(server, await one(call)) },
    { method: "PATCH", path: "/oauth-clients/:id", handle: async (call) => change(server, call) },
    { method: "DELETE", path: "/oauth-clients/:id", handle: remove },
    { method: "GET", path: "/oauth-clients/:id/oauth-tokens", handle: async (call) => listed(call, [tokenResource((await one(call)).connection)]) },
    { method: "GET", path: "/organizations/:organization/oauth-tokens", handle: async (call) => listed(call, (await all(call)).map(tokenResource)) },
    { method: "GET", path: "/oauth-tokens/:id", handle: async (call) => document(tokenResource((await one(call)).connection)) },
    { method: "PATCH", path: "/oauth-tokens/:id", handle: async (call) => changeToken(server, call) },
    { method: "DELETE", path: "/oauth-tokens/:id", handle: remove },
  ];
}

const providers: Readonly<Record<string, VcsKind>> = { github: "github_token", github_enterprise: "github_token", gitlab_hosted: "gitlab", gitlab_community_edition: "gitlab", gitlab_enterprise_edition: "gitlab" };

async function create(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const provider = body.string("service-provider") ?? "";
  const kind = providers[provider];
  if (!kind) throw new Problem("invalid", { detail: `A connection to "${provider}" cannot be made here. Known are ${Object.keys(providers).join(", ")}; others under Settings, Git.` }, "/data/attributes/service-provider");
  const token = body.string("oauth-token-string");
  if (!token) throw new Problem("param-missing", { name: "oauth-token-string" });
  const { id } = await createConnection(server, actor, params["organization"] ?? "", { name: body.string("name") ?? vcsKinds[kind].label, kind, token, ...addresses(body) });
  return show(server, await getConnection(server, actor, id));
}

function addresses(body: TfeBody): { readonly apiUrl?: string; readonly httpUrl?: string } {
  const [apiUrl, httpUrl] = [body.string("api-url"), body.string("http-url")];
  return { ...(apiUrl && { apiUrl }), ...(httpUrl && { httpUrl }) };
}

async function change(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const id = connectionId(params["id"]);
  const [name, token] = [body.string("name"), body.string("oauth-token-string")];
  await updateConnection(server, actor, id, { ...(name && { name }), ...(token && { token }) });
  return show(server, await getConnection(server, actor, id));
}

async function changeToken(server: Server, { actor, params, body }: TfeCall): Promise<Document> {
  const id = connectionId(params["id"]);
  const key = body.string("ssh-key");
  if (key) await updateConnection(server, actor, id, { sshKey: key });
  return document(tokenResource((await getConnection(server, actor, id)).connection));
}

async function show(server: Server, { connection }: { readonly connection: VcsConnection }): Promise<Document> {
  const organization = found(await selectOrganization(server.db, connection.organizationId), "organization", connection.organizationId);
  return document(clientResource(server, connection, organization.name));
}

const names: Readonly<Record<VcsKind, string>> = { github_app: "github_app", github_token: "github", gitlab: "gitlab_hosted", git: "git" };

const clientResource = ({ settings }: Pick<Server, "settings">, { id, name, kind, apiUrl, httpUrl, createdAt }: VcsConnection, organization: string): Resource => ({
  id: clientId(id),
  type: "oauth-clients",
  attributes: {
    name,
    "service-provider": names[kind],
    "service-provider-display-name": vcsKinds[kind].label,
    "api-url": apiUrl ?? "",
    "http-url": httpUrl,
    "callback-url": `${settings.publicUrl}/api/v1/vcs/${id}/webhook`,
    "connect-path": null,
    key: null,
    "rsa-public-key": null,
    secret: null,
    "organization-scoped": true,
    "created-at": moment(createdAt),
  },
  relationships: { organization: toOne("organizations", organization), "oauth-tokens": toMany("oauth-tokens", [id]), projects: toMany("projects", []), "agent-pool": toOne("agent-pools", null) },
  links: { self: `/api/v2/oauth-clients/${clientId(id)}` },
});

const tokenResource = ({ id, account, sshKeySealed, createdAt }: VcsConnection): Resource => ({
  id,
  type: "oauth-tokens",
  attributes: { uid: account ?? "", "created-at": moment(createdAt), "has-ssh-key": sshKeySealed !== null, "service-provider-user": account ?? "" },
  relationships: { "oauth-client": toOne("oauth-clients", clientId(id)) },
  links: { self: `/api/v2/oauth-tokens/${id}` },
});
