// The bodies of a folder's files → what they declare.
import { bodyShape } from "@lockstep/hcl";
import type { Block, Body, Diagnostic } from "@lockstep/hcl";
import { blockKinds } from "./blocks/index.ts";
import { readContent } from "./content.ts";
import { applyOverrides } from "./override.ts";
import { emptyParts } from "./parts.ts";
import type { ModuleParts } from "./parts.ts";
import type { FolderBodies } from "./read-folder.ts";

const fileShape = bodyShape([], Object.fromEntries(blockKinds.map(({ type, labels }) => [type, labels])));
const kindOf = new Map(blockKinds.map((kind) => [kind.type, kind]));

/** What the files of a folder declare, with all that is wrong about it. */
export function readModule(bodies: FolderBodies): ModuleParts {
  const parts = emptyParts();
  parts.diagnostics.push(...bodies.diagnostics);
  const primary = topBlocks(bodies.primary, parts.diagnostics);
  const overrides = topBlocks(bodies.override, parts.diagnostics);
  for (const block of applyOverrides(primary, overrides, parts.diagnostics)) kindOf.get(block.type)?.add(block, parts);
  return parts;
}

function topBlocks(bodies: readonly Body[], diagnostics: Diagnostic[]): readonly Block[] {
  return bodies.flatMap((body) => {
    const content = readContent(body, fileShape);
    for (const diagnostic of content.diagnostics) diagnostics.push(diagnostic);
    return content.blocks;
  });
}
