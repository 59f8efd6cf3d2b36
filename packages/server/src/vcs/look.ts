import type { Server } from "../server.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import type { OpenConnection } from "./credentials.ts";
import type { CommitReader } from "./fetch.ts";

/** A repository that is being looked at: where its branches and tags stand now. */
export interface Look {
  readonly server: Server;
  readonly open: OpenConnection;
  readonly repository: string;
  readonly branches: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly defaultBranch: string | undefined;
  readonly commits: CommitReader;
  readonly signal: AbortSignal;
}

/** The branch a workspace follows. */
export const branchOf = ({ defaultBranch }: Pick<Look, "defaultBranch">, { vcsBranch }: Pick<Workspace, "vcsBranch">): string | undefined => vcsBranch ?? defaultBranch;
