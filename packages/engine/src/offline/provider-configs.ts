// The configurations of providers by their addresses in the state, from the blocks of the configuration alone.
import { hasErrors, stripMarks } from "@lockstep/hcl";
import type { Diagnostic, Value } from "@lockstep/hcl";
import { providerShape } from "../config/blocks/provider.ts";
import type { Module, ProviderConfig } from "../config/configuration.ts";
import { moduleChains } from "../graph/plan-graph.ts";
import { parseProviderAddress, sourceOf } from "../graph/providers.ts";
import { fromProvider } from "../plan/provider-diagnostics.ts";
import { instancesOf } from "../plan/session.ts";
import type { Session } from "../plan/session.ts";
import { emptyBlock } from "../plan/propose.ts";
import type { ProviderFactory } from "../provider.ts";
import { stateSession, walkState } from "./walk-state.ts";
import type { StateWalkInput } from "./walk-state.ts";

export interface ProviderConfigs {
  /** By address in the state. One without a block of its own has the empty configuration: its environment has to do. */
  readonly configs: ReadonlyMap<string, Value>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Evaluates the blocks of the providers that the state's objects belong to. */
export async function providerConfigs(input: StateWalkInput): Promise<ProviderConfigs> {
  const session = stateSession(input);
  const diagnostics: Diagnostic[] = [];
  const configs = new Map<string, Value>();
  let silent = false;
  for (const address of new Set(input.state?.resources.map(({ provider }) => provider))) {
    const factory = input.providers.get(parseProviderAddress(address)?.source ?? "");
    if (!factory) continue;
    const found = configOf(session, address, factory);
    diagnostics.push(...found.diagnostics);
    if (found.value) configs.set(address, found.value);
    else if (!hasErrors([...found.diagnostics])) silent = true;
  }
  // What a block depends on went wrong: only the walk says what it was.
  const reasons = silent ? await walkState(session) : [];
  return { configs, diagnostics: [...diagnostics, ...reasons] };
}

interface Found {
  readonly value?: Value;
  readonly diagnostics: readonly Diagnostic[];
}

function configOf(session: Session, address: string, factory: ProviderFactory): Found {
  const block = findBlock(session.input.configuration.root, address);
  const [scope] = block ? instancesOf(session, block.module.path) : [];
  if (!block || !scope) return { value: emptyBlock(factory.schemas.provider), diagnostics: [] };
  const { body, range } = block.config;
  const { value, diagnostics, failed } = scope.evaluateBody(body, factory.schemas.provider, {}, providerShape);
  if (failed || hasErrors([...diagnostics])) return { diagnostics };
  const plain = stripMarks(value);
  const problems = fromProvider(factory.open().validateProvider(plain), { body, range });
  return hasErrors(problems) ? { diagnostics: [...diagnostics, ...problems] } : { value: plain, diagnostics: [...diagnostics, ...problems] };
}

function findBlock(root: Module, address: string): { readonly module: Module; readonly config: ProviderConfig } | undefined {
  const parsed = parseProviderAddress(address);
  const module = parsed && moduleChains(root).find((chain) => chain.module.path.join(".") === parsed.module.join("."))?.module;
  const config = [...(module?.providers.values() ?? [])].find(({ localName, alias }) => module && sourceOf(module, localName) === parsed?.source && alias === parsed.alias);
  return module && config && { module, config };
}
