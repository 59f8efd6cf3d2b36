import { z } from "zod";
import { HostError } from "./failure.ts";
import type { HostApi } from "./host-api.ts";
import { mostFilesTold, type StatusState, type VcsHost, type VcsReviews } from "./host.ts";

const project = z.object({ path_with_namespace: z.string(), description: z.string().nullish(), web_url: z.string().nullish(), default_branch: z.string().nullish(), visibility: z.string().nullish() });
const request = z.object({
  iid: z.number(), title: z.string(), web_url: z.string(), state: z.string(), sha: z.string().nullish(), source_branch: z.string(), target_branch: z.string(),
  source_project_id: z.number().nullish(), target_project_id: z.number().nullish(), author: z.object({ username: z.string(), avatar_url: z.string().nullish() }).nullish(),
});
const note = z.object({ id: z.number(), body: z.string().nullish() });

/** GitLab, gitlab.com and one's own. Its merge requests are pull requests here. */
export const gitLab = (api: HostApi, httpUrl: string): VcsHost => ({
  account: async () => (await api.ask("GET", "/user", z.object({ username: z.string() }))).username,
  repositories: async (search) => {
    const path = `/projects?membership=true&order_by=last_activity_at${search === "" ? "" : `&search_namespaces=true&search=${encodeURIComponent(search)}`}`;
    const all = await api.askAll(path, (body) => z.array(project).parse(body), 10);
    return all.map((each) => ({ name: each.path_with_namespace, description: each.description ?? "", url: each.web_url ?? null, defaultBranch: each.default_branch ?? null, private: each.visibility !== "public" }));
  },
  pages: {
    repository: (name) => `${httpUrl}/${name}`,
    commit: (name, commit) => `${httpUrl}/${name}/-/commit/${commit}`,
    compare: (name, from, to) => `${httpUrl}/${name}/-/compare/${from}...${to}`,
  },
  reviews: reviews(api),
});

const of = (name: string): string => `/projects/${encodeURIComponent(name)}`;

function reviews(api: HostApi): VcsReviews {
  return {
    openPulls: async (name) => {
      const all = await api.askAll(`${of(name)}/merge_requests?state=opened`, (body) => z.array(request).parse(body), 10);
      return all
        .filter((each) => each.source_project_id === each.target_project_id)
        .map((each) => ({
          number: each.iid, title: each.title, url: each.web_url, headBranch: each.source_branch, headCommit: each.sha ?? "", baseBranch: each.target_branch,
          author: each.author?.username ?? "", authorAvatarUrl: each.author?.avatar_url ?? null,
        }));
    },
    pullState: async (name, number) => {
      const { state } = await api.ask("GET", `${of(name)}/merge_requests/${number}`, request.pick({ state: true }));
      return state === "merged" ? "merged" : state === "closed" ? "closed" : "open";
    },
    changedFiles: async (name, { number }) => {
      const file = z.object({ old_path: z.string(), new_path: z.string() });
      const all = await api.askAll(`${of(name)}/merge_requests/${number}/diffs`, (body) => z.array(file).parse(body), mostFilesTold / 100);
      if (all.length === 0 || all.length >= mostFilesTold) return undefined;
      return [...new Set(all.flatMap(({ old_path: before, new_path: after }) => [before, after]))];
    },
    setStatus: async (name, { commit, name: title, state, description, url }) => {
      const body = { state: statusWords[state], name: title, description: description.slice(0, 255), target_url: url };
      const made = await api.ask("POST", `${of(name)}/statuses/${commit}`, z.object({ id: z.number() }), body).catch(alreadySo);
      return made ? String(made.id) : null;
    },
    ...comments(api),
  };
}

const statusWords: Readonly<Record<StatusState, string>> = { pending: "pending", running: "running", success: "success", failure: "failed", cancelled: "canceled" };

/** GitLab refuses to set a status to what it is: "Cannot transition status via :enqueue from :pending". */
const alreadySo = (problem: unknown): undefined => {
  if (problem instanceof HostError && problem.status === 400 && problem.message.includes("Cannot transition")) return undefined;
  throw problem;
};

function comments(api: HostApi): Pick<VcsReviews, "findComment" | "createComment" | "updateComment"> {
  const notes = (name: string, number: number): string => `${of(name)}/merge_requests/${number}/notes`;
  return {
    findComment: async (name, number, words) => {
      const all = await api.askAll(`${notes(name, number)}?sort=asc`, (body) => z.array(note).parse(body), 10);
      const found = all.find(({ body }) => body?.includes(words));
      return found && String(found.id);
    },
    createComment: async (name, number, body) => String((await api.ask("POST", notes(name, number), note.pick({ id: true }), { body })).id),
    updateComment: async (name, number, id, body) =>
      api.ask("PUT", `${notes(name, number)}/${id}`, note.pick({ id: true }), { body }).then(
        () => true,
        (problem: unknown) => {
          if (problem instanceof HostError && problem.failure === "not-found") return false;
          throw problem;
        },
      ),
  };
}
