import { textIn } from "../remote/client.ts";
import type { Lab } from "./lab.ts";
import { commit, edit } from "./repository.ts";
import { planned, runOfCommit, settled, shown, story, type LabRun } from "./runs.ts";
import { connectGit, makeWorkspace, setVariables, autoApply } from "./workspace.ts";
import type { Counts } from "./steps.ts";

const nothing: Counts = { add: 0, change: 0, destroy: 0 };

/** Tutorial 1: the preview org gets what the repository describes, and people learn how runs go. */
export async function describeTheOrg(lab: Lab): Promise<{ readonly workspace: string; readonly connection: string }> {
  lab.narrator.heading("1. The preview org gets what the repository describes");
  const connection = await connectGit(lab.world);
  const workspace = await workspaceForBranch(lab, connection);
  await planWithReason(lab, workspace);
  const waiting = await queueBehind(lab, workspace);
  await confirmWithComments(lab, waiting);
  await pushComment(lab, workspace, "note who looks after groups", "# Looked after by the identity team.\n", false);
  const switched = await autoApply(lab.world, workspace);
  lab.narrator.action("1g: switches the workspace to auto apply");
  lab.narrator.check("the workspace applies by itself", switched.attributes["auto-apply"] === true);
  await pushComment(lab, workspace, "note where questions go", "# Questions: identity@example.com\n", true);
  return { workspace, connection };
}

/** 1a and 1b */
async function workspaceForBranch({ world, narrator }: Lab, connection: string): Promise<string> {
  narrator.action("1a: a workspace for the branch preview: manual apply, runs for every push");
  const { id } = await makeWorkspace(world, { name: "preview", branch: "preview", connection });
  const { data } = await world.tfe.get(`workspaces/${id}`);
  const repository = data.attributes["vcs-repo"] as Readonly<Record<string, unknown>> | null;
  narrator.check("its overview shows repository, branch and manual apply", textIn(data, "name") === "preview" && repository?.["branch"] === "preview" && data.attributes["auto-apply"] === false, JSON.stringify(data.attributes, null, 2));
  narrator.action("1b: the variables org_name, base_url, and api_token, which is sensitive");
  await setVariables(world, id, world.preview);
  const variables = await world.tfe.get<readonly { readonly attributes: Readonly<Record<string, unknown>> }[]>(`workspaces/${id}/vars`);
  const token = variables.data.find(({ attributes }) => attributes["key"] === "api_token");
  narrator.check("the token's value is never readable again", token?.attributes["value"] === null && token.attributes["sensitive"] === true && !JSON.stringify(variables).includes(world.preview.token), JSON.stringify(variables));
  return id;
}

/** 1c */
async function planWithReason({ world, narrator }: Lab, workspace: string): Promise<void> {
  narrator.action("1c: starts a plan-only run, with a reason");
  const { id } = await world.api.runs.createRun({ params: { workspace }, body: { operation: "plan_only", message: "What would come into being?" } });
  const run = await settled(world, id);
  narrator.note(story(run));
  narrator.check("a speculative plan: something to add, nothing to confirm", run.status === "planned_and_finished" && (run.planned?.add ?? 0) > 0 && !run.actions.confirm && run.message === "What would come into being?", story(run));
}

/** 1e, with the run of 1d: gives the run that waits for confirmation at the end. */
async function queueBehind({ world, narrator }: Lab, workspace: string): Promise<LabRun> {
  const { api } = world;
  const start = async (message: string): Promise<string> => (await api.runs.createRun({ params: { workspace }, body: { operation: "plan_and_apply", message } })).id;
  narrator.action("1d: starts plan and apply");
  const first = await settled(world, await start("Set up the preview org"), "planned");
  narrator.check("the run waits for confirmation", first.status === "planned" && first.actions.confirm, story(first));
  narrator.action("1e: starts a second and a third run meanwhile");
  const [second, third] = [await start("Set it up as well"), await start("One more")];
  const waiting = await api.runs.readRun({ params: { run: second } });
  narrator.note(`pending behind "${waiting.blocker?.message ?? ""}", ${waiting.blocker?.status ?? ""}, started by ${waiting.blocker?.by ?? ""}`);
  narrator.check("the second is pending, and says which run blocks it, its status and who started it", waiting.status === "pending" && waiting.blocker?.runId === first.id && waiting.blocker.status === "planned" && waiting.blocker.by === world.account.username, JSON.stringify(waiting.blocker));
  await api.runs.commentOnRun({ params: { run: second }, body: { body: "Waiting for the first one." } });
  narrator.check("a comment changes nothing", (await api.runs.readRun({ params: { run: second } })).status === "pending");
  narrator.check("the third can be cancelled where it stands", (await api.runs.cancelRun({ params: { run: third }, body: { comment: "not needed" } })).status === "canceled");
  await api.runs.discardRun({ params: { run: first.id }, body: { comment: "the second one will do" } });
  const next = await settled(world, second, "planned");
  narrator.check("when the blocking run is turned down, the second begins by itself", next.status === "planned", story(next));
  return next;
}

/** 1d */
async function confirmWithComments({ world, narrator }: Lab, { id }: LabRun): Promise<void> {
  const { api, preview } = world;
  await api.runs.commentOnRun({ params: { run: id }, body: { body: "Looks right." } });
  narrator.action("1d: Confirm & Apply, with a comment");
  await api.runs.confirmRun({ params: { run: id }, body: { comment: "Go." } });
  const run = await settled(world, id);
  narrator.note(story(run));
  narrator.check("applied as it was planned", run.status === "applied" && run.applied?.add === run.planned?.add, story(run));
  await api.runs.commentOnRun({ params: { run: id }, body: { body: "Done." } });
  const said = (await api.runs.listRunEvents({ params: { run: id } })).items.flatMap(({ comment }) => (comment === null ? [] : [comment]));
  narrator.check("comments before, with and after it are kept", ["Looks right.", "Go.", "Done."].every((text) => said.includes(text)), said.join("\n"));
  const log = await fetch(`${preview.url}/api/v1/logs?filter=${encodeURIComponent('eventType eq "group.lifecycle.create"')}`, { headers: { authorization: `SSWS ${preview.token}` } });
  narrator.check("the org's System Log has the changes", ((await log.json()) as readonly unknown[]).length > 0);
}

/** 1f and 1g: a commit that changes nothing. */
async function pushComment({ world, narrator }: Lab, workspace: string, title: string, line: string, byItself: boolean): Promise<void> {
  narrator.action(`${byItself ? "1g" : "1f"}: commits a comment line to groups.tf on preview`);
  edit(world.repository.preview, [{ file: "groups.tf", append: `\n${line}` }]);
  const run = await settled(world, await runOfCommit(world, workspace, commit(world.repository.preview, title)));
  narrator.note(story(run));
  narrator.check(`a run by itself, ${shown(nothing)}`, run.status === "planned_and_finished" && planned(run, nothing), story(run));
  narrator.check("it carries the commit's title", run.message.startsWith(title), run.message);
  if (byItself) narrator.check("Planning → Planned and finished", run.timeline.slice(-2).map(({ status }) => status).join() === "planning,planned_and_finished", story(run));
}
