// The real Terraform beside ours in the same folder, for tests that hold one against the other.
import { spawn, spawnSync } from "node:child_process";
import { Writable, Readable } from "node:stream";
import { isJsonObject, JsonNumber, readJson, writeJson, type Json } from "@lockstep/hcl";
import { expect } from "vitest";
import { run } from "../src/main.ts";
import { scratch, type Ran, type Scratch } from "./run.ts";

const found = /Terraform v(1\.11\.\d+)/.exec(spawnSync("terraform", ["version"], { encoding: "utf8" }).stdout ?? "")?.[1];

/** Whether a Terraform of the release that Lockstep writes for is on the path; says so where it is not. */
export function terraformIsHere(): boolean {
  if (found === undefined) console.log("Left out: these tests need terraform 1.11 on the path.");
  return found !== undefined;
}

/** One folder that both tools work in. */
export class Shared {
  readonly folder: Scratch;

  constructor(folder: Scratch) {
    this.folder = folder;
  }

  /** Puts a configuration in place of the one before. */
  async configure(main: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
    this.folder.write({ "main.tf": main, ...more });
    // Modules are found by what the tool's own "init" has noted; both keep the same notes.
    if (/^\s*module\s/m.test(main)) expect(await this.terraform("init", "-input=false")).toMatchObject({ code: 0 });
  }

  /** The command line in this process: the same code, without the start of a process for each of hundreds of calls. */
  async lockstep(...words: string[]): Promise<Ran> {
    const [out, err] = [new Sink(), new Sink()];
    const terminal = { out, err, input: Readable.from([]), live: false, color: false, width: 78 };
    const code = await run([`--chdir=${this.folder.folder}`, ...words], { environment: this.#environment(), terminal, signal: new AbortController().signal });
    return { code, out: out.text, err: err.text };
  }

  terraform(...words: string[]): Promise<Ran> {
    const child = spawn("terraform", withoutColour(words), { cwd: this.folder.folder, env: this.#environment(), stdio: ["ignore", "pipe", "pipe"] });
    let [out, err] = ["", ""];
    child.stdout.on("data", (part: Buffer) => (out += part.toString("utf8")));
    child.stderr.on("data", (part: Buffer) => (err += part.toString("utf8")));
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? -1, out, err }));
    });
  }

  /** Both plan the same change, or refuse with the same summaries; says how it ended. */
  async plansAgree(...words: string[]): Promise<number> {
    const code = await this.#plansEndAlike(words);
    if (code === 1) return code;
    const [ours, theirs] = await Promise.all([this.lockstep("show", "-json", "ours.plan"), this.terraform("show", "-json", "theirs.plan")]);
    expect(planMeaning(ours.out)).toEqual(planMeaning(theirs.out));
    return code;
  }

  async #plansEndAlike(words: readonly string[]): Promise<number> {
    const theirs = await this.terraform("plan", "-input=false", "-detailed-exitcode", "-out=theirs.plan", ...words);
    const ours = await this.lockstep("plan", "-input=false", "-detailed-exitcode", "-out=ours.plan", ...words);
    expect({ code: ours.code, errors: summaries(ours) }, `${ours.out}${ours.err}\n--- Terraform:\n${theirs.out}${theirs.err}`).toEqual({ code: theirs.code, errors: summaries(theirs) });
    return theirs.code;
  }

  /** Both read the state that is there alike, would write it alike, show it alike, and see nothing to do (or the same, when not `quiet`). */
  async stateAgrees({ quiet = true }: { readonly quiet?: boolean } = {}): Promise<void> {
    const text = this.folder.read("terraform.tfstate");
    const pulled = await Promise.all([this.lockstep("state", "pull"), this.terraform("state", "pull")]);
    expect(pulled[0].out).toBe(text);
    expect(withoutCheckOrder(pulled[1].out)).toBe(withoutCheckOrder(text));
    const [ours, theirs] = await Promise.all([this.lockstep("show", "-json"), this.terraform("show", "-json")]);
    expect(meaning(ours.out)).toEqual(meaning(theirs.out));
    if (quiet) expect(await this.#plansEndAlike([])).toBe(0);
    else await this.plansAgree();
  }

  #environment(): Record<string, string> {
    return { PATH: process.env["PATH"] ?? "", HOME: this.folder.folder, ...this.folder.environment };
  }
}

/** A folder for both tools. */
export const shared = (files: Readonly<Record<string, string>> = {}): Shared => new Shared(scratch(files));

class Sink extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString("utf8");
    done();
  }
}

const colourful = new Set(["plan", "apply", "destroy", "init", "show"]);
const withoutColour = ([command = "", ...words]: readonly string[]): string[] => [command, ...(colourful.has(command) ? ["-no-color"] : []), ...words];

/** The text of a state with its check results in one order: Terraform writes them, and their objects, as they come. */
function withoutCheckOrder(text: string): string {
  const state = objectOf(text);
  const results = sorted(state["check_results"], (result) => (isJsonObject(result) ? { ...result, objects: sorted(result["objects"]) } : result));
  return writeJson({ ...state, check_results: results }, 2);
}

function sorted(list: Json | undefined, each: (item: Json) => Json = (item) => item): Json {
  if (!Array.isArray(list)) return null;
  return (list as readonly Json[]).map(each).sort((a, b) => (writeJson(a) < writeJson(b) ? -1 : 1));
}

const summaries = ({ out, err }: Ran): string[] => [...`${out}${err}`.matchAll(/^[│ ]*Error: (.*)$/gm)].map(([, summary = ""]) => summary).sort();

/** What a plan in JSON says, without when it was made and in one order. */
function planMeaning(text: string): unknown {
  const plan = objectOf(text);
  return ordered({ ...plan, timestamp: null, ...("prior_state" in plan && { prior_state: plan["prior_state"] ?? null }) });
}

/** What JSON says: lists of named things in one order, numbers with all digits, marks only where something is marked. */
const meaning = (text: string): unknown => ordered(objectOf(text));

function objectOf(text: string): { readonly [name: string]: Json } {
  const read = readJson(text);
  if ("json" in read && isJsonObject(read.json)) return read.json;
  throw new Error(`Not a JSON object: ${text.slice(0, 400)}`);
}

const marks = new Set(["sensitive_values", "after_unknown", "before_sensitive", "after_sensitive"]);
const withoutOrder = new Set(["resources", "child_modules", "resource_changes", "resource_drift", "relevant_attributes", "references", "checks", "instances", "problems", "depends_on"]);

function ordered(json: Json, name = ""): unknown {
  // A whole number that went through a saved plan has no sign of zero there.
  if (json instanceof JsonNumber) return json.text === "-0" ? 0 : json.text;
  if (marks.has(name)) return onlyMarked(json);
  if (Array.isArray(json)) {
    const items = json.map((item: Json) => ordered(item));
    return withoutOrder.has(name) ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (isJsonObject(json)) return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, ordered(item, key)]));
  return json;
}

function onlyMarked(json: Json): unknown {
  if (json === true) return true;
  const entries = typeof json === "object" && json !== null ? Object.entries(json).map(([key, item]) => [key, onlyMarked(item)] as const) : [];
  const marked = entries.filter(([, item]) => item !== false);
  return marked.length === 0 ? false : Object.fromEntries(marked);
}

/** What happens in a step of a relay: the tool whose turn it is does it. */
export interface Step {
  readonly main: string;
  readonly more?: Readonly<Record<string, string>>;
  /** The command; by default an apply without a question. */
  readonly words?: readonly string[];
  /** More options of the plans that are compared before. */
  readonly planned?: readonly string[];
  /** How the command ends; by default well. */
  readonly code?: number;
  /** False when something is left to do afterwards, and so is in both plans. */
  readonly quiet?: boolean;
}

export type Tool = "lockstep" | "terraform";

/** Goes through the steps in one folder, the tools taking turns; gives the last state. */
export async function relay(steps: readonly Step[], first: Tool): Promise<string> {
  const both = shared();
  let tool = first;
  for (const { main, more, words = ["apply", "-auto-approve", "-input=false"], planned = [], code = 0, quiet = code === 0 } of steps) {
    await both.configure(main, more);
    if (words[0] === "apply" || words[0] === "destroy") await both.plansAgree(...(words[0] === "destroy" ? ["-destroy"] : []), ...planned);
    const ran = await both[tool](...words, ...planned);
    expect(ran.code, `${tool} ${words.join(" ")}\n${ran.out}${ran.err}`).toBe(code);
    await both.stateAgrees({ quiet });
    tool = tool === "lockstep" ? "terraform" : "lockstep";
  }
  return both.folder.read("terraform.tfstate");
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A state's text with its random parts numbered in order, and without what each tool counts for itself. */
export function withoutChance(state: string): string {
  const seen = new Map<string, string>();
  const numbered = (text: string): string => {
    const known = seen.get(text) ?? `<${seen.size + 1}>`;
    seen.set(text, known);
    return known;
  };
  return withoutCheckOrder(state).replace(uuid, numbered).replace(/"deposed": "[0-9a-f]{8}"/g, '"deposed": "<key>"').replace(/"serial": \d+/, '"serial": <n>');
}
