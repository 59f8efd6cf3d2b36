import type { Json, JsonObject } from "./json.ts";
import type { Plain, PlainObject } from "./plain.ts";

/** The attributes and nested blocks of a row, by Terraform's names. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** How one Terraform attribute (or nested block) and one Okta property become each other. Made by a kind, see `kinds/`. */
export interface Attribute extends AttributeOptions {
  readonly type: "string" | "bool" | "int" | "float" | "list" | "set" | "map" | "object";
  /** What a list, set or map holds, where that is not objects. */
  readonly element?: Attribute;
  /** The attributes of the objects that a list or set holds, or of the one object. */
  readonly attributes?: Attributes;
  /**
   * Where the property lives in Okta's JSON, dot by dot; within objects of a list it is relative to the object.
   * null when it is never in a body: arguments for the provider only, parts, statuses of a lifecycle.
   */
  readonly path: string | null;
  /** To Okta's JSON; undefined leaves the property out. Never asked for null, unless `sendsNull` is set. */
  readonly toApi: (value: Plain, context: EncodeContext) => Json | undefined;
  /** From Okta's JSON (undefined: the property is not there); undefined keeps what was known before. */
  readonly fromApi: (property: Json | undefined, context: DecodeContext) => Plain | undefined;
}

export interface AttributeOptions {
  readonly describe?: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  /** Okta chooses it: alone it is read only, with `optional` it is chosen where the configuration is silent. */
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  /** Given to Okta and never kept in plan or state. */
  readonly writeOnly?: boolean;
  readonly deprecated?: string;
  readonly default?: string | number | boolean;
  /** A change replaces the object. */
  readonly forceNew?: boolean;
  /** A computed value that no update changes: it is known as soon as it was read once. */
  readonly settled?: boolean;
  /** The resource type (or types) whose id this attribute holds. */
  readonly refersTo?: string | readonly string[];
  readonly minItems?: number;
  readonly maxItems?: number;

  /** The form in which a configured value is kept in plan and state. */
  readonly normalize?: (value: string) => string;
  /** Whether a difference means nothing. Asked for each leaf of a collection and for its count (`key` ends in `.#`, `.%`). */
  readonly equivalent?: (difference: Difference) => boolean;
  /** What a configured value must fulfil. */
  readonly checks?: readonly Check[];
  readonly conflictsWith?: readonly string[];
  readonly requiredWith?: readonly string[];
  readonly exactlyOneOf?: readonly string[];
  readonly atLeastOneOf?: readonly string[];

  /** What a body says where nothing is configured: Okta's own default would be something else. */
  readonly unset?: string | number | boolean;
  /** In a body even when it is null: Okta clears the property only so. */
  readonly sendsNull?: boolean;
  /** Not in the body of this operation. */
  readonly notIn?: "create" | "update";
  /** In an update over the object as it is (`updatesOver`): what Okta has beside it stays. */
  readonly joins?: boolean;
  /** Okta gives it back without the secrets in it: an import does not know them. */
  readonly holdsSecrets?: boolean;
  /** Read only where it is set: Okta fills it with defaults of its own that nobody asked for. */
  readonly onlyIfSet?: boolean;
  /** The part of the row whose body holds it (see `parts`), instead of the object itself. */
  readonly part?: string;
  /** In the schema an attribute of object type, although it holds objects (the older style of the official provider for computed lists). */
  readonly asAttribute?: boolean;
}

/** One leaf that differs, each side as Terraform's older providers see it: text, "" where there is nothing. */
export interface Difference {
  /** `profile`, `channel.uri`, `group.0.priority`, `users.#` */
  readonly key: string;
  readonly old: string;
  readonly new: string;
  readonly prior: PlainObject;
  /** What is configured, with defaults, and with what is kept where the configuration is silent. */
  readonly next: PlainObject;
}

/** Gives what is wrong with a configured, known value, or undefined. */
export type Check = (value: Plain, name: string) => Finding | undefined;
export interface Finding {
  readonly summary: string;
  readonly detail: string;
}

export interface EncodeContext {
  readonly operation: "create" | "update";
  readonly values: PlainObject;
  readonly prior: PlainObject | undefined;
}

export interface DecodeContext {
  /** The object as it was known before, or as it was planned. Empty at an import. */
  readonly prior: PlainObject;
  readonly body: JsonObject;
}
