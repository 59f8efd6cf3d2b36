import { printLocal } from "../../address.ts";
import * as messages from "../../messages.ts";
import { addNode } from "../plan-graph.ts";
import type { GraphBuild } from "../plan-graph.ts";
import { providerAddress, resolveProvider } from "../providers.ts";

/** Managed resources, data sources and ephemeral resources. */
export function addResources(build: GraphBuild): void {
  for (const chain of build.input.chains) {
    const { module } = chain;
    for (const config of [...module.dataSources.values(), ...module.resources.values(), ...module.ephemerals.values()]) {
      const provider = resolveProvider(chain, config);
      if (!provider) build.diagnostics.push(messages.providerNotConfigured(printLocal(config), config.provider?.range ?? config.range));
      addNode(build, module.path, printLocal(config), { kind: "resource", module, config, provider: provider ? providerAddress(provider) : "" });
    }
  }
}
