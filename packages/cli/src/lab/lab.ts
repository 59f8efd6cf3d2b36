import type { Terminal } from "../terminal.ts";
import { Narrator } from "./narrate.ts";
import { addResources, promoteToProduction, renameAGroup } from "./changes.ts";
import { describeTheOrg } from "./first-week.ts";
import { goOnByHand } from "./go-on.ts";
import { checkEveryMorning, noticeTheConsole } from "./watching.ts";
import { startWorld, type World } from "./world.ts";

/** A step of the story is told in this. */
export interface Lab {
  readonly world: World;
  readonly narrator: Narrator;
}

/** Goes through the six tutorials on a server of its own; true when everything held. `keep` leaves it all up until interrupted. */
export async function runLab(terminal: Terminal, environment: Readonly<Record<string, string | undefined>>, keep: boolean, signal: AbortSignal): Promise<boolean> {
  const started = performance.now();
  const narrator = new Narrator(terminal, environment);
  const world = await startWorld();
  narrator.action(`a server with its own database, two sandbox orgs, a Git server and a Slack channel are up after ${((performance.now() - started) / 1000).toFixed(1)} s`);
  try {
    await tell({ world, narrator });
    const held = narrator.sumUp((performance.now() - started) / 1000);
    if (keep) await goOnByHand(terminal, environment, world, signal);
    return held;
  } catch (problem) {
    terminal.err.write(`${world.server.log()}\n`);
    throw problem;
  } finally {
    await world.stop(keep);
  }
}

/** The story itself, on a world that is up. */
export async function tell(lab: Lab): Promise<void> {
  const { workspace: preview, connection } = await describeTheOrg(lab);
  await addResources(lab, preview);
  await renameAGroup(lab, preview);
  const production = await promoteToProduction(lab, connection, preview);
  await noticeTheConsole(lab, production);
  await checkEveryMorning(lab, production);
}
