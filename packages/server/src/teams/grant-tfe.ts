import type { AccessLevel } from "@lockstep/contract";
import { allows } from "@lockstep/contract";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { document, listDocument, toOne, type Document, type Resource } from "../tfe/document.ts";
import type { TfeBody, TfeCall, TfeRoute } from "../tfe/routes.ts";
import { getGrant, give, listGrantsOn, take } from "./grants.ts";
import type { Grant, GrantKind } from "./queries.ts";

/** HCP Terraform's team-workspaces and team-projects: what teams have been given. */
export const grantTfe = (server: Server): readonly TfeRoute[] => (["workspace", "project"] as const).flatMap((kind) => routesOf(server, kind));

const typeOf = (kind: GrantKind): string => `team-${kind}s`;

const routesOf = (server: Server, kind: GrantKind): readonly TfeRoute[] => [
  { method: "GET", path: `/team-${kind}s`, handle: async (call) => list(server, call, kind) },
  {
    method: "POST",
    path: `/team-${kind}s`,
    status: 201,
    handle: async ({ actor, body }) => {
      const [team, target] = [body.relation("team"), body.relation(kind)];
      if (!team || !target) throw new Problem("param-missing", { name: team ? kind : "team" });
      return document(resource(kind, await give(server, actor, kind, team, target, levelOf(kind, body))));
    },
  },
  { method: "GET", path: `/team-${kind}s/:id`, handle: async ({ actor, params }) => document(resource(kind, await getGrant(server, actor, kind, params["id"] ?? ""))) },
  {
    method: "PATCH",
    path: `/team-${kind}s/:id`,
    handle: async ({ actor, params, body }) => {
      const { teamId, targetId } = await getGrant(server, actor, kind, params["id"] ?? "");
      return document(resource(kind, await give(server, actor, kind, teamId, targetId, levelOf(kind, body))));
    },
  },
  {
    method: "DELETE",
    path: `/team-${kind}s/:id`,
    handle: async ({ actor, params }) => {
      const { teamId, targetId } = await getGrant(server, actor, kind, params["id"] ?? "");
      await take(server, actor, kind, teamId, targetId);
    },
  },
];

async function list(server: Server, { actor, query }: TfeCall, kind: GrantKind): Promise<Document> {
  const target = query.get(`filter[${kind}][id]`);
  if (target === undefined) throw new Problem("param-missing", { name: `filter[${kind}][id]` });
  const grants = await listGrantsOn(server, actor, kind, target);
  const { page, size } = query.paging;
  return listDocument(grants.slice((page - 1) * size, page * size).map((grant) => resource(kind, grant)), query.paging, grants.length);
}

/** A project's "maintain" is everything but the project itself: with us, "admin" of its workspaces. "custom" has no counterpart. */
const levels: Readonly<Record<string, AccessLevel>> = { read: "read", plan: "plan", write: "write", admin: "admin" };

function levelOf(kind: GrantKind, body: TfeBody): AccessLevel {
  const wanted = body.string("access") ?? "";
  const level = kind === "project" && wanted === "maintain" ? "admin" : levels[wanted];
  if (!level) throw new Problem("invalid", { detail: `The access "${wanted}" is none that Lockstep has. Choose read, plan, write or admin.` }, "/data/attributes/access");
  return level;
}

const resource = (kind: GrantKind, { id, teamId, targetId, access }: Grant): Resource => ({
  id,
  type: typeOf(kind),
  attributes: { access, ...(kind === "workspace" ? workspaceParts(access) : {}) },
  relationships: { team: toOne("teams", teamId), [kind]: toOne(`${kind}s`, targetId) },
});

/** What a level comes to, part by part, as HCP Terraform spells it out. */
const workspaceParts = (access: AccessLevel): Readonly<Record<string, unknown>> => ({
  runs: allows(access, "run.apply") ? "apply" : allows(access, "run.queue") ? "plan" : "read",
  variables: allows(access, "variable.write") ? "write" : "read",
  "state-versions": allows(access, "state.write") ? "write" : allows(access, "state.read") ? "read" : "read-outputs",
  "sentinel-mocks": "none",
  "workspace-locking": allows(access, "workspace.lock"),
  "run-tasks": false,
});
