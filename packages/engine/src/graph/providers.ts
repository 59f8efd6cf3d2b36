// Which provider configuration a resource belongs to: its own module's, one passed by a call, or one inherited.
import type { Module, ModuleCall, ProviderConfig, ResourceConfig } from "../config/configuration.ts";
import { impliedLocalName, impliedProviderSource } from "../config/provider-source.ts";
import { modulePathText } from "./plan-node.ts";

/** A provider configuration and the module that has it. Without `config` it is the empty one that is implied. */
export interface ResolvedProvider {
  readonly module: Module;
  readonly source: string;
  readonly alias: string | undefined;
  readonly config: ProviderConfig | undefined;
}

/** How a module came to be: the calls from the root to it. */
export interface ModuleChain {
  readonly module: Module;
  readonly call?: ModuleCall;
  readonly parent?: ModuleChain;
}

/** Undefined when an alias is named that nothing declares or passes. */
export function resolveProvider(chain: ModuleChain, resource: ResourceConfig): ResolvedProvider | undefined {
  const reference = resource.provider;
  return resolve(chain, reference?.localName ?? impliedLocalName(resource.type), reference?.alias);
}

function resolve(chain: ModuleChain, localName: string, alias: string | undefined): ResolvedProvider | undefined {
  const { module, call, parent } = chain;
  const key = alias === undefined ? localName : `${localName}.${alias}`;
  const config = module.providers.get(key);
  const source = sourceOf(module, localName);
  const passed = call?.providers.get(key);
  if (passed && parent) return resolve(parent, passed.localName, passed.alias);
  if (config) return { module, source, alias, config };
  if (!parent) return alias === undefined ? { module, source, alias, config: undefined } : undefined;
  if (alias !== undefined) return undefined;
  return resolve(parent, localNameOf(parent.module, source, localName), undefined);
}

/** The source address that a module means by a local name. */
export const sourceOf = (module: Module, localName: string): string =>
  module.settings.requiredProviders.get(localName)?.source ?? impliedProviderSource(localName);

function localNameOf(module: Module, source: string, otherwise: string): string {
  for (const [name, required] of module.settings.requiredProviders) if (required.source === source) return name;
  return otherwise;
}

/** `module.m.provider["registry.terraform.io/okta/okta"].prod`, as the state names a configuration. */
export function providerAddress({ module, source, alias }: Pick<ResolvedProvider, "module" | "source" | "alias">): string {
  const local = `provider["${source}"]${alias === undefined ? "" : `.${alias}`}`;
  return module.path.length === 0 ? local : `${modulePathText(module.path)}.${local}`;
}

/** The parts of a provider's address. */
export interface ProviderAddress {
  /** Names of the calls that lead to the module that has the configuration. */
  readonly module: readonly string[];
  readonly source: string;
  readonly alias: string | undefined;
}

// A state of ten thousand objects names the same few providers again and again.
const parsed = new Map<string, ProviderAddress | undefined>();

/** The parts of a provider's address in the state; undefined when it is none. */
export function parseProviderAddress(text: string): ProviderAddress | undefined {
  const known = parsed.get(text);
  if (known) return known;
  const address = splitProviderAddress(text);
  if (parsed.size < 1000) parsed.set(text, address);
  return address;
}

function splitProviderAddress(text: string): ProviderAddress | undefined {
  const match = /^(?:(module\..+)\.)?provider\["([^"]+)"\](?:\.([^.]+))?$/.exec(text);
  if (!match?.[2]) return undefined;
  const module = [...(match[1] ?? "").matchAll(/module\.([^.[]+)(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g)].map(([, name = ""]) => name);
  return { module, source: match[2], alias: match[3] };
}
