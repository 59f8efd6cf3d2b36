/** The jobs of this domain. */
export const vcsJobs = {
  /** Looks at a repository. */
  look: "vcs.look",
  /** Tells a host how the run of a commit stands. */
  status: "vcs.status",
  /** Writes the comment on a pull request. */
  comment: "vcs.comment",
  runChanged: "vcs.run-changed",
  workspaceChanged: "vcs.workspace-changed",
} as const;
