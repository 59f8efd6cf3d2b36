import { mkdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { fetchArchive } from "./archive.ts";
import { FetchProblem } from "./fetch-problem.ts";
import { fetchGit } from "./git.ts";
import { bytesOf, get } from "./http.ts";
import type { LockedModule } from "./manifest.ts";
import { findInRegistry } from "./registry.ts";
import { withoutSecrets } from "./secrets.ts";
import { joined, parseModuleSource, type ModulePackage, type ModuleSource } from "./source.ts";

/** What fetching needs besides the address. */
export interface FetchTools {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

export interface FetchRequest {
  readonly source: ModuleSource;
  /** What a call asks of the versions of a registry's module. */
  readonly constraint?: string | undefined;
  /** The folder to be made. */
  readonly target: string;
  readonly locked: LockedModule | undefined;
}

/** What was fetched, and the folder inside it that the source's own folder starts from. */
export interface Fetched {
  readonly locked: LockedModule;
  readonly folder: string;
}

// A page may lead to a page; a ring of them would never end.
const patience = 10;

/** Fetches a package into a folder that it makes. */
export async function fetchPackage(request: FetchRequest, tools: FetchTools, hops = 0): Promise<Fetched> {
  const { source, constraint, target, locked } = request;
  const found = source.package;
  if (found.kind === "unknown") throw new FetchProblem(found.why);
  if (found.kind === "registry") {
    if (hops > 0) throw new FetchProblem(`it leads on to another registry, ${found.host}`);
    const { version, source: address } = await findInRegistry(found, constraint, locked?.version, tools);
    const fetched = await fetchOn(request, address, tools, hops);
    return { ...fetched, locked: { version, ...fetched.locked } };
  }
  if (found.kind === "page") return fetchOn(request, await addressOn(found, tools), tools, hops);
  prepare(target);
  if (found.kind === "folder") return { locked: linkFolder(found.path, target), folder: "" };
  return { locked: await (found.kind === "git" ? fetchGit(found, target, locked, tools) : fetchArchive(found, target, locked, tools)), folder: "" };
}

async function fetchOn(request: FetchRequest, address: string, tools: FetchTools, hops: number): Promise<Fetched> {
  if (hops >= patience) throw new FetchProblem(`it was sent on ${patience} times`);
  const source = parseModuleSource(address);
  const { locked, folder } = await fetchPackage({ source, target: request.target, locked: request.locked }, tools, hops + 1);
  return { locked, folder: joined(folder, source.folder) };
}

// https://developer.hashicorp.com/terraform/language/modules/sources#http-urls
async function addressOn({ url }: Extract<ModulePackage, { kind: "page" }>, tools: FetchTools): Promise<string> {
  const asking = new URL(url);
  asking.searchParams.set("terraform-get", "1");
  const answer = await get(asking.href, tools);
  const found = answer.headers.get("x-terraform-get") || inPage((await bytesOf(answer, url)).toString());
  if (found === undefined || /^\.{0,2}\//.test(found)) {
    const hint = asking.pathname.endsWith(".git") ? ". For a Git repository write git:: in front of the address" : ". An archive ends with .zip, .tar.gz or .tgz, or says which it is with ?archive=";
    throw new FetchProblem(`${withoutSecrets(url)} is no archive, and does not say where the module is${hint}`);
  }
  return found;
}

function inPage(html: string): string | undefined {
  const tags = html.match(/<meta\s[^>]*>/gi) ?? [];
  const tag = tags.find((each) => /name\s*=\s*["']?terraform-get/i.test(each));
  return tag && /content\s*=\s*["']([^"']+)["']/i.exec(tag)?.[1];
}

// What lies on this machine stays where it is, so that a change of it counts at once.
function linkFolder(path: string, target: string): LockedModule {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new FetchProblem(`there is no folder ${path}`);
  rmSync(target, { recursive: true });
  symlinkSync(path, target, "junction");
  return {};
}

function prepare(target: string): void {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
}
