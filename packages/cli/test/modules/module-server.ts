// A host of modules: Git by smart HTTP, archives, and a registry that speaks the module registry protocol.
import { spawn } from "node:child_process";
import { createServer as createPlain, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Certificate } from "./certificate.ts";

/** What the host has, and what it was asked. */
export interface ModuleHost {
  /** "http://127.0.0.1:41234" */
  readonly url: string;
  /** "127.0.0.1:41234" */
  readonly host: string;
  /** By path: bytes to download, or the address that X-Terraform-Get gives. */
  readonly files: Map<string, Uint8Array | { readonly get: string }>;
  /** "namespace/name/system" → version → what X-Terraform-Get says. */
  readonly registry: Map<string, Readonly<Record<string, string>>>;
  /** Without it there is no answer but 401. */
  token: string | undefined;
  /** User and password as basic authentication wants them. */
  login: string | undefined;
  readonly requests: string[];
}

/** Starts a host; `repositories` is the folder of its bare Git repositories. */
export async function moduleHost(repositories: string, certificate?: Certificate): Promise<ModuleHost> {
  const answer = (request: IncomingMessage, response: ServerResponse): void => respond(host, repositories, request, response);
  const server: Server = certificate ? createSecure(certificate, answer) : createPlain(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  const name = `127.0.0.1:${port}`;
  const host: ModuleHost = { url: `${certificate ? "https" : "http"}://${name}`, host: name, files: new Map(), registry: new Map(), token: undefined, login: undefined, requests: [] };
  return host;
}

function respond(host: ModuleHost, repositories: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", host.url);
  host.requests.push(`${request.method} ${url.pathname}`);
  const { authorization } = request.headers;
  if (host.login !== undefined && authorization !== `Basic ${Buffer.from(host.login).toString("base64")}`) {
    response.writeHead(401, { "www-authenticate": 'Basic realm="modules"' }).end();
    return;
  }
  if (url.pathname.startsWith("/git/")) return backend(repositories, url, request, response);
  if (url.pathname === "/.well-known/terraform.json") return json(response, { "modules.v1": "/api/modules/v1/" });
  if (host.token !== undefined && authorization !== `Bearer ${host.token}`) {
    response.writeHead(401).end();
    return;
  }
  const file = host.files.get(url.pathname);
  if (file && "get" in file) response.writeHead(204, { "x-terraform-get": file.get }).end();
  else if (file) response.writeHead(200, { "content-type": "application/octet-stream" }).end(file);
  else registry(host, url.pathname, response);
}

function registry({ registry: modules }: ModuleHost, path: string, response: ServerResponse): void {
  const [, name = "", version, what] = /^\/api\/modules\/v1\/([^/]+\/[^/]+\/[^/]+)\/(?:versions|([^/]+)\/(download))$/.exec(path) ?? [];
  const versions = modules.get(name);
  if (!versions) response.writeHead(404).end();
  else if (what !== "download") json(response, { modules: [{ versions: Object.keys(versions).map((each) => ({ version: each })) }] });
  else response.writeHead(204, { "x-terraform-get": versions[version ?? ""] ?? "" }).end();
}

const json = (response: ServerResponse, value: object): void => void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));

// RFC 3875, as far as Git's own program needs it.
function backend(repositories: string, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const env = {
    PATH: process.env["PATH"] ?? "",
    GIT_PROJECT_ROOT: repositories,
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: url.pathname.slice("/git".length),
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method ?? "GET",
    CONTENT_TYPE: request.headers["content-type"] ?? "",
    HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
    GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
  };
  const child = spawn("git", ["http-backend"], { env, stdio: ["pipe", "pipe", "ignore"] });
  request.pipe(child.stdin);
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  child.on("close", () => {
    const whole = Buffer.concat(parts);
    const end = whole.indexOf("\r\n\r\n");
    const headers = whole.subarray(0, end).toString().split("\r\n").map((line) => line.split(": ", 2));
    const status = Number(headers.find(([name]) => name === "Status")?.[1]?.slice(0, 3) ?? 200);
    response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== "Status"))).end(whole.subarray(end + 4));
  });
}
