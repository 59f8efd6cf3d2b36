import type { AccessLevel } from "@lockstep/contract";
import { found } from "../problem.ts";
import type { Server } from "../server.ts";
import { moment, toOne, type Resource } from "../tfe/document.ts";
import { workspaceFacts, type WorkspaceFacts } from "./facts.ts";
import { permissionsOf, type SeenWorkspace } from "./service.ts";
import type { Workspace } from "./workspace.ts";

/** Several workspaces, in their order, by one statement. */
export async function workspaceResources(server: Pick<Server, "db">, items: readonly SeenWorkspace[]): Promise<Resource[]> {
  const facts = await workspaceFacts(server.db, items.map(({ workspace }) => workspace.id));
  return Promise.all(items.map(({ workspace, access }) => workspaceResource(server, workspace, access, facts.get(workspace.id))));
}

/** A workspace as HCP Terraform's API shows it. */
export async function workspaceResource(server: Pick<Server, "db">, workspace: Workspace, access: AccessLevel, known?: WorkspaceFacts): Promise<Resource> {
  const { organization, tags, objects, assessed } = found(known ?? (await workspaceFacts(server.db, [workspace.id])).get(workspace.id), "workspace", workspace.name);
  const { vcsConnectionId, vcsRepository, vcsBranch, vcsTagsRegex, vcsSubmodules } = workspace;
  return {
    id: workspace.id,
    type: "workspaces",
    attributes: {
      name: workspace.name,
      description: workspace.description,
      "created-at": moment(workspace.createdAt),
      "updated-at": moment(workspace.updatedAt),
      "latest-change-at": moment(workspace.updatedAt),
      "auto-apply": workspace.autoApply,
      "auto-apply-run-trigger": workspace.autoApplyRunTrigger,
      "allow-destroy-plan": workspace.allowDestroyPlan,
      "execution-mode": workspace.executionMode,
      operations: workspace.executionMode !== "local",
      "file-triggers-enabled": workspace.fileTriggersEnabled,
      "trigger-prefixes": workspace.triggerPrefixes,
      "trigger-patterns": workspace.triggerPatterns,
      "global-remote-state": workspace.globalRemoteState,
      locked: workspace.lockedByKind !== null,
      "locked-reason": workspace.lockedReason,
      permissions: permissionsOf(access),
      actions: { "is-destroyable": true },
      "queue-all-runs": workspace.queueAllRuns,
      "resource-count": objects,
      source: workspace.source,
      "speculative-enabled": workspace.speculativeEnabled,
      "structured-run-output-enabled": true,
      "tag-names": tags.map(({ key, value }) => (value === "" ? key : `${key}:${value}`)),
      "terraform-version": workspace.terraformVersion,
      "working-directory": workspace.workingDirectory,
      "assessments-enabled": assessed,
      "vcs-repo-identifier": vcsRepository,
      "vcs-repo":
        vcsConnectionId && vcsRepository
          ? { identifier: vcsRepository, "display-identifier": vcsRepository, branch: vcsBranch ?? "", "ingress-submodules": vcsSubmodules, "oauth-token-id": vcsConnectionId, "tags-regex": vcsTagsRegex, tags: vcsTagsRegex !== null }
          : null,
    },
    relationships: {
      organization: toOne("organizations", organization),
      project: toOne("projects", workspace.projectId),
      "current-run": toOne("runs", workspace.currentRunId),
      "current-state-version": toOne("state-versions", workspace.currentStateVersionId),
      "current-configuration-version": toOne("configuration-versions", workspace.currentConfigurationVersionId),
      "locked-by": toOne(lockTypes[workspace.lockedByKind ?? "account"], workspace.lockedById),
    },
    links: { self: `/api/v2/organizations/${organization}/workspaces/${workspace.name}` },
  };
}

const lockTypes = { account: "users", team: "teams", organization: "users", run: "runs" } as const;
