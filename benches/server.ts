// The server under load: runs per minute by one and by two workers, and how soon 200 clients at once are answered.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";

interface Size {
  readonly workspaces: number;
  readonly runs: number;
  readonly clients: number;
  readonly seconds: number;
}

const sizes: Readonly<Record<"quick" | "whole", Size>> = {
  quick: { workspaces: 6, runs: 12, clients: 200, seconds: 5 },
  whole: { workspaces: 20, runs: 60, clients: 200, seconds: 20 },
};

/** Starts a server with an embedded database in a folder of its own, and measures. */
export async function benchServer(quick: boolean): Promise<void> {
  const size = sizes[quick ? "quick" : "whole"];
  const data = mkdtempSync(join(tmpdir(), "lockstep-bench-server-"));
  const environment = { LOCKSTEP_DATA: data, LOCKSTEP_KEY: randomBytes(32).toString("base64"), LOCKSTEP_LISTEN: "127.0.0.1:0", LOCKSTEP_LOG_LEVEL: "error", LOCKSTEP_REQUESTS_PER_SECOND: "0" };
  const processes: ChildProcess[] = [];
  try {
    const server = await startProcess("serve", environment, processes);
    const bench = new Bench(server.address, server.token);
    const workspaces = await bench.workspaces(size.workspaces);
    for (const workers of [1, 2]) {
      await startProcess("work", { ...environment, DATABASE_URL: server.databaseUrl }, processes);
      await benchRuns(bench, workspaces, size.runs, workers);
    }
    await benchRequests(bench, workspaces, size);
    bench.close();
  } finally {
    await Promise.all(processes.toReversed().map(ended));
    rmSync(data, { recursive: true, force: true });
  }
}

interface Ready {
  readonly address: string;
  readonly token: string;
  readonly databaseUrl: string;
}

async function startProcess(what: "serve" | "work", environment: Readonly<Record<string, string>>, processes: ChildProcess[]): Promise<Ready> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "server-process.ts"), what], { env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", ...environment }, stdio: ["ignore", "pipe", "inherit"] });
  processes.push(child);
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("exit", (code) => reject(new Error(`A process of the server ended with ${code}.`)));
    child.stdout.on("data", (piece: Buffer) => {
      said += piece.toString();
      const ready = /^ready (.*)$/m.exec(said)?.[1];
      if (ready !== undefined) resolve(JSON.parse(ready) as Ready);
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([exit, pause(20_000).then(() => child.kill("SIGKILL"))]);
}

/** Every run plans and applies: a change of three objects that need no org. */
async function benchRuns(bench: Bench, workspaces: readonly string[], count: number, workers: number): Promise<void> {
  const started = performance.now();
  await Promise.all(workspaces.map(async (id, at) => {
    for (let number = at; number < count; number += workspaces.length) await bench.send("POST", `/api/v1/workspaces/${id}/runs`, { autoApply: true, replaces: ["terraform_data.a"], message: `Bench ${number}` });
  }));
  for (let open = count; open > 0; ) {
    await pause(200);
    const counts = await Promise.all(["active", "pending", "attention"].map(async (group) => bench.send("GET", `/api/v1/organizations/bench/runs?size=1&group=${group}`)));
    open = counts.reduce((sum, { total = 0 }) => sum + total, 0);
  }
  const minutes = (performance.now() - started) / 60_000;
  const { total: applied = 0 } = await bench.send("GET", "/api/v1/organizations/bench/runs?size=1&status=applied");
  console.log(`${workers} ${workers === 1 ? "worker" : "workers"}: ${count} runs over ${workspaces.length} workspaces in ${(minutes * 60).toFixed(1)} s, ${(count / minutes).toFixed(0)} runs per minute (plan and apply each; ${applied} applied so far)`);
}

/** What pages and clients ask for most, in equal parts. */
async function benchRequests(bench: Bench, workspaces: readonly string[], { clients, seconds }: Size): Promise<void> {
  const { items = [] } = await bench.send("GET", "/api/v1/organizations/bench/runs?size=20");
  const run = items[0]?.id ?? "";
  const paths = ["/api/v1/organizations/bench/runs?size=20", `/api/v1/runs/${run}`, `/api/v1/runs/${run}/plan`, `/api/v1/runs/${run}/events`, `/api/v1/workspaces/${workspaces[0] ?? ""}/state-versions`, `/api/v2/runs/${run}`, `/api/v2/workspaces/${workspaces[0] ?? ""}`, "/api/v2/organizations/bench/workspaces?page%5Bsize%5D=20"];
  const times: number[] = [];
  let failed = 0;
  const until = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_each, client) => {
      for (let number = client; performance.now() < until; number++) {
        const began = performance.now();
        const { status } = await bench.ask("GET", paths[number % paths.length] ?? "/");
        times.push(performance.now() - began);
        if (status !== 200) failed++;
      }
    }),
  );
  times.sort((a, b) => a - b);
  const at = (part: number): string => `${(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(0)} ms`;
  console.log(`${clients} clients at once: ${times.length} requests, ${(times.length / seconds).toFixed(0)} a second, p50 ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)}; ${failed} failed`);
}

interface Answer {
  readonly id?: string;
  readonly total?: number;
  readonly items?: readonly { readonly id: string }[];
  readonly uploadUrl?: string;
  readonly data?: { readonly id: string };
}

/** A client of the server that keeps its connections. */
class Bench {
  readonly #address: URL;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 400 });

  constructor(address: string, token: string) {
    this.#address = new URL(address);
    this.#token = token;
  }

  close(): void {
    this.#agent.destroy();
  }

  /** Makes workspaces, each with a configuration. */
  async workspaces(count: number): Promise<readonly string[]> {
    return Promise.all(
      Array.from({ length: count }, async (_each, at) => {
        const { data } = await this.send("POST", "/api/v2/organizations/bench/workspaces", { data: { type: "workspaces", attributes: { name: `bench-${at}` } } });
        const { uploadUrl = "" } = await this.send("POST", `/api/v1/workspaces/${data?.id ?? ""}/configuration-versions`, { autoQueueRuns: false });
        await this.send("PUT", new URL(uploadUrl).pathname, archive);
        return data?.id ?? "";
      }),
    );
  }

  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const { status, text } = await this.ask(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Answer);
  }

  async ask(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly text: string }> {
    const octets = body instanceof Uint8Array;
    const content = body === undefined ? undefined : octets ? body : Buffer.from(JSON.stringify(body));
    const headers = { authorization: `Bearer ${this.#token}`, ...(content && { "content-length": content.length, "content-type": octets ? "application/octet-stream" : path.startsWith("/api/v2") ? "application/vnd.api+json" : "application/json" }) };
    return new Promise((resolve, reject) => {
      const asking = request({ host: this.#address.hostname, port: this.#address.port, method, path, headers, agent: this.#agent }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (piece: string) => void (text += piece));
        answer.once("end", () => resolve({ status: answer.statusCode ?? 0, text })).once("error", reject);
      });
      asking.once("error", reject);
      asking.end(content);
    });
  }
}

const configuration = ["a", "b", "c"].map((name) => `resource "terraform_data" "${name}" {\n  input = "${name}"\n}\n`).join("");

/** A gzip-compressed tar archive of one file. */
const archive = ((): Buffer => {
  const bytes = Buffer.from(configuration);
  const header = Buffer.alloc(512);
  header.write("main.tf", 0);
  header.write("0000644\0", 100);
  header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\x0000", 257);
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, "0")}\0 `, 148);
  return gzipSync(Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512), Buffer.alloc(1024)]));
})();
