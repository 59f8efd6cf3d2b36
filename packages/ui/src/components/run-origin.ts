import type { AnswerOf } from "../api/queries.ts";

type Run = Pick<AnswerOf<"runs", "listRuns">["items"][number], "createdBy" | "source" | "triggerReason" | "commit">;

/** What a run was asked for with, where that is worth a word. */
const sources: Readonly<Record<string, string>> = {
  "tfe-api": "through the API",
  terraform: "with the command line",
  "terraform+cloud": "with the command line",
  "tfe-configuration-version": "by an upload",
};

/** Who or what started a run: "alex, with the command line", "push to prod by alex", "schedule". */
export function originOf({ createdBy, source, triggerReason, commit }: Run): string {
  const sender = commit?.sender ? ` by ${commit.sender}` : "";
  switch (triggerReason) {
    case "git-push":
      return `push${commit ? ` to ${commit.branch}` : ""}${sender}`;
    case "git-tag":
      return `tag${sender}`;
    case "pull-request":
      return `pull request${commit?.pullRequest ? ` #${commit.pullRequest.number}` : ""}${sender}`;
    case "workspace-connected":
      return "the repository was connected";
    case "run-trigger":
      return "a run of another workspace";
    case "schedule":
      return "schedule";
    default: {
      const who = createdBy.kind === "team" ? `team ${createdBy.name}` : createdBy.kind === "organization" ? `organization ${createdBy.name}` : createdBy.name;
      const how = triggerReason === "drift" ? "to set drift back" : sources[source];
      return how === undefined ? who : `${who}, ${how}`;
    }
  }
}

/** The first line of a run's message; a run without one has words of its own. */
export const titleOf = ({ message }: { readonly message: string }): string => message.trim().split("\n")[0] || "Run without a message";
