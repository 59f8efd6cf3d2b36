// Workspaces in the words of the contract.
import type { Answer, workspaceRoutes } from "@lockstep/contract";
import type { Actor } from "../actor.ts";
import { membershipOf } from "../access/access.ts";
import { orgUrlOf } from "../okta-orgs/okta-org.ts";
import { selectOrganization } from "../organizations/queries.ts";
import { found } from "../problem.ts";
import type { Server } from "../server.ts";
import { selectOverviewOf, type OverviewRow } from "./overview.ts";
import { accessOf } from "./visible.ts";

type Detail = Answer<(typeof workspaceRoutes)["readWorkspace"]>;
type Summary = Answer<(typeof workspaceRoutes)["listWorkspaces"]>["items"][number];

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

/** A workspace as the list shows it. */
export const summaryOf = (row: OverviewRow): Summary => ({
  id: row.id,
  name: row.name,
  description: row.description,
  project: { id: row.projectId, name: row.projectName },
  tags: [...row.tags],
  access: accessOf(row.accessNumber),
  oktaOrg: row.oktaOrgId === null ? null : { id: row.oktaOrgId, name: row.oktaName ?? "", address: orgUrlOf(row.oktaOrgName ?? "", row.oktaBaseUrl ?? "") },
  repository: row.vcsConnectionId === null || row.vcsRepository === null ? null : { identifier: row.vcsRepository, branch: row.vcsBranch, folder: row.workingDirectory, connection: { id: row.vcsConnectionId, name: row.connectionName ?? "" } },
  lastRun: lastRunOf(row),
  drift: { open: row.driftOpen ?? 0, since: iso(row.driftSince), scannedAt: iso(row.scannedAt) },
  objects: row.objects,
  nextCheckAt: iso(row.nextCheckAt),
  lock: row.lockedByKind === null ? null : { kind: row.lockedByKind, id: row.lockedById ?? "", by: row.lockedByName ?? "", reason: row.lockedReason, since: iso(row.lockedAt) },
  pendingRuns: row.pendingRuns,
  updatedAt: row.updatedAt.toISOString(),
});

function lastRunOf(row: OverviewRow): Summary["lastRun"] {
  const { runId: id, runStatus: status, runOperation: operation, runCreatedAt: createdAt, runByKind: kind } = row;
  if (id === null || status === null || operation === null || createdAt === null || kind === null) return null;
  return {
    id,
    status,
    operation,
    message: row.runMessage ?? "",
    createdBy: { kind, id: row.runById, name: row.runByName ?? "" },
    createdAt: createdAt.toISOString(),
    since: row.runStatusTimes?.[status] ?? (row.runUpdatedAt ?? createdAt).toISOString(),
    planned: row.runPlanCounts,
    applied: row.runApplyCounts,
    commit: row.runIngress?.commitSha ?? null,
  };
}

/** A workspace as its own pages show it. */
export async function detailOf(server: Pick<Server, "db">, actor: Actor, workspace: { readonly id: string; readonly organizationId: string }): Promise<Detail> {
  const membership = found(await membershipOf(server, actor, workspace.organizationId), "workspace", workspace.id);
  const row = found(await selectOverviewOf(server.db, membership, workspace.id), "workspace", workspace.id);
  const organization = found(await selectOrganization(server.db, row.organizationId), "workspace", workspace.id);
  return {
    ...summaryOf(row),
    organization: { id: organization.id, name: organization.name },
    settings: settingsOf(row),
    createdAt: row.createdAt.toISOString(),
    configuration: await configurationOf(server, row),
    state: await stateOf(server, row),
  };
}

function settingsOf(row: OverviewRow): Detail["settings"] {
  const { name, description, projectId, executionMode, autoApply, autoApplyRunTrigger, queueAllRuns, speculativeEnabled, allowDestroyPlan, workingDirectory, terraformVersion, fileTriggersEnabled, triggerPrefixes, triggerPatterns, globalRemoteState, oktaOrgId } = row;
  const { vcsConnectionId: connectionId, vcsRepository: identifier, vcsBranch: branch, vcsTagsRegex: tagsRegex, vcsSubmodules: submodules } = row;
  const plain = { name, description, projectId, executionMode, autoApply, autoApplyRunTrigger, queueAllRuns, speculativeEnabled, allowDestroyPlan, workingDirectory, terraformVersion, fileTriggersEnabled, triggerPrefixes, triggerPatterns, globalRemoteState, oktaOrgId };
  return { ...plain, repository: connectionId === null || identifier === null ? null : { connectionId, identifier, branch, tagsRegex, submodules } };
}

async function configurationOf({ db }: Pick<Server, "db">, { currentConfigurationVersionId: id }: OverviewRow): Promise<Detail["configuration"]> {
  if (id === null) return null;
  const version = await db.selectFrom("configurationVersions").select(["id", "status", "source", "ingress", "createdAt"]).where("id", "=", id).executeTakeFirst();
  return version ? { id, status: version.status, source: version.source, commit: version.ingress?.commitSha ?? null, commitMessage: version.ingress?.commitMessage ?? null, createdAt: version.createdAt.toISOString() } : null;
}

async function stateOf({ db }: Pick<Server, "db">, { currentStateVersionId: id }: OverviewRow): Promise<Detail["state"]> {
  if (id === null) return null;
  const version = await db.selectFrom("stateVersions").select(["serial", "runId", "createdAt"]).where("id", "=", id).executeTakeFirst();
  return version ? { id, serial: version.serial, runId: version.runId, createdAt: version.createdAt.toISOString() } : null;
}
