import type { PickedRepository } from "../../components/forms/RepositoryPicker.tsx";

const usualBranches = new Set(["main", "master", "trunk", "HEAD"]);

/** What a workspace would be called: as its folder, else as its branch, else as its repository. */
export function proposedName({ repository, branch, folder }: Pick<PickedRepository, "repository" | "branch" | "folder">): string {
  const last = (path: string): string => path.split("/").findLast((part) => part !== "" && part !== ".") ?? "";
  const plain = last(folder) || (usualBranches.has(branch) ? "" : branch) || last(repository).replace(/\.git$/, "");
  return plain.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 90);
}

/** The block that makes a folder of configuration belong to a workspace, for who works by the command line. */
export const cloudBlock = (host: string, organization: string, workspace: string): string => `terraform {
  cloud {
    hostname     = "${host}"
    organization = "${organization}"
    workspaces { name = "${workspace}" }
  }
}`;
