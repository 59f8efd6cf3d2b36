// Source addresses of providers: [HOST/][NAMESPACE/]NAME.

/** The built-in provider, which needs no entry in required_providers. */
export const builtinProvider = "terraform.io/builtin/terraform";

const registry = "registry.terraform.io";

/** Namespaces of providers whose local name alone says who makes them; all others are HashiCorp's. */
const impliedNamespaces: Readonly<Record<string, string>> = { okta: "okta" };

const part = /^[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?$/u;
const host = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?::\d+)?$/u;

/** The full form of a source, or undefined when the text is none. */
export function parseProviderSource(text: string): string | undefined {
  const parts = text.split("/");
  const name = parts.at(-1);
  const namespace = parts.at(-2) ?? "hashicorp";
  const hostname = parts.at(-3) ?? registry;
  if (parts.length > 3 || name === undefined) return undefined;
  if (!part.test(name) || !part.test(namespace) || !host.test(hostname)) return undefined;
  const source = `${hostname}/${namespace}/${name}`.toLowerCase();
  return earlierSources.get(source) ?? source;
}

/** Where the Okta provider was before it moved; old configurations still name these. */
const earlierSources: ReadonlyMap<string, string> = new Map(
  ["oktadeveloper", "hashicorp"].map((namespace) => [`${registry}/${namespace}/okta`, `${registry}/okta/okta`]),
);

/** The source of a provider that no required_providers block names. */
export function impliedProviderSource(localName: string): string {
  if (localName === "terraform") return builtinProvider;
  return `${registry}/${impliedNamespaces[localName] ?? "hashicorp"}/${localName}`;
}

/** The provider that a resource type belongs to by its name: okta_group → okta. */
export function impliedLocalName(resourceType: string): string {
  const end = resourceType.indexOf("_");
  return end === -1 ? resourceType : resourceType.slice(0, end);
}

/** The source as people write it: without what goes without saying. */
export function displaySource(source: string): string {
  return source.startsWith(`${registry}/`) ? source.slice(registry.length + 1) : source;
}
