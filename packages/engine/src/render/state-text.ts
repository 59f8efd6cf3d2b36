// A state as a person reads it: every object as a block of configuration, then the outputs.
import { impliedValue, isJsonObject, isNull } from "@lockstep/hcl";
import type { Json, Value } from "@lockstep/hcl";
import { compareModules, parseInstance, printInstance, printModule } from "../address.ts";
import type { InstanceAddress, ModuleAddress } from "../address.ts";
import { parseProviderAddress } from "../graph/providers.ts";
import type { ProviderFactory } from "../provider.ts";
import type { BlockSchema } from "../schema/schema.ts";
import { addressOf, allInstances } from "../state/select.ts";
import type { Selected } from "../state/select.ts";
import type { InstanceState, State } from "../state/state.ts";
import { StateStore } from "../state/store.ts";
import { upgradeObject } from "../state/upgrade.ts";
import { diffBlocks } from "./block-diff.ts";
import type { BlockDiff } from "./block-diff.ts";
import { blockLines } from "./block-text.ts";
import { diffText, printName } from "./diff-text.ts";
import { schemasOf } from "./schemas.ts";
import { colourStyle, plainStyle } from "./style.ts";
import type { Style } from "./style.ts";
import { diffValues } from "./value-diff.ts";
import type { ValueDiff } from "./value-diff.ts";

export interface StateTextOptions {
  /** Only this instance; undefined is shown when the state does not have it. */
  readonly address?: string;
  readonly color: boolean;
}

/** What `show` says of a state, or `state show` of one of its instances. */
export function showState(state: State, providers: ReadonlyMap<string, ProviderFactory>, { address, color }: StateTextOptions): string | undefined {
  const style = color ? colourStyle : plainStyle;
  const instances = allInstances(new StateStore(state));
  if (address !== undefined) return showOne(instances, address, providers, style);
  const resources = [...byModule(instances)].map((inside) => inside.map((one) => objectTexts(one, providers, style).join("\n\n")).join("\n\n")).join("\n\n\n");
  const outputs = outputsText(state);
  if (resources === "" && outputs === "") return "The state file is empty. No resources are represented.";
  return outputs === "" ? resources : `${resources === "" ? "" : `${resources}\n`}\n\nOutputs:\n\n${outputs}`;
}

function showOne(instances: readonly Selected[], text: string, providers: ReadonlyMap<string, ProviderFactory>, style: Style): string | undefined {
  const wanted = parseInstance(text);
  const found = wanted && instances.find((one) => printInstance(addressOf(one)) === printInstance(wanted));
  const { current } = found?.instance ?? {};
  return found && current ? objectText(found, current, providers, style) : undefined;
}

// As a tree: a module with all that is in it, then the next one.
function byModule(instances: readonly Selected[]): Selected[][] {
  const groups = new Map<string, { readonly module: ModuleAddress; readonly inside: Selected[] }>();
  for (const one of instances) {
    const { module } = one.resource.address;
    const text = printModule(module);
    const group = groups.get(text) ?? { module, inside: [] };
    group.inside.push(one);
    groups.set(text, group);
  }
  return [...groups.values()].sort((a, b) => compareAsTree(a.module, b.module)).map(({ inside }) => inside);
}

function compareAsTree(a: ModuleAddress, b: ModuleAddress): number {
  const length = Math.min(a.length, b.length);
  return compareModules(a.slice(0, length), b.slice(0, length)) || a.length - b.length;
}

function objectTexts(one: Selected, providers: ReadonlyMap<string, ProviderFactory>, style: Style): string[] {
  const { current, deposed } = one.instance;
  return [...(current ? [current] : []), ...deposed.values()].map((object) => objectText(one, object, providers, style));
}

function objectText(one: Selected, object: InstanceState, providers: ReadonlyMap<string, ProviderFactory>, style: Style): string {
  const address = addressOf(one);
  const remark = object.deposed === undefined ? (object.tainted ? " (tainted)" : "") : ` (deposed object ${object.deposed})`;
  const heading = style.bold(`# ${printInstance(address)}:${remark}`);
  const lines = objectLines(address, one.resource.provider, object, providers, style);
  const header = `${address.mode === "data" ? "data" : "resource"} ${JSON.stringify(address.type)} ${JSON.stringify(address.name)} {`;
  return [heading, ...(lines.length === 0 ? [`${header}}`] : [header, ...lines, "}"])].join("\n");
}

function objectLines(address: InstanceAddress, provider: string, object: InstanceState, providers: ReadonlyMap<string, ProviderFactory>, style: Style): string[] {
  const { schema, value } = readObject(address, provider, object, providers);
  const context = { path: [], replacePaths: [], untyped: false };
  return blockLines(withoutNulls(diffBlocks(schema, value, value, context), schema), 0, { style, everything: true });
}

// What no provider knows (any more), or what does not fit, is shown as the file has it.
function readObject(address: InstanceAddress, provider: string, object: InstanceState, providers: ReadonlyMap<string, ProviderFactory>): { schema: BlockSchema; value: Value } {
  const schema = schemasOf(providers).schemaOf({ provider, address });
  const factory = providers.get(parseProviderAddress(provider)?.source ?? "");
  const upgraded = schema && factory && upgradeObject(upgrading(factory), address, schema, object);
  if (schema && upgraded && "value" in upgraded) return { schema: schema.block, value: upgraded.value };
  const json = object.attributes as Json;
  const names = isJsonObject(json) ? Object.keys(json) : [];
  return { schema: { attributes: Object.fromEntries(names.map((name) => [name, { type: { kind: "dynamic" } }])), blocks: {} }, value: impliedValue(json) };
}

// Most objects are of the present schema: a provider is only opened for those that are not.
const upgrading = (factory: ProviderFactory): Parameters<typeof upgradeObject>[0] => ({
  upgradeState: (type, version, attributes) => factory.open().upgradeState(type, version, attributes),
});

// Where the type says which attributes an object has, those that are null say nothing.
function withoutNulls(diff: BlockDiff, schema: BlockSchema): BlockDiff {
  return {
    ...diff,
    attributes: diff.attributes.map(([name, attribute]) => [name, schema.attributes[name]?.type.kind === "dynamic" ? attribute : dense(attribute)] as const),
    blocks: diff.blocks.map((nested) => {
      const inner = schema.blocks[nested.type];
      return inner ? { ...nested, diff: withoutNulls(nested.diff, inner.block) } : nested;
    }),
  };
}

function dense(diff: ValueDiff): ValueDiff {
  const { shape } = diff;
  if (shape.kind === "list" || shape.kind === "set") return { ...diff, shape: { ...shape, items: shape.items.map(dense) } };
  if (shape.kind !== "object" && shape.kind !== "map") return diff;
  const parts = shape.parts.filter(([, part]) => shape.kind === "map" || !isNothing(part));
  return { ...diff, shape: { ...shape, parts: parts.map(([name, part]) => [name, dense(part)] as const) } };
}

const isNothing = ({ shape }: ValueDiff): boolean => shape.kind === "primitive" && isNull(shape.before);

function outputsText({ outputs }: Pick<State, "outputs">): string {
  const sorted = [...outputs].sort(([a], [b]) => (a < b ? -1 : 1));
  const context = { path: [], replacePaths: [], untyped: false };
  return sorted.map(([name, value]) => `${printName(name)} = ${diffText(dense(diffValues(value, value, context)), -1, { style: plainStyle })}`).join("\n");
}
