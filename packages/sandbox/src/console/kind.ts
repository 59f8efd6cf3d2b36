import type { Org } from "../org.ts";
import type { Stored } from "../store/collection.ts";
import { textAt, type JsonObject } from "../store/json.ts";
import type { Html, Part } from "./html.ts";
import type { AdminVisit } from "./visit.ts";

/** A kind of object in the console: its list, an object's page, and what can be done there. */
export interface Kind {
  /** Its place in addresses: groups, in /admin/groups. */
  readonly path: string;
  /** Where the navigation has it; kinds that are reached from others have none. */
  readonly section?: string;
  readonly title: string;
  /** One of them, in a sentence: group. */
  readonly one: string;
  readonly list: (org: Org) => readonly Stored[];
  readonly name: (stored: Stored) => string;
  /** What lists and pages say beside the name. */
  readonly columns: readonly Column[];
  /** The object's path in the API. */
  readonly api: (stored: Stored) => string;
  readonly fields: readonly Field[];
  /** Sends only what was changed, by POST; otherwise the whole object, by PUT. */
  readonly partly?: boolean;
  /** Why an object cannot be changed, when it cannot. */
  readonly locked?: (stored: Stored) => string | undefined;
  readonly steps?: (stored: Stored) => readonly Step[];
  readonly removable?: (stored: Stored) => boolean;
  readonly create?: Creation;
  readonly belongings?: readonly Belonging[];
  /** Further parts of an object's page. */
  readonly more?: (visit: AdminVisit, stored: Stored) => Part;
  /** The object it belongs to, for the way back. */
  readonly above?: (org: Org, stored: Stored) => { readonly name: string; readonly path: string } | undefined;
}

/** A column of a list, which is a line on an object's page too. */
export interface Column {
  readonly title: string;
  readonly value: (stored: Stored, org: Org) => Html | string;
}

/** Something that can be written: its label, and its place in the object. */
export interface Field {
  readonly label: string;
  readonly path: string;
  readonly required?: boolean;
  readonly type?: "text" | "email" | "url";
}

/** A change of status. */
export interface Step {
  readonly verb: string;
  readonly label: string;
  /** Asked for again before it is done, with these words. */
  readonly warning?: string;
}

/** How a new object is made. */
export interface Creation {
  readonly fields: readonly Field[];
  readonly api: string;
}

/** Objects that belong to another: people of a group, groups of an application. */
export interface Belonging {
  /** Its place in addresses: people. */
  readonly path: string;
  readonly title: string;
  /** What one is called by: Username. */
  readonly label: string;
  readonly list: (org: Org, stored: Stored) => readonly Member[];
  /** Who could be added, by what they are called. */
  readonly candidates: (org: Org) => readonly { readonly id: string; readonly called: string }[];
  readonly add: (stored: Stored, id: string) => { readonly method: string; readonly path: string; readonly body?: JsonObject };
  readonly take: (stored: Stored, id: string) => string;
  /** Why nobody can be added or taken away, when that is so. */
  readonly locked?: (stored: Stored) => string | undefined;
}

/** One who belongs. */
export interface Member {
  readonly id: string;
  readonly called: string;
  /** Its page. */
  readonly path: string;
  readonly note?: string;
}

/** The status of an object as people read it. */
export const statusColumn: Column = { title: "Status", value: ({ body }) => statusWord(textAt(body, "status") ?? "") };

/** "ACTIVE" as people read it: Active. */
export const statusWord = (status: string): string => {
  const word = status.replaceAll("_", " ").toLowerCase();
  return word.charAt(0).toUpperCase() + word.slice(1);
};

/** A column that shows the text at a path. */
export const textColumn = (title: string, path: string): Column => ({ title, value: ({ body }) => textAt(body, path) ?? "" });

/** Activate or deactivate, by status. */
export const switching = (one: string) => ({ body }: Stored): readonly Step[] =>
  body["status"] === "INACTIVE" ? [{ verb: "activate", label: "Activate" }] : [{ verb: "deactivate", label: "Deactivate", warning: `The ${one} has no effect until it is activated again.` }];

/** The name most objects have. */
export const nameOf = ({ body }: Stored): string => textAt(body, "name") ?? "";
