import type { Command } from "./command.ts";

/** The commands that begin with the same word. What they are made of is loaded when one of them is called. */
interface Family {
  readonly word: string;
  load(): Promise<readonly Command[]>;
}

// In the order in which help shows them.
const families: readonly Family[] = [
  { word: "init", load: async () => [(await import("./init.ts")).init] },
  { word: "validate", load: async () => [(await import("./validate.ts")).validate] },
  { word: "fmt", load: async () => [(await import("./fmt.ts")).fmt] },
  { word: "plan", load: async () => [(await import("./plan.ts")).plan] },
  { word: "apply", load: async () => [(await import("./apply.ts")).apply] },
  { word: "destroy", load: async () => [(await import("./apply.ts")).destroy] },
  { word: "drift", load: async () => [(await import("./drift.ts")).drift] },
  { word: "show", load: async () => [(await import("./show.ts")).show] },
  { word: "output", load: async () => [(await import("./output.ts")).output] },
  { word: "console", load: async () => [(await import("./console.ts")).consoleCommand] },
  { word: "state", load: async () => (await import("./state.ts")).stateCommands },
  { word: "import", load: async () => [(await import("./import.ts")).importCommand] },
  { word: "force-unlock", load: async () => [(await import("./force-unlock.ts")).forceUnlock] },
  { word: "login", load: async () => [(await import("./login.ts")).login] },
  { word: "logout", load: async () => [(await import("./logout.ts")).logout] },
  { word: "run", load: async () => (await import("./run.ts")).runCommands },
  { word: "serve", load: async () => [(await import("./serve.ts")).serve] },
  { word: "worker", load: async () => [(await import("./worker.ts")).worker] },
  { word: "admin", load: async () => (await import("./admin.ts")).adminCommands },
  { word: "sandbox", load: async () => [(await import("./sandbox.ts")).sandbox] },
  { word: "lab", load: async () => [(await import("./lab.ts")).lab] },
  { word: "version", load: async () => [(await import("./version.ts")).version] },
  { word: "phase", load: async () => [(await import("./phase.ts")).phase] },
  { word: "candidate", load: async () => [(await import("./eval.ts")).evaluate, ...(await import("./candidate.ts")).candidateCommands] },
];

/** The commands that this call can mean: those that begin with its first word, and all where it names none (help, a slip of the pen). */
export async function commandsFor(argv: readonly string[]): Promise<readonly Command[]> {
  const first = argv.find((word) => !/^--?chdir=/.test(word));
  const named = families.filter(({ word }) => word === first);
  return (await Promise.all((named.length > 0 ? named : families).map((family) => family.load()))).flat();
}
