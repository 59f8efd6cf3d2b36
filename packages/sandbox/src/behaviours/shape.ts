import type { Call } from "../call.ts";
import type { Target } from "../log/event.ts";
import type { Paging } from "../http/paging.ts";
import type { Reading } from "../http/expression.ts";
import type { Stored } from "../store/collection.ts";
import type { JsonObject } from "../store/json.ts";

/** Which of a collection's operations there are. */
export type Operation = "list" | "create" | "get" | "update" | "delete";

/** Where an object is being shown. Okta's lists and answers to writes differ a little from its GETs. */
export type Showing = "list" | "object" | "create" | "update" | "lifecycle";

/** What goes into and comes out of a collection, as data. The behaviours read it. */
export interface Shape {
  /** The name in the store. */
  readonly collection: string;
  /** The list's path: /api/v1/groups, /api/v1/policies/{policyId}/rules. */
  readonly path: string;
  /** The object's parameter in the path: groupId. */
  readonly id: string;
  readonly idPrefix: string;
  /** Okta's internal name, as its 404 says it: UserGroup. */
  readonly kind: string;
  /** The collection that the objects lie in, when the path names one. */
  readonly parent?: Parent;
  /** All five, unless it says otherwise. */
  readonly operations?: readonly Operation[];
  /** 200, unless it says otherwise: there is no pattern to guess from. */
  readonly createStatus?: 200 | 201;
  readonly updateMethods?: readonly ("PUT" | "POST" | "PATCH")[];
  /** Paths that a create or update must fill. */
  readonly required?: readonly string[];
  /** A path whose value no other object of the collection (under the same parent) may have. */
  readonly unique?: { readonly path: string; readonly field: string };
  /** What of a request is kept, with what the server adds. The request itself, unless it says otherwise. */
  readonly accept?: (request: JsonObject, at: Accepting) => JsonObject;
  /** What is kept and never shown. */
  readonly hide?: (request: JsonObject, at: Accepting) => JsonObject;
  /** Fields of the server's that an update leaves alone, besides id, created, status and system. */
  readonly kept?: readonly string[];
  /** The status a new object has, when it has one. */
  readonly status?: "ACTIVE" | "INACTIVE";
  /** The object's time fields; created and lastUpdated unless it says otherwise. */
  readonly times?: readonly ("created" | "lastUpdated")[];
  readonly lifecycle?: Lifecycle;
  readonly list?: Listing;
  readonly find?: (id: string, call: Call) => Stored | undefined;
  readonly links?: (stored: Stored, call: Call) => JsonObject;
  /** The object as it is shown, where that is not body and links. */
  readonly show?: (shown: JsonObject, at: { stored: Stored; call: Call; in: Showing }) => JsonObject;
  /** Refuses by throwing: objects in use, objects of the system. */
  readonly mayUpdate?: (stored: Stored, call: Call) => void;
  readonly mayDelete?: (stored: Stored, call: Call) => void;
  /** What else a write brings about. */
  readonly created?: (stored: Stored, call: Call) => void;
  readonly updated?: (stored: Stored, call: Call, before: JsonObject) => void;
  readonly deleted?: (stored: Stored, call: Call) => void;
  readonly events?: Events;
}

/** What `accept` and `hide` may look at. */
export interface Accepting {
  readonly call: Call;
  /** The object as it is, when this is an update. */
  readonly old?: Stored;
  readonly parent?: Stored;
}

/** The object that a collection's objects lie under. */
export interface Parent {
  readonly collection: string;
  readonly param: string;
  readonly kind: string;
  /** Finds it by another word than its id: authorization server "default". */
  readonly find?: (id: string, call: Call) => Stored | undefined;
}

/** How a list answers. */
interface Listing extends Paging {
  /** Which objects are in it, by the query: /policies?type= */
  readonly where?: (stored: Stored, call: Call) => boolean;
  /** Paths whose values `q` is held against. */
  readonly q?: readonly string[];
  readonly filter?: Reading;
  readonly search?: Reading;
  readonly order?: (left: Stored, right: Stored) => number;
  /** The object the list stands in, where Okta wraps it: {"roles": […]}. */
  readonly wrap?: string;
}

/** Activate and deactivate, and what they answer. */
interface Lifecycle {
  /** Okta has four ways: {} · the whole object · 204 · 200 with an empty body. */
  readonly answer: "empty-object" | "object" | "no-content" | "empty";
  /** Only an inactive object may be deleted. */
  readonly deleteOnlyInactive?: boolean;
  readonly changed?: (stored: Stored, call: Call) => void;
  readonly may?: (stored: Stored, call: Call, to: string) => void;
}

/** The System Log's event types for what happens to an object, and how it is named in them. */
export interface Events {
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
  readonly activate?: string;
  readonly deactivate?: string;
  /** Okta's name for the kind of target: UserGroup. */
  readonly targetType: string;
  /** The path of the name people know it by. */
  readonly name?: string;
  readonly targets?: (stored: Stored, call: Call) => Target[];
  /** Whether Okta's catalogue says that the event tells old and new values. */
  readonly tellsChanges?: boolean;
}
