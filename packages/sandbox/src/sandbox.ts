import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { areas } from "./areas/index.ts";
import { quotasOf, type Quotas } from "./http/rate-limit.ts";
import { Org } from "./org.ts";
import { seedAdmin } from "./seed/admin.ts";
import { serverFor } from "./server.ts";
import { loadOrg, saveOrg } from "./store/folder.ts";

/** An org to start. */
export interface OrgOptions {
  readonly name: string;
  /** 0, or none, takes a free port. */
  readonly port?: number;
}

/** How a sandbox is started. */
export interface SandboxOptions {
  readonly orgs: readonly OrgOptions[];
  readonly host?: string;
  readonly clock?: () => number;
  /** The same seed makes the same ids, tokens and secrets. */
  readonly seed?: number;
  readonly quotas?: Quotas;
  /** Keeps the orgs in this folder, from one start to the next. */
  readonly folder?: string;
}

/** An org that listens. */
export interface RunningOrg {
  readonly name: string;
  readonly url: string;
  /** An API token of the administrator. */
  readonly token: string;
  /** The login of the administrator. */
  readonly admin: string;
  readonly org: Org;
}

/** Orgs in memory, each at a port of its own. */
export class Sandbox {
  readonly orgs = new Map<string, Org>();
  readonly running: RunningOrg[] = [];
  readonly #options: SandboxOptions;
  readonly #servers: Server[] = [];
  readonly #saved = new Map<string, number>();
  #saving: NodeJS.Timeout | undefined;
  #made = 0;

  constructor(options: SandboxOptions) {
    this.#options = options;
  }

  /** A fresh org, reachable under /orgs/<name> until it is given a port. */
  newOrg(name: string, settings: { subdomain?: string; quotas?: Quotas } = {}): { org: Org; token: string; admin: string } {
    const org = new Org({
      name,
      subdomain: settings.subdomain ?? name,
      clock: this.#options.clock ?? Date.now,
      seed: (this.#options.seed ?? 1) + 7919 * this.#made++,
      quotas: settings.quotas ?? this.#options.quotas ?? quotasOf("workforce"),
    });
    for (const area of areas) area.seed?.(org);
    this.orgs.set(name, org);
    return { org, ...seedAdmin(org) };
  }

  async start(): Promise<void> {
    for (const options of this.#options.orgs) await this.#listen(options);
    if (this.#options.folder) this.#saving = setInterval(() => this.save(), 1000).unref();
  }

  /** Stops listening, and saves what is to be saved. */
  async stop(): Promise<void> {
    clearInterval(this.#saving);
    this.save();
    await Promise.all(this.#servers.map(closed));
  }

  /** Writes the orgs that were changed to their folder. */
  save(): void {
    const { folder } = this.#options;
    if (!folder) return;
    for (const { org } of this.running) {
      // Signing in to the console is no request of the API, and leaves an event all the same.
      const written = org.requests.writes + org.log.all.length;
      if (this.#saved.get(org.name) === written) continue;
      saveOrg(folder, org);
      this.#saved.set(org.name, written);
    }
  }

  async #listen({ name, port }: OrgOptions): Promise<void> {
    const { folder, host = "127.0.0.1" } = this.#options;
    const fresh = this.newOrg(name);
    const loaded = folder ? loadOrg(folder, fresh.org) : undefined;
    const server = serverFor(this, fresh.org);
    const bound = await new Promise<number>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port ?? 0, host, () => resolve((server.address() as AddressInfo).port));
    });
    this.#servers.push(server);
    this.running.push({ name, url: `http://${host}:${bound}`, token: loaded?.token ?? fresh.token, admin: loaded?.admin ?? fresh.admin, org: fresh.org });
  }
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Starts orgs in memory and waits until they listen. */
export const startSandbox = async (options: SandboxOptions): Promise<Sandbox> => {
  const sandbox = new Sandbox(options);
  await sandbox.start();
  return sandbox;
};
