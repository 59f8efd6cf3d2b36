import { isOn } from "../arguments.ts";
import type { Call } from "../commands/command.ts";
import type { Terminal } from "../terminal.ts";

/** The terminal as -no-color wants it. */
export const colourless = ({ terminal, flags }: Pick<Call, "terminal" | "flags">): Terminal => (isOn(flags, "no-color") ? { ...terminal, color: false } : terminal);
