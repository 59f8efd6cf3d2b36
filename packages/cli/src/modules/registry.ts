import { compareVersions, parseConstraints, parseVersion, satisfies, type Version } from "@lockstep/engine";
import { FetchProblem } from "./fetch-problem.ts";
import type { FetchTools } from "./fetch.ts";
import { hostSettings } from "./host-settings.ts";
import { ask, bytesOf } from "./http.ts";
import type { ModulePackage } from "./source.ts";

type RegistryPackage = Extract<ModulePackage, { kind: "registry" }>;

const inaccessible = "Error accessing remote module registry";

/** The version that is wanted of a registry's module, and the source address that the registry gives for it. */
export async function findInRegistry(wanted: RegistryPackage, constraint: string | undefined, locked: string | undefined, tools: FetchTools): Promise<{ readonly version: string; readonly source: string }> {
  try {
    const base = await modulesAt(wanted.host, tools);
    const version = locked ?? newest(wanted, await versionsOf(wanted, base, tools), constraint);
    return { version, source: await downloadAddress(wanted, base, version, tools) };
  } catch (problem) {
    // What comes from the net itself does not know yet whose problem it is.
    throw problem instanceof FetchProblem && problem.summary === "Failed to download module" ? new FetchProblem(problem.message, inaccessible) : problem;
  }
}

// https://developer.hashicorp.com/terraform/internals/remote-service-discovery
async function modulesAt(host: string, tools: FetchTools): Promise<string> {
  const { services } = hostSettings(host, tools.environment);
  const discovery = `https://${host}/.well-known/terraform.json`;
  const found = services?.["modules.v1"] ?? (await json(host, discovery, tools))["modules.v1"];
  if (typeof found !== "string") throw new FetchProblem(`${host} has no module registry: ${discovery} does not name one`, inaccessible);
  const base = new URL(found, discovery).href;
  return base.endsWith("/") ? base : `${base}/`;
}

// https://developer.hashicorp.com/terraform/internals/module-registry-protocol
async function versionsOf({ host, name }: RegistryPackage, base: string, tools: FetchTools): Promise<string[]> {
  const { modules } = await json(host, new URL(`${name}/versions`, base).href, tools);
  const versions = Array.isArray(modules) && isObject(modules[0]) ? modules[0]["versions"] : [];
  return Array.isArray(versions) ? versions.flatMap((each: unknown) => (isObject(each) && typeof each["version"] === "string" ? [each["version"]] : [])) : [];
}

async function downloadAddress({ host, name }: RegistryPackage, base: string, version: string, tools: FetchTools): Promise<string> {
  const url = new URL(`${name}/${version}/download`, base).href;
  const answer = await asked(host, url, tools);
  const found = answer.headers.get("x-terraform-get") || (answer.status === 200 ? textOf(parse(await bytesOf(answer, url))["location"]) : "");
  if (found === "") throw new FetchProblem(`the registry does not say where version ${version} is (${url})`, inaccessible);
  return /^\.{0,2}\//.test(found) ? new URL(found, url).href : found;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** The newest that fits. A pre-release is only taken when it is asked for by its very name. */
function newest({ host, name }: RegistryPackage, texts: readonly string[], constraint: string | undefined): string {
  const versions = texts.flatMap((text) => {
    const version = parseVersion(text);
    return version ? [{ text, version }] : [];
  });
  const sorted = versions.sort((a, b) => compareVersions(b.version, a.version));
  const released = sorted.filter(({ version }) => version.prerelease === "");
  const chosen = sorted.find(({ version }) => (version.prerelease === "" || isNamed(version, constraint)) && matchesConstraint(version, constraint));
  if (chosen) return chosen.text;
  if (released.length === 0 && constraint === undefined) throw new FetchProblem(`the module ${name} has no versions on ${host}`, "Module has no versions");
  const has = released[0] ? `The newest is ${released[0].text}` : "It has no released version";
  throw new FetchProblem(`the module ${name} on ${host} has no version that fits "${constraint ?? ""}". ${has}`, "Unresolvable module version constraint");
}

function isNamed(version: Version, constraint: string | undefined): boolean {
  const [only, ...more] = parseConstraints(constraint ?? "") ?? [];
  return only?.operator === "=" && more.length === 0 && compareVersions(version, only.version) === 0;
}

/** Does a version fit what a call asks for? */
export function matchesConstraint(version: Version | string, constraint: string | undefined): boolean {
  if (constraint === undefined) return true;
  const parsed = typeof version === "string" ? parseVersion(version) : version;
  const constraints = parseConstraints(constraint);
  return parsed !== undefined && constraints !== undefined && satisfies(parsed, constraints);
}

async function json(host: string, url: string, tools: FetchTools): Promise<Record<string, unknown>> {
  return parse(await bytesOf(await asked(host, url, tools), url));
}

function parse(bytes: Buffer): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(bytes.toString());
    return isObject(parsed) ? parsed : {};
  } catch {
    throw new FetchProblem("the registry's answer is no JSON", inaccessible);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

async function asked(host: string, url: string, tools: FetchTools): Promise<Response> {
  const { token } = hostSettings(host, tools.environment);
  const answer = await ask(url, tools, token === undefined ? {} : { authorization: `Bearer ${token}` });
  if (answer.status === 404) throw new FetchProblem(`it cannot be found in the module registry at ${host} (${url})`, "Module not found");
  if (answer.status === 401 || answer.status === 403) throw new FetchProblem(`${host} answered ${answer.status}: ${token === undefined ? `it wants a token. Give one in ${tokenVariable(host)}, or in the CLI configuration file` : "it refuses the token that is set for it"}`, inaccessible);
  if (!answer.ok) throw new FetchProblem(`${url} answered ${answer.status}`, inaccessible);
  return answer;
}

/** The environment variable with a host's token: dots become underscores, hyphens two. */
export const tokenVariable = (host: string): string => `TF_TOKEN_${host.replace(/:\d+$/, "").replaceAll("-", "__").replaceAll(".", "_")}`;
