import { flags, isOn, manyOf, textOf, UsageProblem } from "../arguments.ts";
import type { Call, Command } from "./command.ts";
import type { Target } from "../remote/target.ts";

type Work = (call: Call, target: Target) => Promise<number>;

const comment = { name: "comment", kind: "text", value: "text", describe: "What to say with it." } as const;

/** A command on the runs of the workspace that this folder is about. */
const onRuns = (name: string, describe: string, words: string, own: Command["flags"], work: () => Promise<Work>): Command => ({
  name: `run ${name}`,
  describe,
  ...(words !== "" && { words }),
  flags: [...own, { name: "json", kind: "switch", describe: "Write JSON for programs." }, { name: "no-color", kind: "switch", describe: "Write without colours." }],
  remote: async (call, target) => (await work())(call, target),
  run: () => Promise.reject(new UsageProblem('This folder has no cloud block, so no server has runs of it. Write one into its terraform block: cloud { hostname = "…" organization = "…" workspaces { name = "…" } }')),
});

const remote = () => import("../remote/run-commands.ts");

/** The commands on runs, in the order of help. */
export const runCommands: readonly Command[] = [
  onRuns("list", "List the newest runs.", "", [{ name: "limit", kind: "number", value: "n", describe: "How many.", default: 20 }], async () => (await remote()).listRuns),
  onRuns("show", "Show a run: what it is about, its plan, how it ended.", "[run]", [], async () => (await remote()).showRun),
  onRuns(
    "start",
    "Start a run of the configuration that the workspace has.",
    "",
    [
      { name: "message", kind: "text", value: "text", describe: "The reason." },
      { name: "plan-only", kind: "switch", describe: "Only plan." },
      ...flags.planning.filter(({ name }) => name !== "parallelism" && name !== "refresh"),
      { name: "auto-approve", kind: "switch", describe: "Apply without asking." },
      { name: "detach", kind: "switch", describe: "Do not wait for the plan." },
    ],
    async () => {
      const { startRun } = await remote();
      return (call, target) =>
        startRun(call, target, { planOnly: isOn(call.flags, "plan-only"), message: textOf(call.flags, "message"), destroy: isOn(call.flags, "destroy"), refreshOnly: isOn(call.flags, "refresh-only"), targets: manyOf(call.flags, "target"), replaces: manyOf(call.flags, "replace") });
    },
  ),
  ...(["confirm", "discard", "cancel"] as const).map((action) =>
    onRuns(action, { confirm: "Confirm a plan, and follow its apply.", discard: "Turn a plan down.", cancel: "End a run." }[action], "[run]", [comment, ...(action === "cancel" ? [{ name: "force", kind: "switch", describe: "Even if its worker does not answer." } as const] : [])], async () => {
      const { actOnRun } = await remote();
      return (call, target) => actOnRun(call, target, action);
    }),
  ),
];
