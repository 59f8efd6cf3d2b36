import type { BlockKind } from "../parts.ts";
import { checkBlock } from "./check.ts";
import { importBlock } from "./import.ts";
import { localsBlock } from "./locals.ts";
import { moduleBlock } from "./module.ts";
import { movedBlock } from "./moved.ts";
import { outputBlock } from "./output.ts";
import { providerBlock } from "./provider.ts";
import { removedBlock } from "./removed.ts";
import { dataBlock, ephemeralBlock, resourceBlock } from "./resource.ts";
import { terraformBlock } from "./terraform.ts";
import { variableBlock } from "./variable.ts";

/** The kinds of block at the top of a file. */
export const blockKinds: readonly BlockKind[] = [
  terraformBlock,
  providerBlock,
  variableBlock,
  localsBlock,
  outputBlock,
  moduleBlock,
  resourceBlock,
  dataBlock,
  ephemeralBlock,
  checkBlock,
  movedBlock,
  removedBlock,
  importBlock,
];
