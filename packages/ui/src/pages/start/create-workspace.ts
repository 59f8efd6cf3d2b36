import { api } from "../../api/client.ts";
import { useChange, type AnswerOf } from "../../api/queries.ts";
import type { PickedRepository } from "../../components/forms/RepositoryPicker.tsx";

export interface WorkspaceChoices {
  readonly name: string;
  readonly autoApply: boolean;
  readonly oktaOrgId: string | null;
  /** null: the configuration is uploaded. */
  readonly picked: PickedRepository | null;
  readonly projectId?: string;
}

/** Makes a workspace as it was chosen; its repository is read at once. */
export const useCreateWorkspace = (organization: string, onDone: (workspace: AnswerOf<"workspaces", "createWorkspace">) => void) =>
  useChange(
    async ({ name, autoApply, oktaOrgId, picked, projectId }: WorkspaceChoices) =>
      api.workspaces.createWorkspace({
        params: { organization },
        body: {
          name: name.trim(),
          autoApply,
          oktaOrgId,
          // The first run is somebody's own: after the variables are set.
          queueAllRuns: false,
          ...(projectId !== undefined && { projectId }),
          ...(picked && { workingDirectory: picked.folder.trim(), repository: { connectionId: picked.connectionId, identifier: picked.repository.trim(), branch: picked.branch } }),
        },
      }),
    ["workspaces", "oktaOrgs", "vcs"],
    onDone,
  );
