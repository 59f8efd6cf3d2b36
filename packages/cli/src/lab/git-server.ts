import { execFileSync, spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A Git server of the lab's own: bare repositories of a folder over HTTP, for who has the token. */
export interface LabGitServer {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/** Serves what is below a folder by Git's own HTTP backend. */
export async function startGitServer(folder: string, token: string): Promise<LabGitServer> {
  const backend = `${execFileSync("git", ["--exec-path"], { encoding: "utf8" }).trim()}/git-http-backend`;
  const server = createServer((request, response) => {
    const [, password] = Buffer.from(request.headers.authorization?.replace(/^Basic /, "") ?? "", "base64").toString().split(":");
    if (password !== token) response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
    else answer(backend, folder, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token, close };
}

/** The Common Gateway Interface, as far as Git wants it. */
function answer(backend: string, folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  const child = spawn(backend, [], { stdio: ["pipe", "pipe", "ignore"], env: environment(folder, request, decodeURIComponent(pathname), search.slice(1)) });
  request.pipe(child.stdin);
  child.stdin.on("error", () => undefined);
  let head: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on("data", (chunk: Buffer) => {
    if (head === undefined) return void response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    const headers = head.toString("latin1", 0, end).split("\r\n").map((line) => line.split(": ", 2) as [string, string]);
    const status = headers.find(([name]) => name === "Status")?.[1] ?? "200";
    response.writeHead(Number.parseInt(status, 10), Object.fromEntries(headers.filter(([name]) => name !== "Status")));
    response.write(head.subarray(end + 4));
    head = undefined;
  });
  child.on("close", () => response.end());
  child.on("error", () => response.destroy());
}

const environment = (folder: string, { method, headers }: IncomingMessage, path: string, query: string): Record<string, string | undefined> => ({
  PATH: process.env["PATH"],
  GIT_PROJECT_ROOT: folder,
  GIT_HTTP_EXPORT_ALL: "1",
  PATH_INFO: path,
  QUERY_STRING: query,
  REQUEST_METHOD: method,
  CONTENT_TYPE: headers["content-type"] ?? "",
  HTTP_CONTENT_ENCODING: headers["content-encoding"] ?? "",
  GIT_PROTOCOL: [headers["git-protocol"] ?? ""].flat().join(""),
  REMOTE_USER: "lab",
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "safe.directory",
  GIT_CONFIG_VALUE_0: "*",
});
