import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox, type RunningOrg } from "@lockstep/sandbox";
import { packageFolder } from "../package-folder.ts";
import { say, type Terminal } from "../terminal.ts";
import { addAdmin, renameGroup, type ConsoleAdmin } from "./console.ts";
import { Narrator } from "./narrate.ts";
import { commit, edit, layRepository, promote, type LabRepository } from "./repository.ts";
import { additions, consoleName, rename, type Counts, type Step } from "./steps.ts";

interface Lab {
  readonly narrator: Narrator;
  readonly repository: LabRepository;
  readonly preview: RunningOrg;
  readonly production: RunningOrg;
}

const admin: ConsoleAdmin = { login: "casey.rivers@example.com", firstName: "Casey", lastName: "Rivers" };

/** Goes through the tutorials with commands and state files of one machine; true when everything held. `keep` leaves them up until interrupted. */
export async function runLocalLab(
  terminal: Terminal,
  environment: Readonly<Record<string, string | undefined>>,
  keep: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "lockstep-lab-"));
  const sandbox = await startSandbox({ orgs: [{ name: "preview" }, { name: "production" }] });
  const [preview, production] = sandbox.running;
  if (!preview || !production) throw new Error("The sandbox did not start.");
  try {
    const repository = layRepository(folder, join(packageFolder, "../../examples/lab"));
    const lab: Lab = { narrator: new Narrator(terminal, environment), repository, preview, production };
    for (const tutorial of tutorials) await tutorial(lab);
    const held = lab.narrator.sumUp((performance.now() - started) / 1000);
    if (keep) await stayUp(terminal, lab, signal);
    return held;
  } finally {
    await sandbox.stop();
    if (!keep) rmSync(folder, { recursive: true, force: true });
  }
}

/** In the order of the week they tell. */
const tutorials: readonly ((lab: Lab) => Promise<void>)[] = [describeTheOrg, addResources, renameAGroup, promoteToProduction, noticeTheConsole, stayQuiet];

async function describeTheOrg({ narrator, repository, preview }: Lab): Promise<void> {
  narrator.heading("1. The preview org gets what the repository describes");
  narrator.action("a repository with the branches preview and prod; the configuration is ordinary Terraform for Okta");
  const variables = variablesOf(preview);
  const checked = await narrator.lockstep(repository.preview, ["validate"], variables, /valid/);
  narrator.check("the configuration is valid", checked.code === 0, checked.output);
  const applied = await narrator.lockstep(repository.preview, ["apply", "-auto-approve"], variables, /^Plan:|^Apply complete|request/);
  narrator.check("it is applied", applied.code === 0 && /Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/.test(applied.output), applied.output);
  await expectQuiet(narrator, repository.preview, variables, "the second plan is empty");
}

async function addResources({ narrator, repository, preview }: Lab): Promise<void> {
  narrator.heading("2. Resources are added, one commit after another");
  for (const step of additions) await takeStep(narrator, repository.preview, step, variablesOf(preview));
}

async function renameAGroup({ narrator, repository, preview }: Lab): Promise<void> {
  narrator.heading("3. A group is renamed in code");
  const applied = await takeStep(narrator, repository.preview, rename, variablesOf(preview));
  narrator.check("the plan names okta_group.test_group", applied.includes("okta_group.test_group"), applied);
}

async function promoteToProduction({ narrator, repository, production }: Lab): Promise<void> {
  narrator.heading("4. What is proven in preview is promoted to production");
  promote(repository.production);
  narrator.action("merge preview into prod");
  const variables = variablesOf(production);
  const planned = await narrator.lockstep(repository.production, ["plan", "-out=change.tfplan"], variables, /^Plan:|request/);
  narrator.check("production is to be created as a whole", planned.code === 0 && /Plan: \d+ to add, 0 to change, 0 to destroy/.test(planned.output), planned.output);
  const applied = await narrator.lockstep(repository.production, ["apply", "change.tfplan"], variables, /^Apply complete/);
  narrator.check("what was approved is done", applied.code === 0 && counted(planned.output)?.add === added(applied.output), applied.output);
  await expectQuiet(narrator, repository.production, variables, "the second plan is empty in production, too");
}

async function noticeTheConsole({ narrator, repository, production }: Lab): Promise<void> {
  narrator.heading("5. An admin changes production by hand");
  const variables = variablesOf(production);
  const before = await narrator.lockstep(repository.production, ["drift"], variables, /drift/i);
  narrator.check("until then nothing has drifted", before.code === 0, before.output);
  await addAdmin(production.url, admin);
  await renameGroup(production.url, admin, "Renamed Test Group", consoleName);
  narrator.action(`in the Admin Console, ${admin.firstName} ${admin.lastName} renames the group to "${consoleName}"`);
  const drift = await narrator.lockstep(repository.production, ["drift"], variables, /okta_group|->|by |drift/i);
  narrator.check("the drift is seen", drift.code === 2 && drift.output.includes(consoleName), drift.output);
  narrator.check("it says who did it", drift.output.includes(`${admin.firstName} ${admin.lastName}`), drift.output);
  const planned = await narrator.lockstep(repository.production, ["plan", "-out=back.tfplan"], variables, /^Plan:|name +=/);
  expectCounts(narrator, planned.output, { add: 0, change: 1, destroy: 0 });
  const applied = await narrator.lockstep(repository.production, ["apply", "back.tfplan"], variables, /^Apply complete/);
  narrator.check("it is set back", applied.code === 0, applied.output);
  const after = await narrator.lockstep(repository.production, ["drift"], variables, /drift/i);
  narrator.check("nothing has drifted any more", after.code === 0, after.output);
}

async function stayQuiet({ narrator, repository, preview, production }: Lab): Promise<void> {
  narrator.heading("6. At the end of the week both orgs are what the code says");
  await expectQuiet(narrator, repository.preview, variablesOf(preview), "preview: no changes");
  await expectQuiet(narrator, repository.production, variablesOf(production), "production: no changes");
}

// Edit, commit, plan, apply: the habit of every working day. Gives the plan's text.
async function takeStep(narrator: Narrator, clone: string, step: Step, variables: Readonly<Record<string, string>>): Promise<string> {
  edit(clone, step.edits);
  commit(clone, step.title);
  narrator.action(`commit: ${step.title}`);
  const planned = await narrator.lockstep(clone, ["plan", "-out=change.tfplan"], variables, /^Plan:/);
  expectCounts(narrator, planned.output, step.expect);
  const applied = await narrator.lockstep(clone, ["apply", "change.tfplan"], variables, /^Apply complete/);
  narrator.check("applied", applied.code === 0, applied.output);
  return planned.output;
}

async function expectQuiet(narrator: Narrator, clone: string, variables: Readonly<Record<string, string>>, text: string): Promise<void> {
  const planned = await narrator.lockstep(clone, ["plan", "-detailed-exitcode"], variables, /^No changes|^Plan:|request/);
  narrator.check(text, planned.code === 0, planned.output);
}

function expectCounts(narrator: Narrator, output: string, expected: Counts): void {
  const found = counted(output);
  const held = found?.add === expected.add && found.change === expected.change && found.destroy === expected.destroy;
  narrator.check(`+${expected.add} ~${expected.change} -${expected.destroy}`, held, output);
}

function counted(output: string): Counts | undefined {
  const match = /Plan: (\d+) to add, (\d+) to change, (\d+) to destroy/.exec(output);
  return match ? { add: Number(match[1]), change: Number(match[2]), destroy: Number(match[3]) } : undefined;
}

const added = (output: string): number | undefined => {
  const match = /Resources: (\d+) added/.exec(output);
  return match ? Number(match[1]) : undefined;
};

const variablesOf = ({ name, url, token }: RunningOrg): Readonly<Record<string, string>> => ({
  TF_VAR_org_name: name,
  TF_VAR_base_url: url,
  TF_VAR_api_token: token,
});

async function stayUp(terminal: Terminal, { repository, preview, production }: Lab, signal: AbortSignal): Promise<void> {
  say(terminal, "\nThe orgs stay up. Go on by hand in another terminal:\n");
  for (const [org, folder] of [[preview, repository.preview], [production, repository.production]] as const) {
    say(terminal, `${org.name}: ${org.url}  token ${org.token}  Admin Console ${org.url}/admin/groups`);
    say(terminal, `  cd ${folder}`);
    say(terminal, `  export ${Object.entries(variablesOf(org)).map(([name, value]) => `${name}=${value}`).join(" ")}`);
  }
  say(terminal, "\nPress Ctrl-C to stop them.");
  if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
