// Schemas of providers in the form of `terraform providers schema -json`, for programs that show a plan.
import { typeToJson } from "@lockstep/hcl";
import type { Json } from "@lockstep/hcl";
import { parseProviderAddress } from "../graph/providers.ts";
import type { Plan, ResourceChange } from "../plan/plan.ts";
import type { ProviderFactory } from "../provider.ts";
import type { AttributeSchema, BlockSchema, NestedBlockSchema, ResourceSchema } from "../schema/schema.ts";

/** The schemas of every type that a plan speaks of, by provider. */
export function providerSchemasJson(plan: Plan, providers: ReadonlyMap<string, ProviderFactory>): Json {
  const used = new Map<string, { resources: Set<string>; data: Set<string> }>();
  for (const change of [...plan.changes, ...plan.drift]) {
    const source = parseProviderAddress(change.provider)?.source ?? change.provider;
    const types = used.get(source) ?? { resources: new Set(), data: new Set() };
    used.set(source, types);
    typesOf(types, change).add(change.address.type);
  }
  return Object.fromEntries([...used].map(([source, types]) => [source, oneProvider(providers.get(source), types)]));
}

const typesOf = (types: { resources: Set<string>; data: Set<string> }, { address }: ResourceChange): Set<string> => (address.mode === "data" ? types.data : types.resources);

function oneProvider(factory: ProviderFactory | undefined, { resources, data }: { readonly resources: ReadonlySet<string>; readonly data: ReadonlySet<string> }): Json {
  const { resourceTypes, dataSources } = factory?.schemas ?? {};
  return {
    provider: { version: 0, block: {} },
    resource_schemas: schemasJson(resourceTypes, resources),
    data_source_schemas: schemasJson(dataSources, data),
  };
}

const schemasJson = (schemas: ReadonlyMap<string, ResourceSchema> | undefined, names: ReadonlySet<string>): Json =>
  Object.fromEntries([...names].sort().flatMap((name) => {
    const schema = schemas?.get(name);
    return schema ? [[name, { version: schema.version, block: blockJson(schema.block) }]] : [];
  }));

function blockJson({ attributes, blocks, description, deprecated }: BlockSchema): Json {
  return {
    ...(Object.keys(attributes).length > 0 && { attributes: mapped(attributes, attributeJson) }),
    ...(Object.keys(blocks).length > 0 && { block_types: mapped(blocks, nestedJson) }),
    ...(description !== undefined && { description }),
    description_kind: "plain",
    ...(deprecated && { deprecated: true }),
  };
}

function attributeJson({ type, description, required, optional, computed, sensitive, writeOnly, deprecated }: AttributeSchema): Json {
  return {
    type: typeToJson(type),
    ...(description !== undefined && { description }),
    description_kind: "plain",
    ...(deprecated && { deprecated: true }),
    ...(required && { required: true }),
    ...(optional && { optional: true }),
    ...(computed && { computed: true }),
    ...(sensitive && { sensitive: true }),
    ...(writeOnly && { write_only: true }),
  };
}

const nestedJson = ({ nesting, block, minItems, maxItems }: NestedBlockSchema): Json => ({
  nesting_mode: nesting,
  block: blockJson(block),
  ...(minItems !== undefined && { min_items: minItems }),
  ...(maxItems !== undefined && { max_items: maxItems }),
});

const mapped = <T>(table: Readonly<Record<string, T>>, json: (value: T) => Json): Json => Object.fromEntries(Object.entries(table).map(([name, value]) => [name, json(value)]));
