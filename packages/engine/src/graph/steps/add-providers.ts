import * as messages from "../../messages.ts";
import type { Module } from "../../config/configuration.ts";
import { addNode } from "../plan-graph.ts";
import type { GraphBuild } from "../plan-graph.ts";
import { nodeKey } from "../plan-node.ts";
import { parseProviderAddress, providerAddress, sourceOf } from "../providers.ts";

/** Provider configurations: those written, and the empty ones that are implied where one is used. */
export function addProviders(build: GraphBuild): void {
  for (const { module } of build.input.chains) {
    for (const config of module.providers.values()) {
      const source = sourceOf(module, config.localName);
      const address = providerAddress({ module, source, alias: config.alias });
      addNode(build, [], address, { kind: "provider", module, address, source, config });
    }
  }
  for (const address of usedProviders(build)) if (!build.byKey.has(nodeKey([], address.text))) addImplied(build, address);
}

interface UsedProvider {
  readonly text: string;
  /** A resource of the state that needs it. */
  readonly orphan?: string;
}

function usedProviders(build: GraphBuild): UsedProvider[] {
  const used: UsedProvider[] = [];
  for (const id of build.graph.ids()) {
    const node = build.graph.node(id);
    if (node.kind === "resource" && node.provider !== "") used.push({ text: node.provider });
    if (node.kind !== "orphan") continue;
    for (const resource of node.resources) if (resource.address.mode === "managed") used.push({ text: resource.provider, orphan: resource.text });
  }
  return used;
}

// An object can outlive its provider's configuration; without it there is no way to reach it.
function addImplied(build: GraphBuild, { text, orphan }: UsedProvider): void {
  const parsed = parseProviderAddress(text);
  const root: Module = build.input.configuration.root;
  if (parsed && parsed.alias === undefined && parsed.module.length === 0) {
    addNode(build, [], text, { kind: "provider", module: root, address: text, source: parsed.source });
  } else if (orphan !== undefined && !build.diagnostics.some(({ detail }) => detail.includes(orphan))) {
    build.diagnostics.push(messages.providerConfigurationGone(orphan, text));
  }
}
