/** Where a module that is not beside the configuration comes from. `folder` is the part inside what is fetched. */
export type ModuleSource =
  | { readonly kind: "git"; readonly url: string; readonly ref: string | undefined; readonly folder: string }
  | { readonly kind: "archive"; readonly url: string; readonly format: "zip" | "tar.gz"; readonly folder: string }
  | { readonly kind: "registry"; readonly host: string; readonly namespace: string; readonly name: string; readonly system: string; readonly folder: string }
  | { readonly kind: "unknown"; readonly why: string };

/** Reads a source address as the documentation of module sources describes it. */
export function parseModuleSource(source: string): ModuleSource {
  const { address, folder, query } = splitSource(source);
  const forced = /^([a-z0-9]+)::(.*)$/i.exec(address);
  if (forced?.[1] === "git") return git(forced[2] ?? "", query, folder);
  if (forced) return { kind: "unknown", why: `Modules by "${forced[1]}::" are not supported; Git, HTTPS archives and registries are.` };
  if (/^(github\.com|gitlab\.com|bitbucket\.org)\//.test(address)) return git(`https://${address.replace(/\.git$/, "")}.git`, query, folder);
  if (/^[\w.-]+@[\w.-]+:/.test(address) || address.startsWith("ssh://") || /^https?:.*\.git$/.test(address)) return git(address, query, folder);
  if (/^https?:\/\//.test(address)) return archive(address, query, folder);
  return registry(address, folder);
}

// https://host/path//folder?ref=x: the double slash that is not the one after the scheme.
function splitSource(source: string): { address: string; folder: string; query: URLSearchParams } {
  const [whole = "", text = ""] = source.split("?", 2);
  const scheme = /^(?:[a-z0-9]+::)?(?:[a-z][a-z0-9+.-]*:\/\/)?/i.exec(whole)?.[0].length ?? 0;
  const at = whole.indexOf("//", scheme);
  return {
    address: at === -1 ? whole : whole.slice(0, at),
    folder: at === -1 ? "" : whole.slice(at + 2).replace(/^\/+|\/+$/g, ""),
    query: new URLSearchParams(text),
  };
}

function git(url: string, query: URLSearchParams, folder: string): ModuleSource {
  const ref = query.get("ref") ?? undefined;
  // A ref that begins with a dash would be read as an option of git.
  if (ref?.startsWith("-") || url.startsWith("-")) return { kind: "unknown", why: "A Git address or ref cannot begin with a dash." };
  return { kind: "git", url, ref, folder };
}

function archive(address: string, query: URLSearchParams, folder: string): ModuleSource {
  const named = query.get("archive") ?? address;
  const format = /(^|\.)zip$/.test(named) ? "zip" : /(^|\.)(tar\.gz|tgz)$/.test(named) ? "tar.gz" : undefined;
  query.delete("archive");
  if (!format) return { kind: "unknown", why: "An HTTPS source ends with .zip, .tar.gz or .tgz, or says which with ?archive=." };
  const rest = query.toString();
  return { kind: "archive", url: rest ? `${address}?${rest}` : address, format, folder };
}

function registry(address: string, folder: string): ModuleSource {
  const parts = address.split("/");
  const [host, namespace, name, system] = parts.length === 3 ? [defaultRegistry, ...parts] : parts;
  if (!host || !namespace || !name || !system || parts.length > 4) return { kind: "unknown", why: `"${address}" is no source that is known.` };
  return { kind: "registry", host, namespace, name, system, folder };
}

const defaultRegistry = "registry.terraform.io";
