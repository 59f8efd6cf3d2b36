import { setTimeout as pause } from "node:timers/promises";
import type { RemoteClient } from "../remote/client.ts";
import { RemoteClient as Client, isIn, relatedId, textIn } from "../remote/client.ts";
import { findHost } from "../remote/host.ts";
import { addAdmin, openConsole, renameGroup, type ConsoleAdmin } from "./console.ts";
import type { Lab } from "./lab.ts";
import { planned, settled, story, until } from "./runs.ts";
import { consoleName } from "./steps.ts";
import { organization, type World } from "./world.ts";

const casey: ConsoleAdmin = { login: "casey.rivers@example.com", firstName: "Casey", lastName: "Rivers" };
const group = "okta_group.test_group";
const codeName = "Renamed Test Group";

/** Tutorial 5: an admin changes production by hand, and it is noticed, named and set back. */
export async function noticeTheConsole({ world, narrator }: Lab, workspace: string): Promise<void> {
  narrator.heading("5. An admin changes production by hand");
  const { api, production } = world;
  narrator.check("until then nothing has drifted", (await drifts(world)).length === 0);
  await addAdmin(production.url, casey);
  await openConsole(production.url, casey);
  narrator.action("Casey Rivers signs in to production's Admin Console, and looks around for half a minute");
  // A quiet org's log is read every 30 seconds; from the first sign of an administrator on it is read every 7 (decision 14).
  await pause(32_000);
  const changedAt = performance.now();
  await renameGroup(production.url, casey, codeName, consoleName);
  narrator.action(`then renames the group to "${consoleName}"`);
  const drift = await until("drift on record", async () => (await drifts(world)).find(({ address }) => address === group));
  const seconds = (performance.now() - changedAt) / 1000;
  narrator.note(`${drift.address}: ${drift.differences.map(({ path, before, after }) => `${path} ${JSON.stringify(before)} → ${JSON.stringify(after)}`).join(", ")}, by ${drift.attribution?.actor ?? "nobody known"}, event ${drift.attribution?.eventId ?? ""}; on record after ${seconds.toFixed(1)} s`);
  narrator.check("the change is on record within 15 seconds, without anybody asking", seconds <= 15, `${seconds} s`);
  narrator.check("it says what was changed", drift.kind === "changed" && drift.differences.some(({ after }) => after === consoleName), JSON.stringify(drift));
  const named = await until("name of who did it", async () => (await drifts(world)).find(({ address, attribution }) => address === group && attribution !== null));
  narrator.check("it says who did it, with the event", (named.attribution?.actor ?? "").includes("Casey Rivers") && (named.attribution?.eventId ?? "") !== "", JSON.stringify(named.attribution));
  const { runId } = await api.drift.setBack({ params: { workspace }, body: { driftIds: [drift.id], message: "Set the group's name back" } });
  const run = await settled(world, runId, "planned");
  narrator.note(story(run));
  narrator.check("a run from the drift: +0 ~1 -0, nothing else", planned(run, { add: 0, change: 1, destroy: 0 }), story(run));
  await api.runs.confirmRun({ params: { run: runId }, body: {} });
  const applied = await settled(world, runId);
  narrator.check("Confirm & Apply sets it back", applied.status === "applied", story(applied));
  const settledDrift = await until("resolved drift", async () => {
    const now = await api.drift.show({ params: { id: drift.id } });
    return now.status === "resolved" ? now : undefined;
  });
  narrator.check("the drift is resolved by that run", settledDrift.resolution === "set-back" && settledDrift.resolvedByRunId === runId, JSON.stringify(settledDrift));
}

const drifts = async ({ api }: World) => (await api.drift.list({ params: { organization }, query: { status: "open" } })).items;

/** Tutorial 6: every morning somebody looks, and only a difference is told. */
export async function checkEveryMorning(lab: Lab, workspace: string): Promise<void> {
  const { world, narrator } = lab;
  narrator.heading("6. Every morning at nine, production is checked");
  await askWithTeamToken(lab, workspace);
  const { api, slack } = world;
  const { notification, test } = await api.notifications.create({ params: { workspace }, body: { name: "Identity channel", destination: "slack", url: slack.url, enabled: true, triggers: ["run:needs_attention", "run:errored"] } });
  narrator.check("saving the Slack channel sends a test, and so does its button", test?.status === "delivered" && (await api.notifications.test({ params: { id: notification.id } })).status === "delivered" && slack.messages.length === 2, slack.messages.join("\n"));
  const schedule = await api.schedules.create({ params: { workspace }, body: { kind: "plan_only", cron: "0 9 * * *", timeZone: "America/New_York" } });
  narrator.note(`${schedule.words}; next ${schedule.nextAt ?? "never"}`);
  narrator.check("the next time is nine o'clock in New York", schedule.next.length > 0 && schedule.next.every((at) => /^0?9:00/.test(new Date(at).toLocaleTimeString("en-US", { timeZone: "America/New_York" }))), JSON.stringify(schedule));
  const quiet = await scheduledRun(world, schedule.id);
  narrator.note(story(quiet));
  narrator.check("nothing differs: no changes", quiet.status === "planned_and_finished" && quiet.hasChanges === false, story(quiet));
  const before = await deliveries(world, notification.id);
  await renameGroup(world.production.url, casey, codeName, consoleName);
  narrator.action("the group is renamed by hand again");
  const loud = await scheduledRun(world, schedule.id);
  narrator.check("the check finds it: +0 ~1 -0", planned(loud, { add: 0, change: 1, destroy: 0 }), story(loud));
  const message = await until("message in the channel", async () => slack.messages.find((text) => text.includes(loud.id)));
  narrator.note(`in the channel: ${message.slice(0, 160)}`);
  narrator.check("there is one message, with the link to the run", slack.messages.filter((text) => text.includes(loud.id)).length === 1 && message.includes(`/runs/${loud.id}`), slack.messages.join("\n"));
  narrator.check("of the check that found nothing there is none", before === 2 && !slack.messages.some((text) => text.includes(quiet.id)), slack.messages.join("\n"));
  const { items } = await api.runs.listWorkspaceRuns({ params: { workspace }, query: { source: loud.source } });
  narrator.check("the checks are the workspace's history", [quiet.id, loud.id].every((id) => items.some((run) => run.id === id)), JSON.stringify(items.map(({ id, source }) => [id, source])));
}

const deliveries = async ({ api }: World, id: string): Promise<number> => (await api.notifications.deliveries({ params: { id } })).total;

async function scheduledRun(world: World, id: string) {
  const { lastStartedId } = await world.api.schedules.runNow({ params: { id } });
  return settled(world, lastStartedId ?? "");
}

/** The flow that a script of one's own follows: POST /api/v2/runs with a team's token, then the plan is polled. */
async function askWithTeamToken({ world, narrator }: Lab, workspace: string): Promise<void> {
  const { api } = world;
  const team = await api.teams.createTeam({ params: { organization }, body: { name: "checkers" } });
  await api.teams.giveWorkspace({ params: { team: team.id, workspace }, body: { access: "plan" } });
  const { token } = await api.accessTokens.createTeamToken({ params: { team: team.id }, body: { description: "the daily check" } });
  const asTeam: RemoteClient = new Client(await findHost(new URL(world.server.url).host), token);
  const { data } = await asTeam.post("runs", { body: { data: { type: "runs", attributes: { "plan-only": true, message: "Daily check" }, relationships: { workspace: { data: { type: "workspaces", id: workspace } } } } } });
  const plan = await until("finished plan", async () => {
    const now = (await asTeam.get(`plans/${relatedId(data, "plan") ?? ""}`)).data;
    return ["finished", "errored", "canceled", "unreachable"].includes(textIn(now, "status")) ? now : undefined;
  });
  narrator.check("a team's token starts a plan-only run through HCP Terraform's API and polls its plan", textIn(plan, "status") === "finished" && !isIn(plan, "has-changes"), JSON.stringify(plan.attributes));
}
