/** Where a configuration version came from, when it came from a repository. */
export interface Ingress {
  readonly branch: string;
  readonly cloneUrl: string;
  readonly commitSha: string;
  readonly commitMessage: string;
  readonly commitUrl: string | null;
  readonly compareUrl: string | null;
  /** owner/repository. */
  readonly identifier: string;
  readonly isPullRequest: boolean;
  readonly onDefaultBranch: boolean;
  readonly pullRequestNumber: number | null;
  readonly pullRequestUrl: string | null;
  readonly pullRequestTitle: string | null;
  readonly tag: string | null;
  readonly senderUsername: string | null;
  readonly senderAvatarUrl: string | null;
}
