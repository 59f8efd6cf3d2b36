import type { commit } from "@lockstep/contract";
import type { z } from "zod";
import type { Ingress } from "./configuration-version.ts";

/** The commit of a configuration, as pages show it. */
export const commitOf = (ingress: Ingress | null): z.input<typeof commit> | null =>
  ingress && {
    sha: ingress.commitSha,
    message: ingress.commitMessage,
    url: ingress.commitUrl,
    branch: ingress.branch,
    repository: ingress.identifier,
    sender: ingress.senderUsername,
    pullRequest: ingress.isPullRequest && ingress.pullRequestNumber !== null ? { number: ingress.pullRequestNumber, url: ingress.pullRequestUrl, title: ingress.pullRequestTitle } : null,
  };
