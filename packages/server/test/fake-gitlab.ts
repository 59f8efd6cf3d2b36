import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A merge request as a test describes it. */
export interface FakeRequest {
  readonly iid: number;
  state: "opened" | "closed" | "merged";
  readonly source_branch: string;
  readonly target_branch: string;
  /** Of another project: a fork. */
  readonly fork?: boolean;
  readonly files: readonly string[];
}

/** GitLab and GitHub as far as we ask them, by their documentation: users, merge requests, statuses and notes of one project. */
export interface FakeHost {
  readonly url: string;
  token: string;
  readonly requests: FakeRequest[];
  readonly statuses: { readonly commit: string; readonly name: string; readonly state: string; readonly description: string; readonly target_url: string }[];
  readonly notes: { readonly id: number; readonly on: number; body: string }[];
  readonly asked: string[];
  readonly close: () => Promise<void>;
}

type Found = readonly [status: number, body: unknown];

/** Starts it. */
export async function startFakeHost(token: string): Promise<FakeHost> {
  let ids = 100;
  const host: FakeHost = { url: "", token, requests: [], statuses: [], notes: [], asked: [], close: async () => {} };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [status, answer] = route(host, request, body, () => ++ids);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(host, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close });
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return (text === "" ? {} : JSON.parse(text)) as Record<string, string>;
}

function route(host: FakeHost, { method = "", url = "", headers }: IncomingMessage, body: Record<string, string>, newId: () => number): Found {
  const path = new URL(url, "http://host").pathname.replace(/^\/api\/v[34]/, "").replace(/^\/(projects\/group%2Finfra|repos\/group\/infra)/i, "P");
  host.asked.push(`${method} ${path}`);
  if (headers["private-token"] !== host.token && headers.authorization !== `Bearer ${host.token}`) return [401, { message: `401 Unauthorized ${String(headers["private-token"])}` }];
  for (const [shape, answer] of table) {
    const found = shape.exec(`${method} ${path}`);
    if (found) return answer(host, found.slice(1), body, newId);
  }
  return [404, { message: "404 Not found" }];
}

const requestJson = ({ iid, state, source_branch: source, target_branch: target, fork = false }: FakeRequest): object => ({
  iid, title: `Request ${iid}`, web_url: `https://gitlab.example/mr/${iid}`, state, sha: null, source_branch: source, target_branch: target, source_project_id: fork ? 2 : 1, target_project_id: 1, author: { username: "ada", avatar_url: null },
});

const table: readonly (readonly [RegExp, (host: FakeHost, found: readonly string[], body: Record<string, string>, newId: () => number) => Found])[] = [
  [/^GET \/user$/, () => [200, { username: "bot", login: "bot" }]],
  [/^GET \/projects$/, () => [200, [{ path_with_namespace: "group/infra", description: "Infra", web_url: "https://gitlab.example/group/infra", default_branch: "main", visibility: "private" }]]],
  [/^GET P\/pulls$/, () => [200, []]],
  [/^GET P\/merge_requests$/, ({ requests }) => [200, requests.filter(({ state }) => state === "opened").map(requestJson)]],
  [/^GET P\/merge_requests\/(\d+)$/, ({ requests }, [iid]) => [200, requests.filter((each) => each.iid === Number(iid)).map(requestJson)[0]]],
  [/^GET P\/merge_requests\/(\d+)\/diffs$/, ({ requests }, [iid]) => [200, (requests.find((each) => each.iid === Number(iid))?.files ?? []).map((path) => ({ old_path: path, new_path: path }))]],
  [/^GET P\/merge_requests\/(\d+)\/notes$/, ({ notes }, [iid]) => [200, notes.filter(({ on }) => on === Number(iid))]],
  [/^POST P\/merge_requests\/(\d+)\/notes$/, ({ notes }, [iid], { body = "" }, newId) => {
    const note = { id: newId(), on: Number(iid), body };
    notes.push(note);
    return [201, note];
  }],
  [/^PUT P\/merge_requests\/\d+\/notes\/(\d+)$/, ({ notes }, [id], { body = "" }) => {
    const note = notes.find((each) => each.id === Number(id));
    if (!note) return [404, { message: "404 Note Not Found" }];
    note.body = body;
    return [200, note];
  }],
  [/^POST P\/statuses\/(\w+)$/, ({ statuses }, [commit = ""], { name = "", context = "", state = "", description = "", target_url: target = "" }, newId) => {
    const last = statuses.findLast((each) => each.commit === commit && each.name === (name || context));
    if (last?.state === state && name !== "") return [400, { message: `Cannot transition status via :enqueue from :${state}` }];
    statuses.push({ commit, name: name || context, state, description, target_url: target });
    return [201, { id: newId() }];
  }],
];
