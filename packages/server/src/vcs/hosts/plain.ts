import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RepositoryListing, VcsHost } from "./host.ts";

/** A Git server without anything around it, or a folder of this machine. What it has can be listed only where it is a folder. */
export const plainGit = (httpUrl: string, known: () => Promise<readonly string[]>): VcsHost => ({
  account: async () => "",
  repositories: async (search) => {
    const names = new Set([...(await known()), ...(await inFolder(httpUrl))]);
    return [...names].filter((name) => name.toLowerCase().includes(search.toLowerCase())).toSorted().map(listing);
  },
  pages: { repository: () => null, commit: () => null, compare: () => null },
});

const listing = (name: string): RepositoryListing => ({ name, description: "", url: null, defaultBranch: null, private: true });

async function inFolder(address: string): Promise<readonly string[]> {
  const folder = address.startsWith("file:") ? fileURLToPath(address) : address;
  if (!folder.startsWith("/")) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && ["HEAD", ".git"].some((name) => existsSync(join(folder, entry.name, name)))).map(({ name }) => name);
}
