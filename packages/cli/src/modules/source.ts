/** What is fetched as one piece. `checksum` is as it was written: "sha256:…". */
export type ModulePackage =
  | { readonly kind: "git"; readonly url: string; readonly ref: string | undefined }
  | { readonly kind: "archive"; readonly url: string; readonly format: ArchiveFormat; readonly checksum: string | undefined }
  /** A page that says where the module is. */
  | { readonly kind: "page"; readonly url: string }
  | { readonly kind: "registry"; readonly host: string; readonly name: string }
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "unknown"; readonly why: string };

export type ArchiveFormat = "zip" | "tar";

/** Where a module that is not beside the configuration comes from. */
export interface ModuleSource {
  readonly package: ModulePackage;
  /** The package as Terraform writes it out, credentials and all. */
  readonly address: string;
  /** The part inside what is fetched, which may have wildcards; "" is all of it. */
  readonly folder: string;
}

/** Reads a source address as the documentation of module sources describes it. */
export function parseModuleSource(source: string): ModuleSource {
  const { address, folder, query } = splitSource(source);
  const forced = /^([a-z0-9]+)::(.*)$/i.exec(address);
  const inside = cleanFolder(folder);
  if (forced) return forcedSource(forced[1] ?? "", forced[2] ?? "", query, inside);
  const short = shorthand(address);
  if (short) return git(short.url, query, joined(short.folder, inside));
  if (address.startsWith("git://")) return git(address, query, inside, address);
  if (/^https?:\/\//i.test(address)) return web(address, query, inside);
  if (address.startsWith("/")) return { package: { kind: "folder", path: address }, address: `file://${address}`, folder: inside };
  if (address.startsWith("file:///")) return { package: { kind: "folder", path: decodeURIComponent(address.slice("file://".length)) }, address, folder: inside };
  return registry(address, inside);
}

/** The source as `.terraform/modules/modules.json` has it. */
export function printSource({ address, folder }: ModuleSource): string {
  if (folder === "") return address;
  const at = address.indexOf("?");
  return at === -1 ? `${address}//${folder}` : `${address.slice(0, at)}//${folder}${address.slice(at)}`;
}

/** Two folders, one inside the other; either may be "". */
export const joined = (outer: string, inner: string): string => [outer, inner].filter((part) => part !== "").join("/");

// https://host/path//folder?ref=x: the double slash that is not the one after the scheme.
function splitSource(source: string): { address: string; folder: string; query: string } {
  const mark = source.indexOf("?");
  const [whole, query] = mark === -1 ? [source, ""] : [source.slice(0, mark), source.slice(mark)];
  const scheme = /^(?:[a-z0-9]+::)?(?:[a-z][a-z0-9+.-]*:\/\/)?/i.exec(whole)?.[0].length ?? 0;
  const at = whole.indexOf("//", scheme);
  return { address: at === -1 ? whole : whole.slice(0, at), folder: at === -1 ? "" : whole.slice(at + 2), query };
}

const cleanFolder = (folder: string): string => {
  const parts: string[] = [];
  for (const part of folder.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
};

function forcedSource(forced: string, rest: string, query: string, folder: string): ModuleSource {
  if (forced.toLowerCase() === "git") return git(shorthand(rest)?.url ?? rest, query, folder);
  const address = `${forced}::${rest}${query}`;
  return { package: { kind: "unknown", why: `modules by "${forced}::" are not supported; Git, archives over HTTP(S), registries and folders are` }, address, folder };
}

/** The short forms: github.com/OWNER/NAME[/FOLDER], bitbucket.org/OWNER/NAME, git@HOST:PATH. */
function shorthand(address: string): { readonly url: string; readonly folder: string } | undefined {
  const github = /^(github\.com\/[^/]+\/[^/]+)(?:\/(.*))?$/.exec(address);
  if (github) return { url: withGit(`https://${github[1]}`), folder: github[2] ?? "" };
  if (/^bitbucket\.org\/[^/]+\/[^/]+/.test(address)) return { url: withGit(`https://${address}`), folder: "" };
  const ssh = /^git@([^:/]+):\/?(.+)$/.exec(address);
  return ssh ? { url: `ssh://git@${ssh[1]}/${ssh[2]}`, folder: "" } : undefined;
}

const withGit = (url: string): string => (url.endsWith(".git") ? url : `${url}.git`);

function git(url: string, query: string, folder: string, address = `git::${url}`): ModuleSource {
  const settings = new URLSearchParams(query);
  const ref = settings.get("ref") || undefined;
  // Fetched is one commit in any case, so that the depth says nothing.
  for (const name of ["ref", "depth"]) settings.delete(name);
  const rest = settings.size > 0 ? `?${settings.toString()}` : "";
  const written = { address: address + query, folder };
  // What begins with a dash would be read as an option of git.
  if (ref?.startsWith("-") || url.startsWith("-")) return { ...written, package: { kind: "unknown", why: "a Git address or ref cannot begin with a dash" } };
  if (settings.has("sshkey")) return { ...written, package: { kind: "unknown", why: "a key in the address (sshkey) is not supported: give it to the SSH agent, or name it in GIT_SSH_COMMAND" } };
  return { ...written, package: { kind: "git", url: url + rest, ref } };
}

const archiveEndings: readonly (readonly [RegExp, ArchiveFormat])[] = [
  [/(^|\.)zip$/, "zip"],
  [/(^|\.)(tar\.gz|tgz|tar)$/, "tar"],
];

function web(address: string, query: string, folder: string): ModuleSource {
  const settings = new URLSearchParams(query);
  const named = settings.get("archive") ?? address;
  const checksum = settings.get("checksum") ?? undefined;
  for (const name of ["archive", "checksum"]) settings.delete(name);
  const url = settings.size > 0 ? `${address}?${settings.toString()}` : address;
  const written = { address: address + query, folder };
  const format = archiveEndings.find(([ending]) => ending.test(named))?.[1];
  if (format) return { ...written, package: { kind: "archive", url, format, checksum } };
  if (/(^|\.)(tar\.)?(bz2|tbz2|xz|txz|zst|tzst)$/.test(named)) return { ...written, package: { kind: "unknown", why: "archives are read as .zip, .tar.gz, .tgz or .tar; this is another kind" } };
  return { ...written, package: { kind: "page", url } };
}

function registry(address: string, folder: string): ModuleSource {
  const parts = address.split("/");
  const [host = "", ...name] = parts.length === 3 ? [defaultRegistry, ...parts] : parts;
  if (name.length !== 3) return { package: { kind: "unknown", why: "this is no address of a kind that is known" }, address, folder };
  return { package: { kind: "registry", host: host.toLowerCase(), name: name.join("/") }, address: [host.toLowerCase(), ...name].join("/"), folder };
}

const defaultRegistry = "registry.terraform.io";
