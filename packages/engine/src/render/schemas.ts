import { parseProviderAddress } from "../graph/providers.ts";
import type { ProviderFactory, ProviderSchemas } from "../provider.ts";
import type { SchemaOf } from "./plan-text.ts";

/** Finds schemas among these providers, as the renderers ask for them. */
export function schemasOf(providers: ReadonlyMap<string, ProviderFactory>): { readonly schemaOf: SchemaOf; readonly schemas: (source: string) => ProviderSchemas | undefined } {
  const schemas = (source: string): ProviderSchemas | undefined => providers.get(source)?.schemas;
  return {
    schemas,
    schemaOf: ({ provider, address }) => {
      const found = schemas(parseProviderAddress(provider)?.source ?? "");
      return (address.mode === "data" ? found?.dataSources : found?.resourceTypes)?.get(address.type);
    },
  };
}
