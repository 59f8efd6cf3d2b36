import { z } from "zod";
import { HostError } from "./failure.ts";
import type { HostApi } from "./host-api.ts";
import { mostFilesTold, type CommitStatus, type RepositoryListing, type StatusState, type VcsHost, type VcsReviews } from "./host.ts";

/** How GitHub is spoken with: as a person's token, or as an app. */
export interface GitHubOptions {
  readonly api: HostApi;
  readonly httpUrl: string;
  /** An app tells its results as check runs; a token can only set commit statuses. */
  readonly asApp: boolean;
  readonly account: () => Promise<string>;
}

const repository = z.object({ full_name: z.string(), description: z.string().nullish(), html_url: z.string().nullish(), default_branch: z.string().nullish(), private: z.boolean().nullish() });
const side = z.object({ ref: z.string(), sha: z.string(), repo: z.object({ full_name: z.string() }).nullable() });
const pull = z.object({
  number: z.number(),
  title: z.string(),
  html_url: z.string(),
  state: z.string(),
  merged: z.boolean().nullish(),
  head: side,
  base: side,
  user: z.object({ login: z.string(), avatar_url: z.string().nullish() }).nullish(),
});
const named = z.object({ id: z.number() });

/** GitHub and GitHub Enterprise. */
export function gitHub({ api, httpUrl, asApp, account }: GitHubOptions): VcsHost {
  return {
    account,
    repositories: async (search) => {
      const read = asApp ? (body: unknown) => z.object({ repositories: z.array(repository) }).parse(body).repositories : (body: unknown) => z.array(repository).parse(body);
      const all = await api.askAll(asApp ? "/installation/repositories" : "/user/repos?sort=pushed", read, 10);
      return all.filter(({ full_name: name }) => name.toLowerCase().includes(search.toLowerCase())).map(listing);
    },
    pages: {
      repository: (name) => `${httpUrl}/${name}`,
      commit: (name, commit) => `${httpUrl}/${name}/commit/${commit}`,
      compare: (name, from, to) => `${httpUrl}/${name}/compare/${from}...${to}`,
    },
    reviews: reviews(api, asApp),
  };
}

const listing = (each: z.output<typeof repository>): RepositoryListing => ({
  name: each.full_name,
  description: each.description ?? "",
  url: each.html_url ?? null,
  defaultBranch: each.default_branch ?? null,
  private: each.private ?? false,
});

function reviews(api: HostApi, asApp: boolean): VcsReviews {
  return {
    openPulls: async (name) => {
      const all = await api.askAll(`/repos/${name}/pulls?state=open`, (body) => z.array(pull).parse(body), 10);
      const own = all.filter(({ head }) => head.repo?.full_name.toLowerCase() === name.toLowerCase());
      return own.map((each) => ({
        number: each.number, title: each.title, url: each.html_url, headBranch: each.head.ref, headCommit: each.head.sha, baseBranch: each.base.ref,
        author: each.user?.login ?? "", authorAvatarUrl: each.user?.avatar_url ?? null,
      }));
    },
    pullState: async (name, number) => {
      const { state, merged } = await api.ask("GET", `/repos/${name}/pulls/${number}`, pull.pick({ state: true, merged: true }));
      return state === "open" ? "open" : merged ? "merged" : "closed";
    },
    changedFiles: async (name, { headCommit, baseBranch }) => {
      const file = z.object({ filename: z.string(), previous_filename: z.string().nullish() });
      const read = z.object({ files: z.array(file).nullish() });
      const compared = await api.ask("GET", `/repos/${name}/compare/${encodeURIComponent(baseBranch)}...${headCommit}`, read).catch(unknownIfMissing);
      const files = (compared?.files ?? []).flatMap(({ filename, previous_filename: before }) => (before ? [filename, before] : [filename]));
      return files.length === 0 || files.length >= mostFilesTold ? undefined : files;
    },
    setStatus: async (name, status, known) => (asApp ? checkRun(api, name, status, known) : commitStatus(api, name, status)),
    ...comments(api),
  };
}

const unknownIfMissing = (problem: unknown): undefined => {
  if (problem instanceof HostError && (problem.failure === "not-found" || problem.failure === "refused")) return undefined;
  throw problem;
};

const statusWords: Readonly<Record<StatusState, string>> = { pending: "pending", running: "pending", success: "success", failure: "failure", cancelled: "error" };

async function commitStatus(api: HostApi, name: string, { commit, name: context, state, description, url }: CommitStatus): Promise<string> {
  const { id } = await api.ask("POST", `/repos/${name}/statuses/${commit}`, named, { state: statusWords[state], context, description: description.slice(0, 140), target_url: url });
  return String(id);
}

const conclusions: Readonly<Partial<Record<StatusState, string>>> = { success: "success", failure: "failure", cancelled: "cancelled" };

async function checkRun(api: HostApi, name: string, status: CommitStatus, known: string | null): Promise<string> {
  const { commit, name: title, state, description, url, runId } = status;
  const conclusion = conclusions[state];
  const body = {
    name: title, head_sha: commit, details_url: url, external_id: runId,
    ...(conclusion === undefined ? { status: state === "running" ? "in_progress" : "queued" } : { status: "completed", conclusion }),
    output: { title: description, summary: `[${description}](${url})` },
  };
  const id = known ?? (await foundCheckRun(api, name, status));
  const { id: made } = id === undefined ? await api.ask("POST", `/repos/${name}/check-runs`, named, body) : await api.ask("PATCH", `/repos/${name}/check-runs/${id}`, named, body);
  return String(made);
}

/** One that was made when the answer was lost. */
async function foundCheckRun(api: HostApi, name: string, { commit, name: title, runId }: CommitStatus): Promise<string | undefined> {
  const read = z.object({ check_runs: z.array(z.object({ id: z.number(), external_id: z.string().nullish() })) });
  const { check_runs: runs } = await api.ask("GET", `/repos/${name}/commits/${commit}/check-runs?check_name=${encodeURIComponent(title)}`, read);
  const found = runs.find(({ external_id: id }) => id === runId);
  return found && String(found.id);
}

function comments(api: HostApi): Pick<VcsReviews, "findComment" | "createComment" | "updateComment"> {
  const comment = z.object({ id: z.number(), body: z.string().nullish() });
  return {
    findComment: async (name, number, words) => {
      const all = await api.askAll(`/repos/${name}/issues/${number}/comments`, (body) => z.array(comment).parse(body), 10);
      const found = all.find(({ body }) => body?.includes(words));
      return found && String(found.id);
    },
    createComment: async (name, number, body) => String((await api.ask("POST", `/repos/${name}/issues/${number}/comments`, named, { body })).id),
    updateComment: async (name, _number, id, body) =>
      api.ask("PATCH", `/repos/${name}/issues/comments/${id}`, named, { body }).then(
        () => true,
        (problem: unknown) => {
          if (problem instanceof HostError && problem.failure === "not-found") return false;
          throw problem;
        },
      ),
  };
}
