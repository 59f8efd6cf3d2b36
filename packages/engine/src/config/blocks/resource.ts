import { bodyShape } from "@lockstep/hcl";
import type { Block } from "@lockstep/hcl";
import { printLocal } from "../../address.ts";
import type { DuplicateWords } from "../../messages/configuration.ts";
import type { ResourceConfig } from "../configuration.ts";
import { readContent } from "../content.ts";
import { providerReference, readConditions, readLifecycle, repetition } from "../meta-arguments.ts";
import { declare, labelName } from "../parts.ts";
import type { BlockKind, ModuleParts } from "../parts.ts";
import { readProvisioners, refuseSecondConnection } from "../provisioners.ts";
import { referenceList } from "../references-list.ts";

/** What Terraform itself reads from the body of a resource. */
export const resourceShape = bodyShape(
  ["count", "for_each", "provider", "depends_on"],
  { lifecycle: [], connection: [], provisioner: ["type"] },
  { open: true },
);

/** … of a data source or an ephemeral resource. */
export const dataShape = bodyShape(["count", "for_each", "provider", "depends_on"], { lifecycle: [] }, { open: true });

/** resource "okta_group" "admins" { … } */
export const resourceBlock: BlockKind = {
  type: "resource",
  labels: ["type", "name"],
  add(block, module) {
    const type = labelName(block, 0, "resource type name", module);
    const name = labelName(block, 1, "resource name", module);
    const resource = readResource(block, "managed", type, name, module);
    declare(module.resources, `${type}.${name}`, resource, module, duplicateWords(type, name, "resource"));
  },
};

const duplicateWords = (type: string, name: string, kind: "resource" | "data resource" | "ephemeral resource"): DuplicateWords => ({
  summary: `Duplicate ${kind === "resource" ? kind : kind.replace(" resource", "")} "${type}" configuration`,
  before: `A ${type} ${kind} named "${name}" was already declared`,
  after: "Resource names must be unique per type in each module.",
});

/** data "okta_group" "everyone" { … } */
export const dataBlock: BlockKind = {
  type: "data",
  labels: ["type", "name"],
  add(block, module) {
    addDataSource(block, module);
  },
};

/** Declares a data source, also one inside a check block. */
export function addDataSource(block: Block, module: ModuleParts): ResourceConfig {
  const type = labelName(block, 0, "data source name", module);
  const name = labelName(block, 1, "data resource name", module);
  const source = readResource(block, "data", type, name, module);
  declare(module.dataSources, `data.${type}.${name}`, source, module, duplicateWords(type, name, "data resource"));
  return source;
}

/** ephemeral "random_password" "p" { … } */
export const ephemeralBlock: BlockKind = {
  type: "ephemeral",
  labels: ["type", "name"],
  add(block, module) {
    const type = labelName(block, 0, "ephemeral resource type", module);
    const name = labelName(block, 1, "ephemeral resource name", module);
    const resource = readResource(block, "ephemeral", type, name, module);
    declare(module.ephemerals, `ephemeral.${type}.${name}`, resource, module, duplicateWords(type, name, "ephemeral resource"));
  },
};

function readResource(block: Block, mode: ResourceConfig["mode"], type: string, name: string, module: ModuleParts): ResourceConfig {
  const content = readContent(block.body, mode === "managed" ? resourceShape : dataShape);
  module.diagnostics.push(...content.diagnostics);
  const owner = printLocal({ mode, type, name });
  const repeated = repetition(content, module);
  if (mode === "managed") refuseSecondConnection(content.blocks, "This resource", module);
  const provider = providerReference(content.attributes.get("provider"), module);
  return {
    mode,
    type,
    name,
    typeRange: block.labels[0]?.range ?? block.typeRange,
    nameRange: block.labels[1]?.range ?? block.typeRange,
    body: block.body,
    ...repeated,
    dependsOn: referenceList(content.attributes.get("depends_on"), module),
    ...(provider && { provider }),
    lifecycle: mode === "managed" ? readLifecycle(content.blocks, owner, module) : readConditions(content.blocks, mode, owner, module),
    provisioners: mode === "managed" ? readProvisioners(content.blocks, module) : [],
    range: block.headerRange,
  };
}
