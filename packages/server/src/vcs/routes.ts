import { vcsKinds, vcsRoutes, type Answer, type Page } from "@lockstep/contract";
import { handlers, type Mounted } from "../http/call.ts";
import type { Server } from "../server.ts";
import { lookNow, readFollow } from "./follow.ts";
import type { selectConnections } from "./queries.ts";
import { createConnection, deleteConnection, getConnection, listBranches, listConnections, listRepositories, renewWebhookSecret, showConnection, testConnection, updateConnection } from "./service.ts";

type Shown = Awaited<ReturnType<typeof selectConnections>>[number];

/** Where a connection's webhooks are to be sent. */
export const webhookUrl = ({ settings }: Pick<Server, "settings">, id: string): string => `${settings.publicUrl}/api/v1/vcs/${id}/webhook`;

/** What a host is to tell. */
const webhookEvents: Readonly<Record<Shown["kind"], readonly string[]>> = {
  github_app: ["push", "pull_request", "create"],
  github_token: ["push", "pull_request", "create"],
  gitlab: ["Push events", "Tag push events", "Merge request events"],
  git: ["push"],
};

/** Our own interface to connections and to what workspaces follow. */
export function vcsOwn(server: Server): readonly Mounted[] {
  const shown = (each: Shown): Answer<typeof vcsRoutes.readVcsConnection> => ({
    id: each.id,
    name: each.name,
    kind: each.kind,
    label: vcsKinds[each.kind].label,
    apiUrl: each.apiUrl,
    httpUrl: each.httpUrl,
    username: each.username,
    appId: each.appId,
    installationId: each.installationId,
    hasToken: each.tokenSealed !== null,
    hasPrivateKey: each.privateKeySealed !== null,
    hasSshKey: each.sshKeySealed !== null,
    knownHosts: each.knownHosts,
    account: each.account,
    checkedAt: each.checkedAt?.toISOString() ?? null,
    problem: each.problem,
    reviews: vcsKinds[each.kind].reviews,
    webhookUrl: webhookUrl(server, each.id),
    lastWebhookAt: each.lastWebhookAt?.toISOString() ?? null,
    workspaces: each.workspaces ?? 0,
    createdAt: each.createdAt.toISOString(),
  });
  const webhook = (each: Pick<Shown, "id" | "kind">, secret: string) => ({ url: webhookUrl(server, each.id), secret, events: [...webhookEvents[each.kind]] });
  return handlers(vcsRoutes, {
    listVcsConnections: async ({ actor, params }) => ({ items: (await listConnections(server, actor, params.organization)).map(shown) }),
    createVcsConnection: async ({ actor, params, body }) => {
      const { id, secret } = await createConnection(server, actor, params.organization, body);
      const made = await showConnection(server, actor, id);
      return { connection: shown(made), webhook: webhook(made, secret) };
    },
    readVcsConnection: async ({ actor, params }) => shown(await showConnection(server, actor, params.connection)),
    updateVcsConnection: async ({ actor, params, body }) => {
      await updateConnection(server, actor, params.connection, body);
      return shown(await showConnection(server, actor, params.connection));
    },
    deleteVcsConnection: async ({ actor, params }) => deleteConnection(server, actor, params.connection),
    testVcsConnection: async ({ actor, params, body }) => testConnection(server, actor, params.connection, body.repository),
    listVcsRepositories: async ({ actor, params, query }) => {
      const all = await listRepositories(server, actor, params.connection, query.search);
      return { items: [...all.slice((query.page - 1) * query.size, query.page * query.size)], total: all.length };
    },
    listVcsBranches: async ({ actor, params, query }) => listBranches(server, actor, params.connection, query.repository, query.search),
    renewVcsWebhook: async ({ actor, params }) => {
      const secret = await renewWebhookSecret(server, actor, params.connection);
      return webhook(await showConnection(server, actor, params.connection), secret);
    },
    listVcsEvents: async ({ actor, params, query }) => {
      await getConnection(server, actor, params.connection);
      return listEvents(server, params.connection, query);
    },
    readVcsFollow: async ({ actor, params }) => readFollow(server, actor, params.workspace),
    lookAtVcs: async ({ actor, params }) => ({ queued: await lookNow(server, actor, params.workspace) }),
  });
}

type ListedEvent = Answer<typeof vcsRoutes.listVcsEvents>["items"][number];

async function listEvents({ db }: Pick<Server, "db">, connectionId: string, { page, size }: { readonly page: number; readonly size: number }): Promise<Page<ListedEvent> & { items: ListedEvent[] }> {
  const mine = db.selectFrom("vcsEvents").where("vcsConnectionId", "=", connectionId);
  const { total } = await mine.select((row) => row.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const rows = await mine.select(["id", "deliveryId", "kind", "repository", "status", "problem", "receivedAt"]).orderBy("receivedAt", "desc").limit(size).offset((page - 1) * size).execute();
  return { total, items: rows.map(({ receivedAt, ...rest }) => ({ ...rest, receivedAt: receivedAt.toISOString() })) };
}
