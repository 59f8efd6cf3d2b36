// The list of data sources. One exists when it stands here.
import type { DataSource } from "../table/data-source.ts";

/** Every data source of the provider. */
export const dataSources: readonly DataSource[] = [];
