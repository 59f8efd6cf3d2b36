import { references } from "@lockstep/hcl";
import type { Diagnostic, ScopeTraversalExpression } from "@lockstep/hcl";
import { printLocal } from "../address.ts";
import { bodyReferences } from "../config/body-references.ts";
import type { ResourceConfig } from "../config/configuration.ts";
import { parseReference } from "../config/reference.ts";
import * as messages from "../messages.ts";
import type { InstanceKey } from "../state/state.ts";
import type { InstanceWork } from "./plan-instance.ts";

/** Where an instance's configuration mentions the instance itself. */
export function selfReferences({ config, address, text }: InstanceWork): Diagnostic[] {
  return ownReferences(config)
    .filter(({ key }) => key === address.key)
    .map(({ traversal }) => messages.selfReference(text, traversal.range));
}

interface OwnReference {
  readonly traversal: ScopeTraversalExpression;
  readonly key: InstanceKey;
}

const known = new WeakMap<ResourceConfig, readonly OwnReference[]>();

function ownReferences(config: ResourceConfig): readonly OwnReference[] {
  const found = known.get(config) ?? collect(config);
  known.set(config, found);
  return found;
}

const notItsOwn = new Set(["provisioner", "connection", "lifecycle", "depends_on", "provider"]);

function collect(config: ResourceConfig): OwnReference[] {
  const all = [...bodyReferences(config.body, notItsOwn), ...(config.forEach ? references(config.forEach.expression) : [])];
  return all.flatMap((traversal) => {
    const { reference } = parseReference(traversal);
    if (reference?.subject.kind !== "resource" || reference.subject.address !== printLocal(config)) return [];
    const [first] = reference.rest;
    const raw = first?.kind === "index" ? first.key.raw : undefined;
    return [{ traversal, key: typeof raw === "string" || typeof raw === "number" ? raw : undefined }];
  });
}
