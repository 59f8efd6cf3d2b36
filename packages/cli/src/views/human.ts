import { colourStyle, plainStyle, renderPlan, schemasOf, type EngineEvent, type State } from "@lockstep/engine";
import { SENSITIVE, printConsole, type Value } from "@lockstep/hcl";
import type { Call } from "../commands/command.ts";
import type { Project } from "../local/project.ts";
import { plural } from "../local/usage.ts";
import { paint, say, type Terminal } from "../terminal.ts";
import { colourless } from "./colour.ts";
import { onlyOnce, showDiagnostics } from "./diagnostics.ts";
import { progressLine } from "./progress.ts";
import type { ApplyFacts, PlanFacts, View } from "./view.ts";

const rule = "─".repeat(77);

/** The voice for people: what a Terraform user reads without learning. */
export function humanView(call: Call, { providers }: Pick<Project, "providers">): View {
  const terminal = colourless(call);
  const status = new StatusLine(terminal);
  const once = onlyOnce();
  const style = terminal.color ? colourStyle : plainStyle;
  return {
    event: (event) => showEvent(terminal, status, event),
    plan: (plan) => {
      status.clear();
      say(terminal, renderPlan(plan, { style, schemaOf: schemasOf(providers).schemaOf }).replace(/\n+$/, ""));
    },
    planned: (facts) => {
      status.clear();
      showPlanFacts(terminal, facts);
    },
    applied: (facts) => {
      status.clear();
      showApplyFacts(terminal, facts);
    },
    diagnostics: (diagnostics) => {
      status.clear();
      showDiagnostics(call, once(diagnostics));
    },
    note: (text) => {
      status.clear();
      say(terminal, text);
    },
  };
}

// Thousands of lines that say "Refreshing" help nobody: a terminal gets one line that counts, a pipe one line at all.
function showEvent(terminal: Terminal, status: StatusLine, event: EngineEvent): void {
  if (event.type === "refresh_start") return status.count("Reading the org");
  if (event.type === "refresh_complete") return;
  const line = progressLine(event);
  if (line === undefined) return;
  status.clear();
  say(terminal, line);
}

/** One line at the bottom of a terminal that is written over; nothing in a pipe. */
class StatusLine {
  readonly #terminal: Terminal;
  #count = 0;
  #shown = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  count(text: string): void {
    this.#count++;
    if (!this.#terminal.live || Date.now() - this.#shown < 50) return;
    this.#shown = Date.now();
    this.#terminal.out.write(`\r\u001b[K${text}: ${plural(this.#count, "object")}`);
  }

  clear(): void {
    if (this.#terminal.live && this.#shown > 0) this.#terminal.out.write("\r\u001b[K");
    this.#shown = 0;
  }
}

function showPlanFacts(terminal: Terminal, { savedTo, cost, applyable }: PlanFacts): void {
  if (cost !== undefined) say(terminal, `\nThis plan took ${cost}.`);
  if (!applyable) return;
  say(terminal, `\n${paint(terminal).gray(rule)}\n`);
  if (savedTo === undefined) say(terminal, "Note: You didn't use the -out option to save this plan, so Lockstep can't\nguarantee to take exactly these actions if you run \"lockstep apply\" now.");
  else say(terminal, `Saved the plan to: ${savedTo}\n\nTo perform exactly these actions, run the following command to apply:\n    lockstep apply ${JSON.stringify(savedTo)}`);
}

function showApplyFacts(terminal: Terminal, { counts, destroyed, state, cost }: ApplyFacts): void {
  const { add, change, remove, importing } = counts;
  const imported = importing > 0 ? `${importing} imported, ` : "";
  const text = destroyed ? `Destroy complete! Resources: ${remove} destroyed.` : `Apply complete! Resources: ${imported}${add} added, ${change} changed, ${remove} destroyed.`;
  say(terminal, `\n${paint(terminal).bold(paint(terminal).green(text))}`);
  if (cost !== undefined) say(terminal, `It took ${cost}.`);
  if (state.outputs.size > 0) say(terminal, `\n${paint(terminal).bold("Outputs:")}\n\n${outputLines(state)}`);
}

/** `name = value` for every output; a sensitive one says only that it is. */
export function outputLines({ outputs }: Pick<State, "outputs">): string {
  return [...outputs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name} = ${shownValue(value)}`).join("\n");
}

const shownValue = (value: Value): string => ((value.marks & SENSITIVE) !== 0 ? "<sensitive>" : printConsole(value));
