import { vcsKinds, type VcsKind } from "@lockstep/contract";
import type { Selectable } from "kysely";
import { readGitAddress } from "../git/address.ts";
import { Problem } from "../problem.ts";
import type { VcsConnectionRow } from "./tables.ts";

export type VcsConnection = Selectable<VcsConnectionRow>;

/** Where a host's interface answers, when nobody says so. */
export function usualApiUrl(kind: VcsKind, httpUrl: string): string | null {
  if (kind === "git") return null;
  if (kind === "gitlab") return `${httpUrl}/api/v4`;
  return httpUrl === vcsKinds.github_app.httpUrl ? "https://api.github.com" : `${httpUrl}/api/v3`;
}

/** The address of a repository of a connection; it holds no credentials. */
export function repositoryUrl({ kind, httpUrl }: Pick<VcsConnection, "kind" | "httpUrl">, repository: string): string {
  const joined = /[:/]$/.test(httpUrl) ? `${httpUrl}${repository}` : `${httpUrl}/${repository}`;
  return kind === "git" || joined.endsWith(".git") ? joined : `${joined}.git`;
}

/** A repository's name as its host compares it. */
export const repositoryKey = ({ kind }: Pick<VcsConnection, "kind">, repository: string): string => (kind === "git" ? repository : repository.toLowerCase());

/** Refuses what is no name of a repository: it becomes part of addresses. */
export function checkRepositoryName(repository: string): void {
  if (/^[\w.~+-]+(\/[\w.~+-]+)*$/.test(repository) && !repository.split("/").some((part) => part === ".." || part === "." || part.startsWith("-"))) return;
  throw new Problem("invalid", { detail: `"${repository.slice(0, 100)}" is no name of a repository. Write it as "owner/repository".` }, "/body/repository");
}

/** Refuses an address that is none, or that carries a password. */
export function checkBaseUrl(kind: VcsKind, httpUrl: string): void {
  // A short form of ssh is an address once something stands behind it.
  const address = readGitAddress(httpUrl.endsWith(":") ? `${httpUrl}x` : httpUrl);
  if (address.password !== "") throw new Problem("invalid", { detail: "The address holds a password. Give it as the token." }, "/body/httpUrl");
  if (kind !== "git" && address.transport !== "https" && address.transport !== "http") throw new Problem("invalid", { detail: `The address of ${vcsKinds[kind].label} begins with https://.` }, "/body/httpUrl");
}
