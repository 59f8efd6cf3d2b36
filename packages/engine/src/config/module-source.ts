// The forms that `source` of a module call can take.

/** Whether the module is a folder beside the one that calls. */
export const isLocalSource = (source: string): boolean => source === "." || source === ".." || source.startsWith("./") || source.startsWith("../");

const forced = /^[a-z0-9]+::/i;
const url = /^[a-z][a-z0-9+.-]*:\/\//i;
const gitUser = /^[\w.-]+@[\w.-]+:/;
const known = /^(?:github\.com|bitbucket\.org|gitlab\.com)\//;
const registryPart = /^[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?$/;
const registryHost = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?::\d+)?$/u;

/** Whether the source is an address in a module registry: [HOST/]NAMESPACE/NAME/PROVIDER[//FOLDER]. */
export function isRegistrySource(source: string): boolean {
  const parts = withoutFolder(source).split("/");
  if (parts.length === 4) return registryHost.test(parts[0] ?? "") && parts.slice(1).every((part) => registryPart.test(part));
  return parts.length === 3 && !known.test(source) && parts.every((part) => registryPart.test(part));
}

/** Whether the source names something to be fetched: a URL, a Git repository. */
export const isRemoteSource = (source: string): boolean => forced.test(source) || url.test(source) || gitUser.test(source) || known.test(source);

const withoutFolder = (source: string): string => source.split("//")[0] ?? source;

export interface SourceProblem {
  readonly registry: boolean;
  readonly detail: string;
}

/** Why a text is no source; `version` says that a registry is meant. */
export function sourceProblem(source: string, version: string | undefined): SourceProblem | undefined {
  if (version !== undefined && !isRegistrySource(source)) return { registry: true, detail: registryDetail(source) };
  if (isLocalSource(source) || isRegistrySource(source) || isRemoteSource(source)) return undefined;
  if (source.startsWith("/")) return undefined;
  return {
    registry: false,
    detail: `Terraform failed to determine your intended installation method for remote module package "${source}".\n\nIf you intended this as a path relative to the current module, use "./${source}" instead. The "./" prefix indicates that the address is a relative filesystem path.`,
  };
}

function registryDetail(source: string): string {
  const reason = isLocalSource(source)
    ? `can't use local directory "${source}" as a module registry address`
    : "a module registry source address must have either three or four slash-separated components";
  return `Failed to parse module registry address: ${reason}.\n\nTerraform assumed that you intended a module registry source address because you also set the argument "version", which applies only to registry modules.`;
}
