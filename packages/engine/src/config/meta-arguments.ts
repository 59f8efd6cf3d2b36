// The arguments that Terraform itself reads from resource, data and module blocks.
import { bodyShape, references } from "@lockstep/hcl";
import type { Attribute, Block, Expression } from "@lockstep/hcl";
import * as messages from "../messages.ts";
import { findMention, readCheckRule } from "./check-rules.ts";
import type { ConditionCheck } from "./check-rules.ts";
import type { CheckRule, Lifecycle, ProviderReference } from "./configuration.ts";
import { readContent } from "./content.ts";
import type { BodyContent } from "./content.ts";
import type { ModuleParts } from "./parts.ts";
import { parseReference } from "./reference.ts";
import { literalReference, referenceList } from "./references-list.ts";
import { switchSetting } from "./settings.ts";
import { keywordOf, listItems, quotedText, staticForm, textRange } from "./static-form.ts";

/** `count` and `for_each` of a block, of which there may be one. `of` is "resources" or "modules". */
export function repetition(content: BodyContent, module: ModuleParts): { count?: Attribute; forEach?: Attribute } {
  const count = content.attributes.get("count");
  const forEach = content.attributes.get("for_each");
  if (count && forEach) module.diagnostics.push(messages.countWithForEach("resources", forEach.nameRange));
  if (forEach) return { forEach };
  return count ? { count } : {};
}

/** `provider = okta.prod` */
export function providerReference(attribute: Attribute | undefined, module: ModuleParts): ProviderReference | undefined {
  if (!attribute) return undefined;
  return readProviderReference(attribute.expression, module);
}

/** The name of a provider configuration, also in quotes as Terraform 0.11 had it. */
export function readProviderReference(item: Expression, module: ModuleParts): ProviderReference | undefined {
  const expression = quotedText(item) === undefined ? item : literalReference(item, module);
  if (!expression) return undefined;
  const traversal = staticForm(expression);
  if (traversal?.kind !== "scope-traversal") {
    module.diagnostics.push(messages.ambiguousProvider(expression.range));
    return undefined;
  }
  const [alias, ...more] = traversal.steps;
  if (more.length > 0 || (alias && alias.kind !== "attribute")) {
    module.diagnostics.push(messages.ambiguousProvider(expression.range));
    return undefined;
  }
  return { localName: traversal.root, ...(alias && { alias: alias.name }), range: expression.range };
}

const lifecycleShape = bodyShape(["create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by"], {
  precondition: [],
  postcondition: [],
});

export const noLifecycle: Lifecycle = { ignoreChanges: [], replaceTriggeredBy: [], preconditions: [], postconditions: [] };

/** The first `lifecycle` block of a managed resource. */
export function readLifecycle(blocks: readonly Block[], owner: string, module: ModuleParts): Lifecycle {
  const block = onlyLifecycle(blocks, module);
  if (!block) return noLifecycle;
  const content = readContent(block.body, lifecycleShape);
  module.diagnostics.push(...content.diagnostics);
  const createBeforeDestroy = switchSetting(content, "create_before_destroy", module);
  const preventDestroy = switchSetting(content, "prevent_destroy", module);
  return {
    ...(createBeforeDestroy !== undefined && { createBeforeDestroy }),
    ...(preventDestroy !== undefined && { preventDestroy }),
    ignoreChanges: ignoreChanges(content.attributes.get("ignore_changes"), module),
    replaceTriggeredBy: replaceTriggers(content.attributes.get("replace_triggered_by"), module),
    ...conditions(content.blocks, owner, module),
    range: block.headerRange,
  };
}

/** The `lifecycle` block of a data source or an ephemeral resource: conditions only. */
export function readConditions(blocks: readonly Block[], mode: "data" | "ephemeral", owner: string, module: ModuleParts): Lifecycle {
  const block = onlyLifecycle(blocks, module);
  if (!block) return noLifecycle;
  const content = readContent(block.body, lifecycleShape);
  const refused = [...content.attributes.values()].map((attribute) => messages.lifecycleOnlyManaged(mode, attribute.name, attribute.nameRange));
  module.diagnostics.push(...content.diagnostics, ...refused);
  return { ...noLifecycle, ...conditions(content.blocks, owner, module), range: block.headerRange };
}

function onlyLifecycle(blocks: readonly Block[], module: ModuleParts): Block | undefined {
  const [first, ...more] = blocks.filter((block) => block.type === "lifecycle");
  if (first) for (const block of more) module.diagnostics.push(messages.duplicateLifecycle(first.headerRange, block.headerRange));
  return first;
}

function conditions(blocks: readonly Block[], owner: string, module: ModuleParts): { preconditions: CheckRule[]; postconditions: CheckRule[] } {
  const of = (type: string): CheckRule[] =>
    blocks
      .filter((block) => block.type === type)
      .map((block) => readCheckRule(block, type, module, notOfItself(type, owner)))
      .filter((rule) => rule !== undefined);
  return { preconditions: of("precondition"), postconditions: of("postcondition") };
}

// A condition speaks of its own resource as `self`, and only after it was made.
const notOfItself =
  (kind: string, owner: string): ConditionCheck =>
  (condition, errorMessage) =>
    [condition, ...(errorMessage ? [errorMessage] : [])].flatMap((expression) => {
      const mention = findMention(expression, (subject) => subject.kind === "resource" && subject.address === owner);
      return mention ? [messages.conditionOfItself(kind, owner, mention.range)] : [];
    });

function ignoreChanges(attribute: Attribute | undefined, module: ModuleParts): readonly Expression[] | "all" {
  if (attribute && keywordOf(attribute.expression) === "all") return "all";
  return referenceList(attribute, module);
}

function replaceTriggers(attribute: Attribute | undefined, module: ModuleParts): readonly Expression[] {
  if (!attribute) return [];
  const items = listItems(attribute.expression);
  if (!items) {
    module.diagnostics.push(messages.staticListRequired(textRange(attribute.expression)));
    return [];
  }
  const triggers = items.map((item) => staticForm(item) ?? item);
  for (const trigger of triggers) checkTrigger(trigger, module);
  return triggers;
}

function checkTrigger(trigger: Expression, module: ModuleParts): void {
  let resources = 0;
  let others = 0;
  for (const traversal of references(trigger)) {
    const { reference, problem } = parseReference(traversal);
    const subject = reference?.subject;
    if (problem) module.diagnostics.push(problem);
    else if (subject?.kind === "resource") resources++;
    else if (!((subject?.kind === "count" && subject.name === "index") || (subject?.kind === "each" && subject.name === "key"))) {
      others++;
      module.diagnostics.push(messages.triggerNotResource(trigger.range));
    }
  }
  if (resources === 0 && others > 0) module.diagnostics.push(messages.triggerMissingResource(trigger.range));
}
