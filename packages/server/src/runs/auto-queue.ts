import { z } from "zod";
import { system, type Actor, type ActorKind } from "../actor.ts";
import { selectConfigurationVersion, type ConfigurationVersion } from "../configuration-versions/service.ts";
import type { Sql } from "../db/connect.ts";
import { jobHandler, type JobHandler } from "../jobs/worker.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import { createRun } from "./service.ts";

/** The job that an uploaded configuration starts. */
export const autoQueueJob = "runs.auto-queue";

/** Starts the run of a configuration that was uploaded and asked for one; as who announced it. */
export const autoQueue = (server: Server): JobHandler =>
  jobHandler({
    name: autoQueueJob,
    lookSeconds: 2,
    data: z.object({ subjectId: z.string() }),
    handle: async ({ data }) => {
      const version = await selectConfigurationVersion(server.db, data.subjectId);
      if (version) await queueRunOf(server, version);
    },
  });

async function queueRunOf(server: Server, version: ConfigurationVersion): Promise<void> {
  const { id, status, autoQueueRuns, provisional, ingress, workspaceId } = version;
  // Who brings a commit starts its run too, with what is known of it.
  if (status !== "uploaded" || !autoQueueRuns || provisional || ingress !== null) return;
  const workspace = await selectWorkspace(server.db, workspaceId);
  const before = await server.db.selectFrom("runs").select("id").where("configurationVersionId", "=", id).limit(1).executeTakeFirst();
  if (!workspace || before) return;
  const actor = await creatorOf(server.db, version);
  if (!actor) return;
  try {
    await createRun(server, actor, workspace, { operation: version.speculative ? "plan_only" : "plan_and_apply", configurationVersionId: id, message: "Configuration uploaded", source: "tfe-configuration-version" });
  } catch (problem) {
    // They may no longer: then nothing is started.
    if (!(problem instanceof Problem)) throw problem;
    server.log.warn({ configurationVersion: id, problem: problem.code }, "no run was started for an uploaded configuration");
  }
}

/** Who made something, as they are now; undefined: they are gone. */
export async function creatorOf(db: Sql, { createdByKind: kind, createdById: id, createdByName: name }: { readonly createdByKind: ActorKind; readonly createdById: string | null; readonly createdByName: string }): Promise<Actor | undefined> {
  if (kind === "system" || id === null) return system(name);
  if (kind === "organization") return { kind, id, name };
  if (kind === "team") {
    const team = await db.selectFrom("teams").select("organizationId").where("id", "=", id).executeTakeFirst();
    return team && { kind, id, name, organizationId: team.organizationId };
  }
  const account = await db.selectFrom("accounts").select(["isSiteAdmin", "disabledAt"]).where("id", "=", id).executeTakeFirst();
  return account && account.disabledAt === null ? { kind, id, name, siteAdmin: account.isSiteAdmin } : undefined;
}
