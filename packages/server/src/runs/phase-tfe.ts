import { requireAccess } from "../access/access.ts";
import { readAddress, signAddress } from "../http/signed-address.ts";
import { asKind } from "../ids.ts";
import { found } from "../problem.ts";
import type { Server } from "../server.ts";
import { readBlob } from "../storage/blobs.ts";
import { document } from "../tfe/document.ts";
import type { TfeCall, TfeRoute } from "../tfe/routes.ts";
import { readLog, selectRun } from "./queries.ts";
import type { Run } from "./run.ts";
import { getRun } from "./service.ts";
import { applyResource, planResource } from "./tfe.ts";

/** HCP Terraform's plans and applies: what they are, their logs, their JSON. */
export function phaseTfe(server: Server): readonly TfeRoute[] {
  const ofPhase = async ({ actor, params }: TfeCall) => getRun(server, actor, asKind(params["id"] ?? "", "run"));
  const json = async (call: TfeCall, path: "planJsonBlobId") => {
    const { run, workspace } = await getRun(server, call.actor, asKind(call.params["id"] ?? "", "run"));
    await requireAccess(server, call.actor, workspace, "plan.read-unredacted");
    if (run[path] === null) return undefined;
    await call.reply.redirect(`${server.settings.publicUrl}/api/v2/plan-json/${await signAddress(server, "read-plan-json", run.id)}`, 307);
    return undefined;
  };
  return [
    { method: "GET", path: "/plans/:id", handle: async (call) => document(await planResource(server, (await ofPhase(call)).run)) },
    { method: "GET", path: "/runs/:id/plan", handle: async (call) => document(await planResource(server, (await ofPhase(call)).run)) },
    { method: "GET", path: "/applies/:id", handle: async (call) => document(await applyResource(server, (await ofPhase(call)).run)) },
    { method: "GET", path: "/runs/:id/apply", handle: async (call) => document(await applyResource(server, (await ofPhase(call)).run)) },
    { method: "GET", path: "/plans/:id/json-output-redacted", handle: async (call) => sendJson(server, call, (await ofPhase(call)).run.redactedPlanBlobId) },
    { method: "GET", path: "/plans/:id/json-output", handle: async (call) => json(call, "planJsonBlobId") },
    { method: "GET", path: "/runs/:id/plan/json-output", handle: async (call) => json(call, "planJsonBlobId") },
    {
      method: "GET",
      path: "/plan-json/:address",
      capability: true,
      handle: async (call) => sendJson(server, call, found(await selectRun(server.db, await readAddress(server, "read-plan-json", call.params["address"] ?? "")), "plan", "").planJsonBlobId),
    },
    { method: "GET", path: "/logs/:address", capability: true, handle: async (call) => sendLog(server, call) },
  ];
}

async function sendJson(server: Server, { reply }: TfeCall, blobId: Run["planBlobId"]): Promise<undefined> {
  if (blobId === null) return undefined;
  await reply.header("content-type", "application/json").send(found(await readBlob(server, blobId), "plan", ""));
  return undefined;
}

const largestPiece = 1 << 20;

/** A piece of a log; past its end an empty one. */
async function sendLog(server: Server, { params, query, reply }: TfeCall): Promise<undefined> {
  const [phase = "", ...rest] = (await readAddress(server, "read-log", params["address"] ?? "")).split("-");
  const limit = Math.min(Number(query.get("limit") ?? largestPiece) || largestPiece, largestPiece);
  const bytes = await readLog(server.db, rest.join("-"), phase === "apply" ? "apply" : "plan", Number(query.get("offset") ?? 0) || 0, limit);
  await reply.header("content-type", "text/plain; charset=utf-8").send(bytes);
  return undefined;
}
