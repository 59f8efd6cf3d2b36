// What a row can say. A row is data: one resource type with its mapping in both directions. The interpreters
// (schema, plan, encode, decode, operations, document) read all rows alike; what a row cannot say has a named way out.
import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Attributes, DecodeContext, EncodeContext } from "./attribute.ts";
import type { Calls } from "./calls.ts";
import type { Json, JsonObject } from "./json.ts";
import type { PlainObject } from "./plain.ts";

/** The row of one resource type. `{name}` in a path template is an attribute of the instance; `{id}` its id. */
export interface ResourceType {
  readonly name: string;
  readonly describe: string;
  readonly api: Api;
  /** "sdk" (the default) plans as Terraform's older provider kit does, "framework" as the newer. */
  readonly style?: "sdk" | "framework";
  readonly attributes: Attributes;
  /** Properties that are the same in every body of the type, by path. */
  readonly constants?: Readonly<Record<string, Json>>;
  readonly schemaVersion?: number;
  /** Steps from each older version to the next, the first from version 0. */
  readonly upgrades?: readonly ((attributes: JsonObject) => JsonObject)[];
  /** The operations that a `timeouts` block may limit. */
  readonly timeouts?: readonly ("create" | "read" | "update" | "delete")[];

  readonly lifecycle?: Lifecycle;
  readonly parts?: Readonly<Record<string, Part>>;
  readonly members?: Members;
  readonly exists?: Exists;
  /** false: the API cannot delete it; destroying forgets it, with a warning. */
  readonly delete?: false;
  readonly refresh?: Refresh;
  /** Query parameters of DELETE, each from a bool argument that is sent only when true. */
  readonly deleteQuery?: Readonly<Record<string, string>>;
  /** Arguments that tell an object from others of its type in one org (beside those in path templates). */
  readonly naturalKey?: readonly string[];
  readonly events?: Events;
  /** The import id, as people write it: "{id}" (the default), "{policy_id}/{id}". */
  readonly importId?: string;
  readonly importable?: false;
  /** What an OAuth service app needs: scopes to read and to manage. */
  readonly scopes?: { readonly read: readonly string[]; readonly manage: readonly string[] };
  /** Only one write at a time to objects of this key (a template): Okta loses parallel updates of one document. */
  readonly oneAtATime?: string;
  /** Objects of one key of `oneAtATime` stand in one dense order from 1, their `priority`. */
  readonly ordered?: true;

  // Ways out, in the order in which they run.
  readonly beforeEncode?: (values: PlainObject, context: EncodeContext) => PlainObject;
  readonly afterEncode?: (body: JsonObject, context: EncodeContext) => JsonObject;
  readonly request?: Partial<Requests>;
  /** After the object's own request of a create or an update: what other endpoints take (an app's policy, its logo). */
  readonly afterWrite?: (written: Written) => Promise<Done>;
  /** Before decoding a body that was read or written: what only other endpoints tell, put into the body. */
  readonly complete?: (calls: Calls, body: JsonObject, prior: PlainObject) => Promise<Found>;
  readonly beforeDecode?: (body: JsonObject, context: DecodeContext) => JsonObject;
  readonly afterDecode?: (values: PlainObject, context: DecodeContext) => PlainObject;
  readonly readBy?: (calls: Calls, prior: PlainObject) => Promise<Found>;
  readonly importBy?: (calls: Calls, id: string) => Promise<ImportFound>;
  /** Further reasons to replace, by the object as it was: names of attributes. */
  readonly replaceWhen?: (prior: PlainObject, next: PlainObject) => readonly string[];
  readonly customizePlan?: (plan: PlanCustomization) => void;
  readonly validate?: (config: PlainObject) => readonly ProviderDiagnostic[];
}

export interface Api {
  /** POST here creates. */
  readonly collection?: string;
  readonly createQuery?: (values: PlainObject) => string;
  /** GET, update and DELETE here. Left out where `readBy`, `members` or `request` do it all. */
  readonly object?: string;
  readonly update?: "PUT" | "POST";
  /** An update sends the object as it is in the org, changed by the row's attributes: what the row does not know stays. */
  readonly updatesOver?: "current";
  /** Some of what a create was given Okta takes only in an update: one follows when this holds. */
  readonly updateAfterCreate?: (values: PlainObject) => boolean;
  /** The property that is the id ("id" by default), or a template of attributes where the type has no id of its own. */
  readonly id?: string | { readonly template: string };
  readonly idPrefix?: string;
}

/** Activation by endpoints of its own. */
export interface Lifecycle {
  /** The attribute that says what is wanted. Default `status`: "ACTIVE" or "INACTIVE". A bool attribute means active. */
  readonly attribute?: string;
  /** Where the body says which it is. Default "status". */
  readonly path?: string;
  readonly activate: string;
  readonly deactivate: string;
  readonly updateOnlyWhile?: "INACTIVE";
  readonly deleteOnlyWhile?: "INACTIVE";
  /** Statuses on which the same request is sent again after a pause. */
  readonly retryOn?: readonly number[];
  /** An object in this status can only be replaced. */
  readonly replaceWhen?: { readonly status: string };
}

/** Attributes behind a sub-path. `template`s may name attributes. */
export type Part = SetPart | DocumentPart;

/** A set of texts behind a sub-path: each is added and removed by a request of its own. */
export interface SetPart {
  readonly kind: "set";
  readonly attribute: string;
  readonly read: string;
  /** Where in the answer the list is ("" when the answer is the list), and which property of an item is meant. */
  readonly items: string;
  readonly item: string;
  /** `{item}` is the text. */
  readonly add: { readonly method: "PUT" | "POST"; readonly path: string; readonly body?: (item: string) => Json };
  readonly remove: { readonly path: string };
  /** The object's own POST takes it, at the attribute's path. */
  readonly inCreate?: boolean;
}

/** A document behind a sub-path; attributes with `part: "<name>"` live in its body. */
export interface DocumentPart {
  readonly kind: "document";
  readonly read: string;
  readonly write?: { readonly method: "PUT" | "POST"; readonly path: string };
  /** Read and written only when this holds. */
  readonly when?: (values: PlainObject) => boolean;
}

/** A row that is a set of members of something else, such as the users of a group. It has no object of its own. */
export interface Members {
  /** The attribute (set of texts, or list/set of blocks) that holds them. */
  readonly attribute: string;
  readonly list: string;
  /** Where an item of the list has its key. */
  readonly key: string;
  /** Where a configured element has its key, when it is an object. */
  readonly elementKey?: string;
  /** `{key}` is the member's. */
  readonly add: { readonly method: "PUT" | "POST"; readonly path: string };
  readonly remove: { readonly path: string };
  /** Whether members that nobody configured count as ours (and so as drift). Default: never. */
  readonly authoritative?: (values: PlainObject) => boolean;
}

/** An object that is there already: a setting, a default, a system object. Creating adopts it. */
export interface Exists {
  /** The list to look in, and which of its objects is meant; undefined makes it be created. Without `list` the object's path is enough. */
  readonly list?: string;
  readonly match?: (object: JsonObject, values: PlainObject) => boolean;
  /** Which instances mean an object that is there; the others are made and deleted as usual. Default: all. */
  readonly when?: (values: PlainObject) => boolean;
  /** When no such object is there, create it instead. */
  readonly orCreate?: boolean;
  /** On destroy: leave it as it is, put it back by an update with these values, or deactivate it. */
  readonly destroy: "forget" | "deactivate" | { readonly reset: (prior: PlainObject) => PlainObject };
}

/** The list whose pages hold the objects, so that many cost few requests. With attributes in it, one list per parent. */
export interface Refresh {
  readonly list: string;
  /** Where in the answer the list is; default: the answer is the list. */
  readonly items?: string;
  /** Which object of the list is the instance's. Default: the one with its id. */
  readonly match?: (object: JsonObject, prior: PlainObject) => boolean;
  /** The list tells only whether an object is there; what it holds is read one by one. */
  readonly partial?: boolean;
  /** Objects that the list leaves out although they are there: a single GET decides. */
  readonly omits?: boolean;
  /** Objects of the list that adopting and `list` pass over. */
  readonly skip?: (object: JsonObject) => boolean;
}

/** Event types of the System Log that creating, changing and deleting an object leave, see okta-facts on the log. */
export interface Events {
  readonly create?: readonly string[];
  readonly update?: readonly string[];
  readonly delete?: readonly string[];
  /** Which attribute holds the target's id; default "id". */
  readonly target?: string;
}

/** The operations of a row that does them itself. */
export interface Requests {
  /** Answers with the object's body; its id by `api.id`. */
  create(operation: Operation): Promise<Done>;
  update(operation: Operation & { readonly prior: PlainObject }): Promise<Done>;
  delete(operation: Operation & { readonly prior: PlainObject }): Promise<Done>;
}

export interface Operation {
  /** As planned; unknown parts are null. */
  readonly values: PlainObject;
  readonly prior: PlainObject | undefined;
  /** As written, with arguments that are never kept. */
  readonly config: PlainObject;
  /** The body that the row's attributes make of `values`. */
  readonly body: JsonObject;
  readonly calls: Calls;
}

/** A create or update whose own request is done. */
export interface Written extends Operation {
  readonly id: string;
  /** What Okta answered. */
  readonly answer: JsonObject;
}

/** How an operation ended: with the object's body (undefined where there is nothing to say), or not. */
export interface Done {
  readonly body?: JsonObject;
  /** The object was made or found before something failed, or has an id that no body says. */
  readonly id?: string;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** What a reading found: a body, or that it is gone (undefined), or problems. */
export interface Found {
  readonly body?: JsonObject;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

export interface ImportFound {
  /** Attributes that reading needs, `id` among them. */
  readonly values?: PlainObject;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** What `customizePlan` may look at and do, after the attributes were planned. */
export interface PlanCustomization {
  /** undefined when the object is created. */
  readonly prior: PlainObject | undefined;
  readonly config: PlainObject;
  /** As planned so far. */
  readonly planned: PlainObject;
  /** Whether the attribute differs from before. */
  hasChange(name: string): boolean;
  forceNew(name: string): void;
  set(name: string, value: PlainObject[string]): void;
  setUnknown(name: string): void;
  error(diagnostic: ProviderDiagnostic): void;
}

/** Makes a row. */
export const resourceType = (name: string, row: Omit<ResourceType, "name">): ResourceType => ({ name, ...row });
