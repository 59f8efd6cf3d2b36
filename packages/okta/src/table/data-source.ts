// What the row of a data source can say: its attributes, and how it is read.
import type { ProviderDiagnostic } from "@lockstep/engine";
import type { Attributes } from "./attribute.ts";
import type { Calls } from "./calls.ts";
import type { PlainObject } from "./plain.ts";

/** A data source. Its attributes need no paths, unless `read` decodes with them. */
export interface DataSource {
  readonly name: string;
  readonly describe: string;
  readonly style?: "sdk" | "framework";
  readonly attributes: Attributes;
  readonly scopes?: { readonly read: readonly string[] };
  /** All attributes of the answer, `id` among them; those not said are null. */
  readonly read: (query: DataQuery) => Promise<DataFound>;
}

export interface DataQuery {
  /** The arguments, with defaults. */
  readonly values: PlainObject;
  /** Lists and objects come from the same cache as those of resources. */
  readonly calls: Calls;
}

export interface DataFound {
  readonly values?: PlainObject;
  readonly diagnostics: readonly ProviderDiagnostic[];
}

/** Makes the row of a data source. */
export const dataSource = (name: string, row: Omit<DataSource, "name">): DataSource => ({ name, ...row });
