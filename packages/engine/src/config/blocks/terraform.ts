import { bodyShape, stringType } from "@lockstep/hcl";
import type { Attribute, Block, Expression, SourceRange } from "@lockstep/hcl";
import * as messages from "../../messages.ts";
import type { RequiredProvider } from "../configuration.ts";
import { readAttributes, readContent } from "../content.ts";
import { readProviderReference } from "../meta-arguments.ts";
import { isName } from "../parts.ts";
import type { BlockKind, ModuleParts } from "../parts.ts";
import { impliedProviderSource, parseProviderSource } from "../provider-source.ts";
import { textSetting } from "../settings.ts";
import { convertValue } from "../conversion.ts";
import { constantValue } from "../constant.ts";
import { keywordOf, listItems, mapItems, quotedText } from "../static-form.ts";
import { parseConstraints } from "../versions.ts";

const shape = bodyShape(["required_version", "experiments", "language"], {
  backend: ["type"],
  cloud: [],
  required_providers: [],
  provider_meta: ["provider"],
});

/** terraform { required_providers { … } } */
export const terraformBlock: BlockKind = {
  type: "terraform",
  labels: [],
  add(block, module) {
    const content = readContent(block.body, shape);
    module.diagnostics.push(...content.diagnostics);
    const constraint = textSetting(content, "required_version", module);
    const written = content.attributes.get("required_version");
    if (constraint !== undefined && written) {
      if (parseConstraints(constraint)) module.requiredVersion.push({ constraint, range: written.range });
      else module.diagnostics.push(messages.invalidConstraint(written.expression.range));
    }
    const experiments = content.attributes.get("experiments");
    if (experiments && listItems(experiments.expression)?.length !== 0) module.diagnostics.push(messages.experimentsRefused(experiments.expression.range));
    for (const nested of content.blocks) nestedBlocks[nested.type]?.(nested, module);
  },
};

const nestedBlocks: Readonly<Record<string, (block: Block, module: ModuleParts) => void>> = {
  backend(block, module) {
    module.backend = block;
  },
  cloud(block, module) {
    module.cloud = block;
  },
  required_providers: readRequirements,
};

function readRequirements(block: Block, module: ModuleParts): void {
  if (module.requiredProvidersRange) {
    module.diagnostics.push(messages.duplicateRequirements(module.requiredProvidersRange, block.headerRange));
    return;
  }
  module.requiredProvidersRange = block.headerRange;
  const content = readAttributes(block.body);
  module.diagnostics.push(...content.diagnostics);
  for (const attribute of content.attributes.values()) {
    if (!isName(attribute.name)) module.diagnostics.push(messages.invalidName("provider local name", attribute.nameRange));
    const requirement = readRequirement(attribute, module);
    const earlier = [...module.requiredProviders].find(([, { source }]) => source === requirement.source)?.[0];
    const [first = "", second = ""] = earlier === undefined ? [] : [earlier, attribute.name].sort();
    if (earlier !== undefined) module.diagnostics.push(messages.providerRequiredTwice(requirement.source, first, second, firstRange(module, attribute, first)));
    module.requiredProviders.set(attribute.name, requirement);
  }
}

// Terraform names the two in the order of their names, and points at the first.
const firstRange = (module: ModuleParts, attribute: Attribute, first: string): SourceRange =>
  first === attribute.name ? attribute.expression.range : (module.requiredProviders.get(first)?.range ?? attribute.range);

// okta = { source = "okta/okta", version = "~> 4.0", configuration_aliases = [okta.prod] }, or the version alone.
function readRequirement(attribute: Attribute, module: ModuleParts): RequiredProvider {
  const { expression, name } = attribute;
  const { range } = expression;
  const implied = { source: impliedProviderSource(name), configurationAliases: [], range };
  const items = mapItems(expression);
  if (!items) {
    const version = constraintText(expression, module);
    return version === undefined ? implied : { ...implied, version };
  }
  let requirement: RequiredProvider = implied;
  for (const [key, value] of items) {
    const property = quotedText(key) ?? keywordOf(key) ?? "";
    const read = properties[property];
    if (read) requirement = { ...requirement, ...read(value, module) };
    else module.diagnostics.push(messages.requirementProperty(key.range));
  }
  return requirement;
}

const properties: Readonly<Record<string, (value: Expression, module: ModuleParts) => Partial<RequiredProvider>>> = {
  version(value, module) {
    const version = constraintText(value, module);
    return version === undefined ? {} : { version };
  },
  source(value, module) {
    const raw = constantValue(value).value.raw;
    const text = typeof raw === "string" ? raw : undefined;
    if (text === undefined) module.diagnostics.push(messages.sourceNotText(value.range));
    const source = text === undefined ? undefined : parseProviderSource(text);
    if (text !== undefined && source === undefined) module.diagnostics.push(messages.invalidProviderSource(value.range));
    return source === undefined ? {} : { source };
  },
  configuration_aliases(value, module) {
    const items = listItems(value);
    if (!items) module.diagnostics.push(messages.staticListRequired(value.range));
    const aliases = (items ?? []).map((item) => readProviderReference(item, module)).filter((item) => item !== undefined);
    return { configurationAliases: aliases.map(({ localName, alias }) => (alias === undefined ? localName : `${localName}.${alias}`)) };
  },
};

function constantText(expression: Expression): string | undefined {
  const { value, diagnostics } = constantValue(expression);
  const raw = diagnostics.length === 0 ? convertValue(value, stringType).value?.raw : undefined;
  return typeof raw === "string" ? raw : undefined;
}

function constraintText(expression: Expression, module: ModuleParts): string | undefined {
  const text = constantText(expression);
  if (text === undefined) module.diagnostics.push(messages.requirementNotObject(expression.range));
  else if (!parseConstraints(text)) module.diagnostics.push(messages.invalidConstraint(expression.range));
  return text;
}
