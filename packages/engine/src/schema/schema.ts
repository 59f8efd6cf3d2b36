import type { Type } from "@lockstep/hcl";

/** What a block may hold: the engine's view of a resource type, a data source, or a provider's configuration. */
export interface BlockSchema {
  readonly attributes: Readonly<Record<string, AttributeSchema>>;
  readonly blocks: Readonly<Record<string, NestedBlockSchema>>;
  readonly description?: string;
  readonly deprecated?: boolean;
}

export interface AttributeSchema {
  readonly type: Type;
  readonly required?: boolean;
  readonly optional?: boolean;
  /** The provider may choose it: not known until it is applied, when the configuration leaves it out. */
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  /** Given to the provider and never kept in plan or state. */
  readonly writeOnly?: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
}

export interface NestedBlockSchema {
  readonly nesting: "single" | "group" | "list" | "set" | "map";
  readonly block: BlockSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface ResourceSchema {
  /** Of the attributes as they stand in a state file: `schema_version`. */
  readonly version: number;
  readonly block: BlockSchema;
}
