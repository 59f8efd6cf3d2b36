import { bodyShape } from "@lockstep/hcl";
import type { Attribute, BodyShape } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import type { ModuleCall, ProviderReference } from "../configuration.ts";
import { readContent } from "../content.ts";
import { readProviderReference, repetition } from "../meta-arguments.ts";
import { declare, labelName } from "../parts.ts";
import type { BlockKind, ModuleParts } from "../parts.ts";
import { referenceList } from "../references-list.ts";
import { textSetting } from "../settings.ts";
import { parseConstraints } from "../versions.ts";
import { mapItems } from "../static-form.ts";

const reservedBlocks = ["lifecycle", "locals", "provider", "connection", "provisioner"];

/** What Terraform itself reads from a module block; all other arguments are the module's input variables. */
export const moduleShape = bodyShape(
  ["source!", "version", "count", "for_each", "depends_on", "providers"],
  Object.fromEntries(reservedBlocks.map((type) => [type, []])),
  { open: true },
);

/** The arguments of a call that are values for the module's input variables. */
export const moduleArguments = ({ module }: ModuleCall): BodyShape => bodyShape([...(module?.variables.keys() ?? [])], {}, { open: true });

/** module "applications" { source = "./modules/applications" } */
export const moduleBlock: BlockKind = {
  type: "module",
  labels: ["name"],
  add(block, module) {
    const name = labelName(block, 0, "module instance name", module);
    const content = readContent(block.body, moduleShape);
    module.diagnostics.push(...content.diagnostics);
    for (const { type, typeRange } of content.blocks) module.diagnostics.push(messages.reservedBlock(type, "module", typeRange));
    const source = textSetting(content, "source", module);
    const version = textSetting(content, "version", module);
    const versionRange = content.attributes.get("version")?.expression.range;
    const understood = version === undefined || parseConstraints(version) !== undefined;
    if (!understood && versionRange) module.diagnostics.push(messages.invalidConstraint(versionRange));
    const call = {
      name,
      source: source ?? "",
      ...(version !== undefined && understood && { version }),
      body: block.body,
      ...repetition(content, module),
      dependsOn: referenceList(content.attributes.get("depends_on"), module),
      providers: passedProviders(content.attributes.get("providers"), module),
      range: block.headerRange,
      sourceRange: content.attributes.get("source")?.expression.range ?? block.headerRange,
    };
    declare(module.calls, name, call, module, {
      summary: "Duplicate module call",
      before: `A module call named "${name}" was already defined`,
      after: "Module calls must have unique names within a module.",
    });
  },
};

function passedProviders(attribute: Attribute | undefined, module: ModuleParts): ReadonlyMap<string, ProviderReference> {
  const passed = new Map<string, ProviderReference>();
  if (!attribute) return passed;
  const items = mapItems(attribute.expression);
  if (!items) module.diagnostics.push(messages.staticMapRequired(attribute.expression.range));
  for (const [key, value] of items ?? []) {
    const inside = readProviderReference(key, module);
    const outside = readProviderReference(value, module);
    if (inside && outside) passed.set(inside.alias === undefined ? inside.localName : `${inside.localName}.${inside.alias}`, outside);
  }
  return passed;
}
