// The command line as people have it: the launcher as a process, in a folder of its own, against an org of the sandbox.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { quotasOf, startSandbox } from "@lockstep/sandbox";
import { onTestFinished } from "vitest";

const launcher = join(import.meta.dirname, "../bin/lockstep.js");

/** How a run of the command ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder that is gone when the test is over. */
export class Scratch {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "lockstep-test-")));
  /** Besides PATH and HOME, what the command sees of the environment. */
  readonly environment: Record<string, string> = {};

  write(files: Readonly<Record<string, string | Uint8Array>>): this {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), content);
    }
    return this;
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  lockstep(...words: string[]): Promise<Ran> {
    return this.lockstepWith("", ...words);
  }

  /** The same with something to read from standard input. */
  lockstepWith(input: string, ...words: string[]): Promise<Ran> {
    const env = { PATH: process.env["PATH"] ?? "", HOME: this.folder, ...this.environment };
    const child = spawn(process.execPath, [launcher, ...words], { cwd: this.folder, env });
    let [out, err] = ["", ""];
    child.stdout.on("data", (part: Buffer) => (out += part.toString("utf8")));
    child.stderr.on("data", (part: Buffer) => (err += part.toString("utf8")));
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? -1, out: this.#plain(out), err: this.#plain(err) }));
    });
  }

  // Where the folder lies is no part of what is said.
  #plain = (text: string): string => text.replaceAll(this.folder, "<folder>");
}

/** A folder with these files. */
export function scratch(files: Readonly<Record<string, string | Uint8Array>> = {}): Scratch {
  const made = new Scratch();
  onTestFinished(() => rmSync(made.folder, { recursive: true, force: true, maxRetries: 5 }));
  return made.write(files);
}

/** An org of the sandbox, and ways to change it behind Lockstep's back. */
export interface TestOrg {
  readonly url: string;
  readonly token: string;
  readonly admin: string;
  /** With the org's API token, as any script would. */
  ask(method: string, path: string, body?: object): Promise<Answer>;
  /** As an administrator in the Admin Console. */
  byHand(login: string, method: string, path: string, body?: object): Promise<Answer>;
  /** The sandbox's own interface: faults, admins, counts. */
  sandbox(method: string, path: string, body?: object): Promise<Answer>;
  /** From then on nobody answers. */
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly json: unknown;
}

// A command keeps to half of every rate limit, over all that an org was asked: dozens of runs in a minute would wait for the next one.
const buckets = ["/api/v1", "/api/v1/apps", "/api/v1/apps/{id}", "/api/v1/groups", "/api/v1/groups/{id}", "/api/v1/users", "/api/v1/users/{id}", "/api/v1/logs", "/api/v1/iam"];
const wide = { ...quotasOf("workforce"), enforced: false, perMinute: Object.fromEntries(buckets.map((bucket) => [bucket, 1_000_000])) };

/** Gives the folder an org: OKTA_ORG_NAME, OKTA_BASE_URL and OKTA_API_TOKEN say where it is. */
export async function orgFor(folder: Scratch): Promise<TestOrg> {
  const sandbox = await startSandbox({ orgs: [{ name: "dev" }], quotas: wide });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= sandbox.stop());
  onTestFinished(stop);
  const [org] = sandbox.running;
  if (!org) throw new Error("The sandbox did not start.");
  const { url, token, admin } = org;
  Object.assign(folder.environment, { OKTA_ORG_NAME: "dev", OKTA_BASE_URL: url, OKTA_API_TOKEN: token });
  const send = async (headers: Record<string, string>, method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(url + path, { method, headers: { "content-type": "application/json", ...headers }, ...(body && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, json: text === "" ? undefined : (JSON.parse(text) as unknown) };
  };
  return {
    url,
    token,
    admin,
    ask: (method, path, body) => send({ authorization: `SSWS ${token}`, "user-agent": "script/1" }, method, path, body),
    byHand: (login, method, path, body) => send({ "x-sandbox-admin": login }, method, path, body),
    sandbox: (method, path, body) => send({}, method, `/__sandbox${path}`, body),
    stop,
  };
}

/** A message without its line breaks, which only come from the width of the terminal. */
export const flat = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The id of an object in the folder's state. */
export function idOf(folder: Scratch, type: string, name: string): string {
  const state = JSON.parse(folder.read("terraform.tfstate")) as { resources: { type: string; name: string; instances: { attributes: { id: string } }[] }[] };
  const id = state.resources.find((resource) => resource.type === type && resource.name === name)?.instances[0]?.attributes.id;
  if (id === undefined) throw new Error(`The state has no ${type}.${name}.`);
  return id;
}
