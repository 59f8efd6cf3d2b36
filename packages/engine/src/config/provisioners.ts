import { bodyShape, references } from "@lockstep/hcl";
import type { Block, Diagnostic } from "@lockstep/hcl";
import * as messages from "../messages.ts";
import { readContent } from "./content.ts";
import type { ModuleParts } from "./parts.ts";
import { parseReference } from "./reference.ts";
import type { Subject } from "./reference.ts";
import { keywordOf, quotedText } from "./static-form.ts";

/** What Terraform itself reads from a provisioner block; the rest is the provisioner's own. */
export const provisionerShape = bodyShape(["when", "on_failure"], { connection: [], lifecycle: [] }, { open: true });

const keywords: Readonly<Record<string, { readonly allowed: readonly string[]; readonly words: string }>> = {
  when: { allowed: ["create", "destroy"], words: "create or destroy" },
  on_failure: { allowed: ["continue", "fail"], words: "continue or fail" },
};

/** The provisioner blocks among others, with their own settings checked. */
export function readProvisioners(blocks: readonly Block[], module: ModuleParts): Block[] {
  const provisioners = blocks.filter((block) => block.type === "provisioner");
  for (const provisioner of provisioners) checkProvisioner(provisioner, module);
  return provisioners;
}

function checkProvisioner(block: Block, module: ModuleParts): void {
  const content = readContent(block.body, provisionerShape);
  module.diagnostics.push(...content.diagnostics);
  refuseSecondConnection(content.blocks, "This provisioner", module);
  for (const { type, typeRange } of content.blocks) if (type === "lifecycle") module.diagnostics.push(messages.reservedBlock(type, "provisioner", typeRange));
  for (const [name, { allowed, words }] of Object.entries(keywords)) {
    const expression = content.attributes.get(name)?.expression;
    if (!expression) continue;
    if (quotedText(expression) !== undefined && expression.kind !== "json") module.diagnostics.push(messages.quotedKeyword(expression.range));
    const word = quotedText(expression) ?? keywordOf(expression);
    if (word === undefined || !allowed.includes(word)) module.diagnostics.push(messages.invalidKeyword(name, words, expression.range));
    else if (word === "destroy") checkDestroy(block, module);
  }
}

// When an object is destroyed, nothing but itself (and what is the same everywhere) is sure to be there still.
function checkDestroy({ body }: Block, module: ModuleParts): void {
  const attributes = [...body.attributes.values()].filter(({ name }) => !provisionerShape.attributes.has(name));
  const connections = body.blocks.filter(({ type }) => type === "connection").flatMap((connection) => [...connection.body.attributes.values()]);
  const expressions = [...attributes, ...connections].map(({ expression }) => expression);
  const found: Diagnostic[] = expressions.flatMap((expression) =>
    references(expression)
      .filter((traversal) => !isOfItself(parseReference(traversal).reference?.subject))
      .map(() => messages.destroyReference(expression.range)),
  );
  module.diagnostics.push(...found);
}

const isOfItself = (subject: Subject | undefined): boolean =>
  subject?.kind === "self" || subject?.kind === "path" || subject?.kind === "terraform" || (subject?.kind === "count" && subject.name === "index") || (subject?.kind === "each" && subject.name === "key");

/** `when = destroy` */
export function isForDestroy({ body }: Block): boolean {
  const when = body.attributes.get("when")?.expression;
  return when !== undefined && (quotedText(when) ?? keywordOf(when)) === "destroy";
}

/** There is one way to reach a thing. */
export function refuseSecondConnection(blocks: readonly Block[], owner: string, module: ModuleParts): void {
  const [first, ...more] = blocks.filter(({ type }) => type === "connection");
  if (first) for (const block of more) module.diagnostics.push(messages.secondConnection(owner, first.headerRange, block.headerRange));
}
