// The forms that `source` of a module call can take.
import { cleanPath } from "./paths.ts";

/** Whether the module is a folder beside the one that calls. */
export const isLocalSource = (source: string): boolean => source === "." || source === ".." || source.startsWith("./") || source.startsWith("../");

const forced = /^[a-z0-9]+::/i;
const withScheme = /^[a-z][a-z0-9+.-]*:/i;
const known = /^(?:github\.com\/|bitbucket\.org\/|git@[^:/]+:)/;
const registryPart = /^[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?$/;
const registryHost = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?::\d+)?$/u;

/** Whether the source is an address in a module registry: [HOST/]NAMESPACE/NAME/PROVIDER[//FOLDER]. */
export function isRegistrySource(source: string): boolean {
  const parts = withoutFolder(source).split("/");
  if (parts.length === 4) return registryHost.test(parts[0] ?? "") && parts.slice(1).every((part) => registryPart.test(part));
  return parts.length === 3 && !known.test(source) && parts.every((part) => registryPart.test(part));
}

/** Whether the source names something to be fetched: a URL, a Git repository, a folder of this machine. */
export const isRemoteSource = (source: string): boolean => [withScheme, known, /^\//].some((pattern) => pattern.test(source.replace(forced, "")));

const withoutFolder = (source: string): string => splitFolder(source).address;

// The double slash that is not the one after the scheme stands between the package and a folder in it.
function splitFolder(source: string): { readonly address: string; readonly folder: string } {
  const [whole = "", ...query] = source.split("?");
  const scheme = /^(?:[a-z0-9]+::)?(?:[a-z][a-z0-9+.-]*:\/\/)?/i.exec(whole)?.[0].length ?? 0;
  const at = whole.indexOf("//", scheme);
  if (at === -1) return { address: source, folder: "" };
  return { address: [whole.slice(0, at), ...query].join("?"), folder: whole.slice(at + 2) };
}

export interface SourceProblem {
  readonly registry: boolean;
  readonly detail: string;
}

/** Why a text is no source; `version` says that a registry is meant. */
export function sourceProblem(source: string, version: string | undefined): SourceProblem | undefined {
  if (version !== undefined && !isRegistrySource(source)) return { registry: true, detail: registryDetail(source) };
  if (isLocalSource(source)) return undefined;
  const { address, folder } = splitFolder(source);
  const inside = cleanPath(folder);
  if (inside === ".." || inside.startsWith("../")) return { registry: false, detail: `Failed to parse module source address: subdirectory path "${inside}" leads outside of the module package.` };
  if (isRegistrySource(source) || isRemoteSource(source)) return undefined;
  const shown = address.replace(forced, "");
  return {
    registry: false,
    detail: `Terraform failed to determine your intended installation method for remote module package "${shown}".\n\nIf you intended this as a path relative to the current module, use "./${shown}" instead. The "./" prefix indicates that the address is a relative filesystem path.`,
  };
}

function registryDetail(source: string): string {
  const reason = isLocalSource(source)
    ? `can't use local directory "${source}" as a module registry address`
    : "a module registry source address must have either three or four slash-separated components";
  return `Failed to parse module registry address: ${reason}.\n\nTerraform assumed that you intended a module registry source address because you also set the argument "version", which applies only to registry modules.`;
}
