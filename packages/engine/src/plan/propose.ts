// What core proposes to a provider: the configuration, with what the object already has wherever the provider
// chooses and the configuration says nothing. Follows the published description of a resource instance's change
// life cycle ("proposed new state").
import { isKnown, isNull, nullValue } from "@lockstep/hcl";
import type { Raw, Type, Value } from "@lockstep/hcl";
import { isSame } from "../compare/compare.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from "../schema/schema.ts";

/** Configuration merged with prior. Prior is the null value when the object does not exist. */
export function propose(schema: BlockSchema, prior: Value, config: Value): Value {
  if (isNull(config) || !isKnown(config)) return config;
  return mergeBlock(schema, isNull(prior) ? emptyBlock(schema) : prior, config);
}

/** Every attribute null and every block absent: what an empty configuration block says. */
export function emptyBlock(schema: BlockSchema): Value {
  const type = impliedType(schema);
  const values = new Map<string, Value>();
  for (const [name, part] of attributeTypes(type)) {
    const nested = schema.blocks[name];
    values.set(name, nested ? emptyNested(nested, part) : nullValue(part));
  }
  return { type, raw: values, marks: 0 };
}

function emptyNested(nested: NestedBlockSchema, type: Type): Value {
  if (nested.nesting === "single") return nullValue(type);
  if (nested.nesting === "group") return emptyBlock(nested.block);
  return { type, raw: nested.nesting === "map" ? new Map() : [], marks: 0 };
}

function mergeBlock(schema: BlockSchema, prior: Value, config: Value): Value {
  const values = new Map<string, Value>();
  for (const [name, type] of attributeTypes(config.type)) {
    const configured = part(config, name) ?? nullValue(type);
    const had = part(prior, name) ?? nullValue(type);
    const attribute = schema.attributes[name];
    const nested = schema.blocks[name];
    if (attribute) values.set(name, mergeAttribute(attribute, had, configured));
    else if (nested) values.set(name, mergeNested(nested, had, configured));
    else values.set(name, configured);
  }
  // An attribute of dynamic type has the type of the value that was chosen.
  return { ...config, type: typeOf(values), raw: values };
}

function mergeAttribute(attribute: AttributeSchema, prior: Value, config: Value): Value {
  if (attribute.writeOnly) return nullValue(config.type);
  return attribute.computed && isNull(config) ? { ...prior, marks: config.marks | prior.marks } : config;
}

function mergeNested(nested: NestedBlockSchema, prior: Value, config: Value): Value {
  if (isNull(config) || !isKnown(config)) return config;
  if (nested.nesting === "single" || nested.nesting === "group") return propose(nested.block, knownOr(prior, config), config);
  if (nested.nesting === "set") return mergeSet(nested.block, elements(prior.raw), config);
  const had = prior.raw;
  if (config.raw instanceof Map) {
    const raw = new Map<string, Value>();
    for (const [key, element] of config.raw) raw.set(key, propose(nested.block, (had instanceof Map ? had.get(key) : undefined) ?? nullValue(element.type), element));
    return { ...config, raw };
  }
  const hadItems = elements(had);
  return { ...config, raw: elements(config.raw).map((element, at) => propose(nested.block, hadItems[at] ?? nullValue(element.type), element)) };
}

const knownOr = (prior: Value, config: Value): Value => (isKnown(prior) ? prior : nullValue(config.type));

// Elements of a set have no identity: one is taken to continue a prior element when it could have become that
// element by the provider's choices alone.
function mergeSet(schema: BlockSchema, prior: readonly Value[], config: Value): Value {
  const unused = new Set(prior);
  const raw = elements(config.raw).map((element) => {
    for (const candidate of unused) {
      if (!isContinuation(schema, candidate, element)) continue;
      unused.delete(candidate);
      return propose(schema, candidate, element);
    }
    return propose(schema, nullValue(element.type), element);
  });
  return { ...config, raw };
}

function isContinuation(schema: BlockSchema, prior: Value, config: Value): boolean {
  if (!(prior.raw instanceof Map) || !(config.raw instanceof Map)) return false;
  for (const [name, configured] of config.raw) {
    const had = prior.raw.get(name);
    if (!had) return false;
    const chosen = schema.attributes[name]?.computed === true && isNull(configured);
    const nested = schema.blocks[name];
    if (nested ? !continuesNested(nested, had, configured) : !chosen && !isSame(had, configured)) return false;
  }
  return true;
}

function continuesNested(nested: NestedBlockSchema, prior: Value, config: Value): boolean {
  if (config.raw instanceof Map && nested.nesting !== "map") return isContinuation(nested.block, prior, config);
  const had = prior.raw instanceof Map ? [...prior.raw.values()] : elements(prior.raw);
  const configured = config.raw instanceof Map ? [...config.raw.values()] : elements(config.raw);
  if (had.length !== configured.length) return false;
  return configured.every((element, at) => {
    const other = had[at];
    return other !== undefined && isContinuation(nested.block, other, element);
  });
}

const elements = (raw: Raw): readonly Value[] => (Array.isArray(raw) ? raw : []);
const part = (value: Value, name: string): Value | undefined => (value.raw instanceof Map ? value.raw.get(name) : undefined);
const attributeTypes = (type: Type): ReadonlyMap<string, Type> => (type.kind === "object" ? type.attributes : new Map());

function typeOf(values: ReadonlyMap<string, Value>): Type {
  return { kind: "object", attributes: new Map([...values].map(([name, value]) => [name, value.type])) };
}
