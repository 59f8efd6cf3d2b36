import { textIn } from "../remote/client.ts";
import type { Lab } from "./lab.ts";
import { commit, edit, promote } from "./repository.ts";
import { planned, runOfCommit, settled, shown, story, type LabRun } from "./runs.ts";
import { additions, rename, type Step } from "./steps.ts";
import { makeWorkspace, setVariables } from "./workspace.ts";

/** Tutorial 2: resources are added, one commit after another, and each applies by itself. */
export async function addResources(lab: Lab, workspace: string): Promise<void> {
  lab.narrator.heading("2. Resources are added, one commit after another");
  for (const step of additions) await push(lab, workspace, step);
}

/** Tutorial 3: a group gets another name in code. */
export async function renameAGroup(lab: Lab, workspace: string): Promise<void> {
  const { narrator, world } = lab;
  narrator.heading("3. A group is renamed in code");
  const run = await push(lab, workspace, rename);
  const statuses = run.timeline.map(({ status }) => status as string);
  narrator.check("Planning → Applying → Applied", ["planning", "applying", "applied"].every((status, at, all) => at === 0 || statuses.indexOf(status) > statuses.indexOf(all[at - 1] ?? "")), story(run));
  const { items } = await world.api.runs.readPlan({ params: { run: run.id } });
  narrator.check("the plan's details name okta_group.test_group alone", items.map(({ address, action }) => `${action} ${address}`).join() === "update okta_group.test_group", JSON.stringify(items.map(({ address, action }) => [action, address])));
}

/** Tutorial 4: what is proven in preview is promoted to production; gives production's workspace. */
export async function promoteToProduction({ world, narrator }: Lab, connection: string, preview: string): Promise<string> {
  narrator.heading("4. What is proven in preview is promoted to production");
  promote(world.repository.production);
  narrator.action("merges preview into prod; a workspace on prod with the production org's token and manual apply");
  const { id } = await makeWorkspace(world, { name: "production", branch: "prod", connection });
  await setVariables(world, id, world.production);
  const run = await settled(world, (await world.api.runs.createRun({ params: { workspace: id }, body: { operation: "plan_and_apply", message: "Promote to production" } })).id, "planned");
  narrator.note(story(run));
  narrator.check("production is to be created as a whole", run.status === "planned" && (run.planned?.add ?? 0) > 20 && run.planned?.change === 0 && run.planned.destroy === 0, story(run));
  await world.api.runs.confirmRun({ params: { run: run.id }, body: { comment: "Proven in preview." } });
  const applied = await settled(world, run.id);
  narrator.check("Confirm & Apply does what was approved", applied.status === "applied" && applied.applied?.add === run.planned?.add, story(applied));
  const [here, there] = [await groupId({ world, narrator }, preview), await groupId({ world, narrator }, id)];
  narrator.check("the same configuration, with ids of its own", here !== undefined && there !== undefined && here !== there, `${String(here)} ${String(there)}`);
  return id;
}

async function groupId({ world }: Lab, workspace: string): Promise<string | undefined> {
  const { data } = await world.tfe.get(`workspaces/${workspace}/current-state-version`);
  const state = JSON.parse((await world.tfe.download(textIn(data, "hosted-state-download-url"))).toString("utf8")) as { resources: { type: string; name: string; instances: { attributes: { id: string } }[] }[] };
  return state.resources.find(({ type, name }) => type === "okta_group" && name === "test_group")?.instances[0]?.attributes.id;
}

/** Edit, commit, push: the run that begins by itself, planned and applied. */
async function push({ world, narrator }: Lab, workspace: string, step: Step): Promise<LabRun> {
  edit(world.repository.preview, step.edits);
  narrator.action(`commit: ${step.title}`);
  const run = await settled(world, await runOfCommit(world, workspace, commit(world.repository.preview, step.title)));
  narrator.note(story(run));
  narrator.check(`${shown(step.expect)}, applied by itself, titled by the commit`, run.status === "applied" && planned(run, step.expect) && run.message.startsWith(step.title), story(run));
  return run;
}
