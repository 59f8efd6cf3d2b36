// Row → the engine's schema, identical in meaning with the official provider's.
import { boolType, listType, mapType, numberType, objectType, setType, stringType } from "@lockstep/hcl";
import type { Type } from "@lockstep/hcl";
import type { AttributeSchema, BlockSchema, NestedBlockSchema, ResourceSchema } from "@lockstep/engine";
import type { Attribute, Attributes } from "./attribute.ts";
import type { DataSource } from "./data-source.ts";
import type { ResourceType } from "./resource-type.ts";

/** The engine's schema of a resource type. */
export const resourceSchema = (row: ResourceType): ResourceSchema =>
  schemaWhenAsked(row.schemaVersion ?? 0, () => blockSchema(withIdAttribute(row.attributes, row.style), row.describe, row.timeouts));

/** The engine's schema of a data source. */
export const dataSourceSchema = (row: DataSource): ResourceSchema => schemaWhenAsked(0, () => blockSchema(withIdAttribute(row.attributes), row.describe));

// A configuration uses a few of the many types: the others are not worked out when the command starts.
function schemaWhenAsked(version: number, make: () => BlockSchema): ResourceSchema {
  let made: BlockSchema | undefined;
  return {
    version,
    get block() {
      return (made ??= make());
    },
  };
}

/** What a row's attributes say to the engine: arguments, and nested blocks. */
export function blockSchema(attributes: Attributes, description?: string, timeouts: readonly string[] = []): BlockSchema {
  const entries = Object.entries(attributes);
  const blocks = entries.filter(([, attribute]) => isBlock(attribute)).map(([name, attribute]): [string, NestedBlockSchema] => [name, nestedBlock(attribute)]);
  const limits = timeouts.map((operation): [string, AttributeSchema] => [operation, { type: stringType, optional: true }]);
  return {
    attributes: Object.fromEntries(entries.filter(([, attribute]) => !isBlock(attribute)).map(([name, attribute]) => [name, attributeSchema(attribute)])),
    blocks: {
      ...Object.fromEntries(blocks),
      ...(limits.length > 0 ? { timeouts: { nesting: "single" as const, block: { attributes: Object.fromEntries(limits), blocks: {} } } } : {}),
    },
    ...(description === undefined ? {} : { description }),
  };
}

/** Whether it is written as blocks. Lists of objects that Okta alone fills are attributes. */
export const isBlock = (attribute: Attribute): boolean =>
  attribute.attributes !== undefined && !attribute.asAttribute && !(attribute.computed && !attribute.optional);

/** The type of an attribute's value. */
export function typeOf(attribute: Attribute): Type {
  if (attribute.type === "string") return stringType;
  if (attribute.type === "bool") return boolType;
  if (attribute.type === "int" || attribute.type === "float") return numberType;
  if (attribute.type === "object") return objectOf(attribute.attributes ?? {});
  const element = attribute.attributes ? objectOf(attribute.attributes) : attribute.element ? typeOf(attribute.element) : stringType;
  if (attribute.type === "map") return mapType(element);
  return attribute.type === "list" ? listType(element) : setType(element);
}

/** The type of a whole object: arguments and nested blocks alike. */
export const objectOf = (attributes: Attributes): Type => objectType(Object.entries(attributes).map(([name, attribute]) => [name, typeOf(attribute)] as const));

/** The type of an instance of a row, with its id and its timeouts. */
export function instanceType(row: Pick<ResourceType, "attributes" | "timeouts">): Type {
  const attributes = Object.entries(withIdAttribute(row.attributes)).map(([name, attribute]) => [name, typeOf(attribute)] as const);
  const limits = row.timeouts?.map((operation) => [operation, stringType] as const);
  return objectType([...attributes, ...(limits ? [["timeouts", objectType(limits)] as const] : [])]);
}

/** Every object has an id. Older providers let people write one, to no effect. */
export const withIdAttribute = (attributes: Attributes, style: ResourceType["style"] = "sdk"): Attributes =>
  "id" in attributes ? attributes : { ...attributes, id: style === "sdk" ? { ...idAttribute, optional: true } : idAttribute };

const idAttribute: Attribute = {
  type: "string",
  path: null,
  computed: true,
  settled: true,
  toApi: () => undefined,
  fromApi: () => undefined,
};

function attributeSchema(attribute: Attribute): AttributeSchema {
  const { required, optional, computed, sensitive, writeOnly } = attribute;
  return {
    type: typeOf(attribute),
    ...(required ? { required } : {}),
    ...(optional ? { optional } : {}),
    ...(computed ? { computed } : {}),
    ...(sensitive ? { sensitive } : {}),
    ...(writeOnly ? { writeOnly } : {}),
    ...(attribute.describe === undefined ? {} : { description: attribute.describe }),
    ...(attribute.deprecated === undefined ? {} : { deprecated: true }),
  };
}

function nestedBlock(attribute: Attribute): NestedBlockSchema {
  const nesting = attribute.type === "list" || attribute.type === "set" ? attribute.type : "single";
  const least = attribute.minItems ?? (attribute.required && nesting !== "single" ? 1 : undefined);
  return {
    nesting,
    block: blockSchema(attribute.attributes ?? {}, attribute.describe),
    ...(least === undefined ? {} : { minItems: least }),
    ...(attribute.maxItems === undefined ? {} : { maxItems: attribute.maxItems }),
  };
}
