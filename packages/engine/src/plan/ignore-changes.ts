// `ignore_changes`: what the object has stays as it is, whatever the configuration says.
import { isNull, isKnown, objectType, tupleType } from "@lockstep/hcl";
import type { Expression, ScopeTraversalExpression, TraversalStep, Value } from "@lockstep/hcl";
import type { Lifecycle } from "../config/configuration.ts";
import type { BlockSchema } from "../schema/schema.ts";

/** The configuration with the ignored parts taken from the prior object, as they are there: with its marks and not the configuration's. */
export function applyIgnoreChanges(config: Value, prior: Value, ignored: Lifecycle["ignoreChanges"], schema: BlockSchema): Value {
  if (isNull(prior) || isNull(config) || !isKnown(config)) return config;
  if (ignored === "all") return keepAll(config, prior, schema);
  let result = config;
  for (const expression of ignored) {
    const path = pathOf(expression);
    if (path.length > 0) result = keepAt(result, prior, path);
  }
  return result;
}

// What only the provider decides was never configured, so there is nothing to ignore.
function keepAll(config: Value, prior: Value, schema: BlockSchema): Value {
  if (!(config.raw instanceof Map) || !(prior.raw instanceof Map)) return config;
  const had: ReadonlyMap<string, Value> = prior.raw;
  const entries = [...(config.raw as ReadonlyMap<string, Value>)].map(([name, value]) => {
    const attribute = schema.attributes[name];
    const isOwn = attribute ? attribute.computed === true && !attribute.optional : false;
    return [name, isOwn ? value : (had.get(name) ?? value)] as const;
  });
  return retyped(config, new Map(entries));
}

function pathOf(expression: Expression): TraversalStep[] {
  if (expression.kind !== "scope-traversal") return [];
  const { root, steps, range }: ScopeTraversalExpression = expression;
  return [{ kind: "attribute", name: root, range }, ...steps];
}

// Attributes are of objects and keys of maps, lists and tuples: what is written the other way round meets nothing.
function keepAt(config: Value, prior: Value, path: readonly TraversalStep[]): Value {
  const [step, ...rest] = path;
  if (step === undefined) return prior;
  const { kind } = config.type;
  const key = step.kind === "index" ? step.key.raw : undefined;
  if (config.raw instanceof Map && prior.raw instanceof Map) {
    if (step.kind === "attribute") return kind === "object" ? keepMember(config, prior.raw, config.raw, step.name, rest) : config;
    if (kind === "map") return keepMember(config, prior.raw, config.raw, String(key), rest);
    // Terraform takes an object for a map here, and then keeps all of it.
    return rest.length === 0 ? prior : config;
  }
  if (Array.isArray(config.raw) && Array.isArray(prior.raw) && typeof key === "number" && kind !== "set") {
    return keepElement(config, prior.raw, config.raw, key, rest);
  }
  return config;
}

// A key of a map that one side lacks is put back, or taken out again.
function keepMember(config: Value, had: ReadonlyMap<string, Value>, has: ReadonlyMap<string, Value>, name: string, rest: readonly TraversalStep[]): Value {
  const before = had.get(name);
  const now = has.get(name);
  const entries = new Map(has);
  if (before && now) entries.set(name, keepAt(now, before, rest));
  else if (rest.length > 0 || config.type.kind !== "map") return config;
  else if (before) entries.set(name, before);
  else entries.delete(name);
  return retyped(config, new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1))));
}

function keepElement(config: Value, had: readonly Value[], has: readonly Value[], at: number, rest: readonly TraversalStep[]): Value {
  const before = had[at];
  const now = has[at];
  if (!before || !now) return config;
  const raw = has.with(at, keepAt(now, before, rest));
  return config.type.kind === "tuple" ? { ...config, raw, type: tupleType(raw.map(({ type }) => type)) } : { ...config, raw };
}

function retyped(value: Value, raw: ReadonlyMap<string, Value>): Value {
  if (value.type.kind !== "object") return { ...value, raw };
  return { ...value, raw, type: objectType([...raw].map(([name, part]) => [name, part.type] as const)) };
}
