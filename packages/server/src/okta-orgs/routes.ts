import { oktaOrgRoutes, type OktaOrg as Shown } from "@lockstep/contract";
import { visibleWorkspaces } from "../access/visible.ts";
import type { Actor } from "../actor.ts";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import { hookAddress } from "./hooks.ts";
import { orgUrlOf, type OktaOrg } from "./okta-org.ts";
import { countOpenDrifts, selectOrgWorkspaces } from "./queries.ts";
import { checkOktaOrg, createOktaOrg, deleteOktaOrg, getOktaOrg, listOktaOrgs, orgGauges, updateOktaOrg } from "./service.ts";
import { notFollowed, watchesOf } from "./watches.ts";

/** Our own interface to the connections. */
export const oktaOrgRoutesOf = (server: Server): readonly Mounted[] =>
  handlers(oktaOrgRoutes, {
    list: async ({ actor, params }) => ({ items: await shown(server, actor, await listOktaOrgs(server, actor, params.organization)) }),
    create: async ({ actor, params, body }) => one(server, actor, await createOktaOrg(server, actor, params.organization, given(body))),
    show: async ({ actor, params }) => one(server, actor, await getOktaOrg(server, actor, params.id)),
    update: async ({ actor, params, body }) => one(server, actor, await updateOktaOrg(server, actor, params.id, given(body))),
    remove: async ({ actor, params }) => deleteOktaOrg(server, actor, params.id),
    check: async ({ actor, params }) => one(server, actor, await checkOktaOrg(server, actor, params.id)),
    hook: async ({ actor, params }) => ({ url: await hookAddress(server, actor, params.id) }),
    gauges: async ({ actor, params }) => ({ limits: [...(await orgGauges(server, actor, params.id))] }),
  });

/** Without the names that were not given. */
const given = <T extends object>(body: T) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };

async function one(server: Server, actor: Actor, org: OktaOrg): Promise<Shown> {
  const [answer] = await shown(server, actor, [org]);
  if (!answer) throw new Error("This is a bug in Lockstep. An org that is there is not shown.");
  return answer;
}

async function shown(server: Server, actor: Actor, orgs: readonly OktaOrg[]): Promise<Shown[]> {
  const [ids, [first]] = [orgs.map(({ id }) => id), orgs];
  // An org is everybody's of the organization; who uses it is told to who may see them.
  const visible = first ? await visibleWorkspaces(server, actor, first.organizationId) : new Map<string, unknown>();
  const users = (await selectOrgWorkspaces(server.db, ids)).filter(({ id }) => visible.has(id));
  const [drifts, watches] = [await countOpenDrifts(server.db, users.map(({ id }) => id)), await watchesOf(server, orgs)];
  return orgs.map((org) => ({
    id: org.id,
    name: org.name,
    orgName: org.orgName,
    baseUrl: org.baseUrl,
    url: orgUrlOf(org.orgName, org.baseUrl),
    authentication: org.authentication,
    clientId: org.clientId,
    privateKeyId: org.privateKeyId,
    scopes: org.scopes,
    health: org.health,
    checkedAt: org.checkedAt?.toISOString() ?? null,
    watch: watches.get(org.id) ?? notFollowed,
    workspaces: users.filter(({ oktaOrgId }) => oktaOrgId === org.id).map(({ id, name }) => ({ id, name })),
    openDrifts: drifts.get(org.id) ?? 0,
    createdAt: org.createdAt.toISOString(),
  }));
}
