import { bodyShape } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import { readContent } from "../content.ts";
import { declare, isName } from "../parts.ts";
import type { BlockKind } from "../parts.ts";
import { textSetting } from "../settings.ts";
import { parseConstraints } from "../versions.ts";

const reserved = ["count", "depends_on", "for_each", "source"];

/** What Terraform itself reads from a provider block; the rest is the provider's own. */
export const providerShape = bodyShape(["alias", "version", ...reserved], { lifecycle: [], locals: [] }, { open: true });

/** provider "okta" { org_name = … } */
export const providerBlock: BlockKind = {
  type: "provider",
  labels: ["name"],
  add(block, module) {
    const localName = block.labels[0]?.value ?? "";
    const content = readContent(block.body, providerShape);
    module.diagnostics.push(...content.diagnostics);
    for (const { name, nameRange } of content.attributes.values()) {
      if (reserved.includes(name)) module.diagnostics.push(messages.reservedArgument(name, "provider", nameRange));
    }
    for (const { type, typeRange } of content.blocks) module.diagnostics.push(messages.reservedBlock(type, "provider", typeRange));
    const written = content.attributes.get("alias");
    const alias = textSetting(content, "alias", module);
    if (written && (alias === undefined || !isName(alias))) module.diagnostics.push(messages.invalidAlias());
    const versionRange = content.attributes.get("version")?.expression.range;
    const version = textSetting(content, "version", module);
    if (versionRange) module.diagnostics.push(messages.versionInProvider(versionRange));
    if (version !== undefined && versionRange && !parseConstraints(version)) module.diagnostics.push(messages.invalidConstraint(versionRange));
    const key = alias === undefined ? localName : `${localName}.${alias}`;
    const provider = { localName, ...(alias !== undefined && { alias }), body: block.body, ...(version !== undefined && { version }), range: block.headerRange };
    declare(module.providers, key, provider, module, duplicateWords(key, alias));
  },
};

const duplicateWords = (key: string, alias: string | undefined) => ({
  summary: "Duplicate provider configuration",
  before:
    alias === undefined
      ? `A default (non-aliased) provider configuration for "${key}" was already given`
      : `A provider configuration for "${key}" with alias "${alias}" was already given`,
  after:
    alias === undefined
      ? 'If multiple configurations are required, set the "alias" argument for alternative configurations.'
      : "Each configuration for the same provider must have a distinct alias.",
});
