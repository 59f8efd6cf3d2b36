/** A repository as a list shows it. */
export interface RepositoryListing {
  /** "owner/repository", or a path below the connection's address. */
  readonly name: string;
  readonly description: string;
  readonly url: string | null;
  readonly defaultBranch: string | null;
  readonly private: boolean;
}

/** An open pull request of the repository itself; those from forks are none of ours. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly headBranch: string;
  readonly headCommit: string;
  readonly baseBranch: string;
  readonly author: string;
  readonly authorAvatarUrl: string | null;
}

export type StatusState = "pending" | "running" | "success" | "failure" | "cancelled";

/** What is told about a commit, under a name of its own. */
export interface CommitStatus {
  readonly commit: string;
  readonly name: string;
  readonly state: StatusState;
  /** One line. */
  readonly description: string;
  readonly url: string;
  /** Our own name for it. */
  readonly runId: string;
}

/** Where repositories are. */
export interface VcsHost {
  /** Who we are there; a problem when the credentials are refused. */
  readonly account: () => Promise<string>;
  /** Repositories that we see, as many as a person would look through. */
  readonly repositories: (search: string) => Promise<readonly RepositoryListing[]>;
  /** A page of a commit, of a repository, of what lies between two commits; null where the host has none. */
  readonly pages: VcsPages;
  /** Pull requests, statuses and comments, where the host has them. */
  readonly reviews?: VcsReviews;
}

export interface VcsPages {
  readonly repository: (repository: string) => string | null;
  readonly commit: (repository: string, commit: string) => string | null;
  readonly compare: (repository: string, from: string, to: string) => string | null;
}

export interface VcsReviews {
  readonly openPulls: (repository: string) => Promise<readonly PullRequest[]>;
  readonly pullState: (repository: string, number: number) => Promise<"open" | "closed" | "merged">;
  /** The files a pull request touches; undefined where that is not known or they are too many to tell. */
  readonly changedFiles: (repository: string, pull: PullRequest) => Promise<readonly string[] | undefined>;
  /** Tells it; gives the host's name for what was made, so that it is changed the next time. */
  readonly setStatus: (repository: string, status: CommitStatus, known: string | null) => Promise<string | null>;
  /** A comment of a pull request that has these words in it. */
  readonly findComment: (repository: string, number: number, words: string) => Promise<string | undefined>;
  readonly createComment: (repository: string, number: number, body: string) => Promise<string>;
  /** false: it is no longer there. */
  readonly updateComment: (repository: string, number: number, comment: string, body: string) => Promise<boolean>;
}

/** Beyond so many files a host tells not all. */
export const mostFilesTold = 300;
