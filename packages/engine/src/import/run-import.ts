// One existing object taken into the state, as `import ADDR ID` asks.
import { hasErrors, isNull } from "@lockstep/hcl";
import type { Diagnostic, Outcome, Value } from "@lockstep/hcl";
import { parseAddress, printInstance, printLocal, printModule, printResource } from "../address.ts";
import type { Address, InstanceAddress, ResourceAddress } from "../address.ts";
import type { ResourceConfig } from "../config/configuration.ts";
import { moduleChains } from "../graph/plan-graph.ts";
import { providerAddress, resolveProvider } from "../graph/providers.ts";
import type { ModuleChain } from "../graph/providers.ts";
import * as messages from "../messages.ts";
import { stateSession, walkState } from "../offline/walk-state.ts";
import type { StateWalkInput } from "../offline/walk-state.ts";
import { eventFacts } from "../plan/plan-providers.ts";
import { fromProvider } from "../plan/provider-diagnostics.ts";
import { readObjects } from "../plan/refresh.ts";
import type { ObjectToRead } from "../plan/refresh.ts";
import { scopeAt } from "../plan/session.ts";
import type { OpenProvider, Session } from "../plan/session.ts";
import { evaluateOutput, outputState, withoutUnknowns } from "../plan/visit-output.ts";
import { closeProviders, openProvider } from "../plan/visit-provider.ts";
import { encodeObject, markSensitive } from "../state/object.ts";
import type { State } from "../state/state.ts";
import { terraformVersion } from "../version.ts";

export interface ImportInput extends StateWalkInput {
  /** As the person gave it. */
  readonly address: string;
  readonly id: string;
  /** A new lineage, for a state that does not exist yet. */
  readonly newLineage: () => string;
}

/** The state with the object that has the id. The address must be configured and free. */
export async function runImport(input: ImportInput): Promise<Outcome<State>> {
  const found = findTarget(input);
  if (!found.target) return { diagnostics: [found.problem] };
  const { target } = found;
  const session = stateSession(input);
  if (session.store.current(target.address)) return { diagnostics: [messages.alreadyManaged(printInstance(target.address))] };
  const diagnostics = await walkState(session, [{ kind: "resource", ...target.address }]);
  if (hasErrors([...diagnostics])) return { diagnostics: [...diagnostics] };
  const isConfigured = scopeAt(session, target.address.module)?.expand(target.config).instances.has(target.address.key);
  if (!isConfigured) return { diagnostics: [...diagnostics, messages.importTargetMissing(printInstance(target.address), undefined)] };
  const imported = await importTarget(session, target, input.id);
  await closeProviders(session);
  if (!imported) return { diagnostics: session.diagnostics };
  const state = stateAfter(session, input);
  const { value: outputs, diagnostics: outputProblems } = outputsOf({ ...input, state });
  return { ...(outputs && { value: { ...state, outputs } }), diagnostics: [...session.diagnostics, ...outputProblems] };
}

/** What is wrong with an address whatever the variables are: it is none, or nothing of it is configured. */
export const importAddressProblem = (input: Pick<ImportInput, "address" | "configuration">): Diagnostic | undefined => findTarget(input).problem;

/** The outputs that go with a state: what depends on objects that are not in it has no value. */
function outputsOf(input: StateWalkInput): Outcome<ReadonlyMap<string, Value>> {
  const session = stateSession(input);
  const values = [...input.configuration.root.outputs.values()].map((config) => ({ config, value: evaluateOutput(session, session.root, config) }));
  if (hasErrors(session.diagnostics)) return { diagnostics: session.diagnostics };
  const worth = values.flatMap(({ config, value }) => (value && !isNull(value) ? [[config.name, outputState(withoutUnknowns(value), config.sensitive)] as const] : []));
  return { value: new Map(worth), diagnostics: session.diagnostics };
}

interface Target {
  readonly address: InstanceAddress;
  readonly config: ResourceConfig;
  readonly chain: ModuleChain;
}

function findTarget({ address: text, configuration }: Pick<ImportInput, "address" | "configuration">): { readonly target: Target; readonly problem?: never } | { readonly target?: never; readonly problem: Diagnostic } {
  const { address, problem } = parseAddress(text);
  if (!address) return { problem: messages.invalidImportAddress(text, problem) };
  if (address.kind === "module") return { problem: messages.importNeedsInstance(text) };
  if (address.mode !== "managed") return { problem: messages.importNeedsManaged() };
  const path = address.module.map(({ name }) => name);
  const chain = moduleChains(configuration.root).find(({ module }) => module.path.join(".") === path.join("."));
  if (!chain) return { problem: messages.importIntoUnknownModule(printModule(address.module)) };
  const config = chain.module.resources.get(printLocal(address));
  if (!config) return { problem: messages.importUnconfigured(printResource(address), moduleText(address), address.type, address.name) };
  return { target: { address: instanceOf(address), config, chain } };
}

const instanceOf = (address: Exclude<Address, { kind: "module" }>): InstanceAddress => ({
  module: address.module,
  mode: address.mode,
  type: address.type,
  name: address.name,
  key: address.kind === "instance" ? address.key : undefined,
});

const moduleText = ({ module }: ResourceAddress): string => (module.length === 0 ? "the root module" : printModule(module));

async function importTarget(session: Session, target: Target, id: string): Promise<boolean> {
  const resolved = resolveProvider(target.chain, target.config);
  if (!resolved) {
    session.diagnostics.push(messages.providerNotConfigured(printResource(target.address), target.config.range));
    return false;
  }
  const address = providerAddress(resolved);
  const node = { kind: "provider", module: resolved.module, address, source: resolved.source, ...(resolved.config && { config: resolved.config }) } as const;
  const opened = await openProvider(session, node);
  const object = opened && (await fetchObject(session, target, opened, id));
  if (object) session.store.setCurrent(target.address, address, object);
  return object !== undefined;
}

async function fetchObject(session: Session, { address, config }: Target, { factory, provider }: OpenProvider, id: string) {
  const text = printInstance(address);
  const schema = factory.schemas.resourceTypes.get(address.type);
  if (!schema) {
    session.diagnostics.push(messages.schemaUnknown(text, address.type, factory.source));
    return undefined;
  }
  const { value, diagnostics } = await provider.importObject(address.type, id, session.input.signal);
  session.diagnostics.push(...fromProvider(diagnostics, { address }));
  if (hasErrors(session.diagnostics)) return undefined;
  const gone = messages.importUnknownObject(text, id, config.range);
  if (!value || isNull(value)) {
    session.diagnostics.push(gone);
    return undefined;
  }
  const marked = markSensitive(value, schema.block);
  const object = encodeObject(marked, schema.block, { key: address.key, tainted: false, dependencies: [], createBeforeDestroy: false, schemaVersion: schema.version });
  return readAgain(session, provider, { address, schema, object, value: marked }, gone);
}

async function readAgain(session: Session, provider: OpenProvider["provider"], asked: ObjectToRead, gone: Diagnostic) {
  const { onEvent, signal } = session.input;
  onEvent?.({ type: "refresh_start", ...eventFacts(asked) });
  const [read] = await readObjects(provider, [asked], signal);
  onEvent?.({ type: "refresh_complete", ...eventFacts(asked) });
  session.diagnostics.push(...(read?.diagnostics ?? []));
  if (read && !read.failed && !read.object) session.diagnostics.push(gone);
  return read?.failed ? undefined : read?.object;
}

function stateAfter({ store }: Session, { state, newLineage }: ImportInput): State {
  return {
    lineage: state?.lineage ?? newLineage(),
    serial: state?.serial ?? 0,
    terraformVersion,
    outputs: state?.outputs ?? new Map(),
    resources: store.toResources(),
    checkResults: state?.checkResults ?? null,
  };
}
