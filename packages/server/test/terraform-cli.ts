// The real Terraform command line against a whole server: HTTPS on a port of its own, a folder for each test.
import { spawn, spawnSync, execFileSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { expect, vi } from "vitest";
import type { Environment } from "../src/settings.ts";
import { freePort } from "./free-port.ts";
import { testServer, type Answer, type TestServer } from "./test-server.ts";

const found = /Terraform v(1\.11\.\d+)/.exec(spawnSync("terraform", ["version"], { encoding: "utf8" }).stdout ?? "")?.[1];

/** Whether a Terraform of the release that Lockstep writes for is on the path; says so where it is not. */
export function terraformIsHere(): boolean {
  if (found === undefined) console.log("Left out: these tests need terraform 1.11 on the path.");
  return found !== undefined;
}

/** The version of the Terraform that is here. */
export const terraformVersion = found ?? "";

/** A machine that is busy with other tests takes its time. */
const patience = 200_000;

/** A request that came over the network, and its answer. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly agent: string;
  readonly cloud: boolean;
  readonly status: number;
  readonly milliseconds: number;
  /** A JSON:API document, when it is one. */
  readonly document: Answer | undefined;
}

/** A server that the command line can reach. */
export interface TerraformServer extends TestServer {
  /** "localhost:<port>", as `cloud` blocks and credentials name it. */
  readonly host: string;
  /** Where the certificate is that vouches for it. */
  readonly certificate: string;
  /** A folder of one's own that is used with this server. */
  readonly folder: (files: Readonly<Record<string, string>>) => TerraformFolder;
  /** Everything that came over the network until now. */
  readonly exchanges: readonly Exchange[];
  /** Asks the API and expects this status. */
  readonly ask: (method: "GET" | "POST" | "PATCH" | "DELETE", path: string, body?: unknown, status?: number) => Promise<Answer>;
  /** The attributes of a workspace of the organization, with its id. */
  readonly workspace: (name: string) => Promise<{ readonly id: string; readonly attributes: Answer; readonly relationships: Answer }>;
}

/** Starts a server with a certificate made for it and credentials for the command line. */
export async function terraformServer(environment: Environment = {}): Promise<TerraformServer> {
  const home = mkdtempSync(join(tmpdir(), "lockstep-terraform-"));
  const [certificate, key] = makeCertificate(home);
  const host = `localhost:${await freePort()}`;
  const lockstep = await testServer({
    work: true,
    listen: true,
    environment: {
      LOCKSTEP_LISTEN: host.replace("localhost", "127.0.0.1"),
      LOCKSTEP_PUBLIC_URL: `https://${host}`,
      LOCKSTEP_TLS_CERT: certificate,
      LOCKSTEP_TLS_KEY: key,
      LOCKSTEP_WORKER_CONCURRENCY: "6",
      ...environment,
    },
  });
  const exchanges: Exchange[] = [];
  lockstep.app.server.prependListener("request", (request, response) => listenIn(request, response, exchanges));
  const folders: TerraformFolder[] = [];
  const folder: TerraformServer["folder"] = (files) => {
    const made = new TerraformFolder(mkdtempSync(join(home, "folder-")), { host, certificate, token: lockstep.token, logged: lockstep.logged });
    made.write(files);
    folders.push(made);
    return made;
  };
  const ask: TerraformServer["ask"] = async (method, path, body, status) => {
    const answer = await lockstep.call(method, path, body);
    if (status === undefined ? answer.status >= 300 : answer.status !== status) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const workspace: TerraformServer["workspace"] = async (name) => {
    const { data } = await ask("GET", `/api/v2/organizations/acme/workspaces/${name}`);
    return { id: String(data?.["id"]), attributes: data?.["attributes"] ?? {}, relationships: data?.["relationships"] ?? {} };
  };
  const stop = async (): Promise<void> => {
    for (const each of folders) each.end();
    await lockstep.stop();
    rmSync(home, { recursive: true, force: true });
  };
  return { ...lockstep, host, certificate, exchanges, folder, ask, workspace, stop };
}

function listenIn(request: IncomingMessage, response: ServerResponse, exchanges: Exchange[]): void {
  const from = performance.now();
  const end = response.end.bind(response);
  let body = "";
  const heard = (...words: unknown[]): ServerResponse => {
    const [first] = words;
    if (typeof first === "string" || first instanceof Uint8Array) body = Buffer.from(first).toString("utf8");
    return (end as (...words: unknown[]) => ServerResponse)(...words);
  };
  response.end = heard as typeof response.end;
  response.once("finish", () => {
    const { headers, method = "", url = "" } = request;
    const isDocument = String(response.getHeader("content-type")).includes("application/vnd.api+json") && body !== "";
    exchanges.push({ method, path: url, agent: headers["user-agent"] ?? "", cloud: headers["x-terraform-integration"] === "cloud", status: response.statusCode, milliseconds: performance.now() - from, document: isDocument ? (JSON.parse(body) as Answer) : undefined });
  });
}

/** A certificate for localhost that vouches for itself, and its key. */
function makeCertificate(folder: string): [certificate: string, key: string] {
  const [certificate, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  const request = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync("openssl", [...request, "-keyout", key, "-out", certificate], { stdio: "ignore" });
  return [certificate, key];
}

/** Waits until something holds, on a machine that is busy. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitFor(
    async () => {
      if (!(await holds())) throw new Error(`Waited in vain: ${what}.`);
    },
    { timeout: patience, interval: 200 },
  );

/** How a command came out. */
export interface Ran {
  readonly code: number;
  /** Both streams as they came, without colours. */
  readonly text: string;
  readonly out: string;
}

interface Reached {
  readonly host: string;
  readonly certificate: string;
  readonly token: string;
  readonly logged: () => string;
}

/** A folder with a configuration, in which the command line is used. */
export class TerraformFolder {
  readonly path: string;
  readonly #reached: Reached;
  readonly #running = new Set<ChildProcess>();
  readonly environment: Record<string, string>;

  constructor(path: string, reached: Reached) {
    this.path = path;
    this.#reached = reached;
    const home = join(path, "..", `home-${path.slice(-6)}`);
    mkdirSync(join(home, ".terraform.d"), { recursive: true });
    const settings = join(home, "settings.tfrc");
    writeFileSync(settings, `disable_checkpoint = true\n${reached.token === "" ? "" : `credentials "${reached.host}" {\n  token = "${reached.token}"\n}\n`}`);
    this.environment = { PATH: process.env["PATH"] ?? "", HOME: home, TF_CLI_CONFIG_FILE: settings, SSL_CERT_FILE: reached.certificate, CHECKPOINT_DISABLE: "1" };
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true });
      writeFileSync(join(this.path, name), text);
    }
  }

  read = (name: string): string => readFileSync(join(this.path, name), "utf8");

  has = (name: string): boolean => existsSync(join(this.path, name));

  /** Starts a command and lets the test speak with it. */
  start(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Talk {
    const child = spawn("terraform", withoutColour(words), { cwd: this.path, env: { ...this.environment, ...environment }, stdio: ["pipe", "pipe", "pipe"] });
    this.#running.add(child);
    child.once("close", () => this.#running.delete(child));
    return new Talk(child, `terraform ${words.join(" ")}`, this.#reached.logged);
  }

  /** Runs a command that asks nothing, or is answered at once with this line. */
  async run(words: readonly string[], { input, environment = {} }: { readonly input?: string; readonly environment?: Readonly<Record<string, string>> } = {}): Promise<Ran> {
    const talk = this.start(words, environment);
    if (input !== undefined) talk.type(input);
    talk.close();
    return talk.ended;
  }

  /** Runs a command and expects it to end well, or with this code; gives everything it said. */
  async ok(words: readonly string[], { code = 0, ...more }: { readonly code?: number; readonly input?: string; readonly environment?: Readonly<Record<string, string>> } = {}): Promise<string> {
    const ran = await this.run(words, more);
    expect(ran.code, `terraform ${words.join(" ")}\n${ran.text}`).toBe(code);
    return ran.text;
  }

  /** Runs a command that ends well, and gives its standard output alone. */
  async output(words: readonly string[]): Promise<string> {
    const ran = await this.run(words);
    expect(ran.code, `terraform ${words.join(" ")}\n${ran.text}`).toBe(0);
    return ran.out;
  }

  /** Ends what a failed test has left running. */
  end(): void {
    for (const child of this.#running) child.kill("SIGKILL");
  }
}

/** A command that is running. */
export class Talk {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #logged: () => string;
  #text = "";
  #out = "";
  #code: number | undefined;
  readonly ended: Promise<Ran>;

  constructor(child: ChildProcess, name: string, logged: () => string) {
    this.#child = child;
    this.#name = name;
    child.stdin?.on("error", () => {});
    child.stdout?.setEncoding("utf8").on("data", (part: string) => {
      this.#out += stripVTControlCharacters(part);
      this.#text += stripVTControlCharacters(part);
    });
    child.stderr?.setEncoding("utf8").on("data", (part: string) => (this.#text += stripVTControlCharacters(part)));
    this.ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        this.#code = code ?? -1;
        resolve({ code: this.#code, text: this.#text, out: this.#out });
      });
    });
    this.#logged = logged;
  }

  /** Waits until it has said this; fails when it ends before. */
  async until(pattern: RegExp): Promise<string> {
    const end = Date.now() + patience;
    while (!pattern.test(this.#text) && this.#code === undefined && Date.now() < end) await setTimeout(50);
    expect(pattern.test(this.#text), `${this.#name} did not say ${String(pattern)}, it said (${this.#code ?? "still running"}):\n${this.#text}\n${this.#problems()}`).toBe(true);
    return this.#text;
  }

  /** What the server logged as errors: where to look when a command fails. */
  #problems = (): string => this.#logged().split("\n").filter((line) => /"level":(50|60|"error")/.test(line)).join("\n");

  type(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  close(): void {
    this.#child.stdin?.end();
  }

  /** Ctrl-C. */
  interrupt(): void {
    this.#child.kill("SIGINT");
  }
}

const colourful = new Set(["plan", "apply", "destroy", "init", "show", "refresh", "import"]);
const withoutColour = ([command = "", ...words]: readonly string[]): string[] => [command, ...(colourful.has(command) ? ["-no-color"] : []), ...words];

/** A `cloud` block for a workspace of this name, or with other words in its `workspaces`. */
export const cloud = ({ host }: Pick<TerraformServer, "host">, workspaces: string): string => `terraform {
  cloud {
    hostname     = "${host}"
    organization = "acme"
    workspaces {
      ${/[=\n]/.test(workspaces) ? workspaces : `name = "${workspaces}"`}
    }
  }
}
`;
