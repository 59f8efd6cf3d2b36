import type { Command } from "./command.ts";
import { evaluate } from "./eval.ts";
import { lab } from "./lab.ts";
import { sandbox } from "./sandbox.ts";

/** The commands, in the order in which help shows them. */
export const commands: readonly Command[] = [sandbox, lab, evaluate];
