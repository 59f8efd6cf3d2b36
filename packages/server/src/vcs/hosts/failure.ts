import { FetchError } from "../../http-client/failure.ts";
import { GitError } from "../../git/failure.ts";

export type HostFailure = "credentials-refused" | "not-allowed" | "not-found" | "rate-limited" | "refused" | "failed";

/** Words of the host, after ours. */
const quoted = (words: string): string => (words === "" ? "" : ` It says: ${words}`);

const sentences: Readonly<Record<HostFailure, (status: number, words: string) => string>> = {
  "credentials-refused": (status, words) => `The host refused the credentials (${status}). Check that the token or key is valid, and make a new one if it was revoked.${quoted(words)}`,
  "not-allowed": (status, words) => `The credentials do not suffice (${status}). Give the token or app the permissions that the guide's page on Git names.${quoted(words)}`,
  "not-found": (status, words) => `The host does not know it, or the credentials may not see it (${status}).${quoted(words)}`,
  "rate-limited": (status, words) => `The host has had too many requests (${status}); it is asked again later.${quoted(words)}`,
  refused: (status, words) => `The host refused what was asked of it (${status}).${quoted(words)}`,
  failed: (status, words) => `The host could not answer (${status}).${quoted(words)}`,
};

/** A host that answered, but not with what was asked for. */
export class HostError extends Error {
  readonly failure: HostFailure;
  readonly status: number;

  constructor(failure: HostFailure, status: number, words = "") {
    super(sentences[failure](status, words));
    this.name = "HostError";
    this.failure = failure;
    this.status = status;
  }
}

/** Why a repository could not be read or written to, in words without secrets; undefined: it is a fault of ours. */
export function reasonOf(problem: unknown): string | undefined {
  return problem instanceof HostError || problem instanceof GitError || problem instanceof FetchError ? problem.message : undefined;
}

const passing: ReadonlySet<string> = new Set(["rate-limited", "failed", "unreachable", "unresolved", "timeout", "aborted", "host-key", "redirected", "no-git"]);

/** May it pass by itself, so that trying again helps? */
export const mayPass = (problem: unknown): boolean => (problem instanceof HostError || problem instanceof GitError || problem instanceof FetchError ? passing.has(problem.failure) : true);
