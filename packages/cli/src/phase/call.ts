import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import type { GivenInput } from "@lockstep/engine";
import type { PhaseKeptState, PhaseRequest, PhaseVariable } from "@lockstep/contract";
import type { Call } from "../commands/command.ts";
import type { Channel } from "./channel.ts";

/** The call of a command as it would be made by hand in the unpacked folder, with everything it writes sent to the worker. */
export function callOf(request: PhaseRequest, channel: Channel, signal: AbortSignal): Call {
  const out = new Writable({
    decodeStrings: false,
    write: (text: string | Buffer, _encoding, done) => {
      channel.send({ kind: "log", text: text.toString() });
      done();
    },
  });
  return {
    folder: join(request.root, request.folder),
    words: [],
    flags: { json: request.logFormat === "json", input: false, "no-color": request.logFormat === "json" },
    given: [],
    environment: { ...request.environment, TF_WORKSPACE: request.workspace },
    terminal: { out, err: out, input: Readable.from([]), live: false, color: request.logFormat === "text", width: 78 },
    signal,
    keptState: async (wanted) => {
      const { host, organization, workspace, token } = wanted;
      // With a token of its own the configuration asks for itself.
      const answer: PhaseKeptState = token === undefined ? channel.ask({ kind: "kept-state", organization, workspace, ...(host !== undefined && { host }) }) : { elsewhere: true };
      if ("elsewhere" in answer) return (await import("../remote/kept-state.ts")).readKeptState(wanted, request.environment);
      return "problem" in answer ? answer : { text: answer.state === null ? undefined : JSON.stringify(answer.state) };
    },
  };
}

/** Writes the variables as files of values beside the configuration; gives them in their order of precedence. */
export function givenVariables(request: PhaseRequest, declared: ReadonlySet<string>, fixed: ReadonlySet<string>): readonly GivenInput[] {
  const { variables, fallbacks } = request;
  // What is not declared belongs to another configuration of the same organization; a word about each would drown what matters.
  const known = (list: readonly PhaseVariable[]): PhaseVariable[] => list.filter(({ key }) => declared.has(key));
  const missing = known(fallbacks).filter(({ key }) => !fixed.has(key) && !variables.some((given) => given.key === key));
  const path = join(request.results, "variables.tfvars");
  writeFileSync(path, [...missing, ...lastOfEach(known(variables))].map(assignment).join(""), { mode: 0o600 });
  return [{ kind: "file", path }];
}

const lastOfEach = (variables: readonly PhaseVariable[]): PhaseVariable[] => [...new Map(variables.map((each) => [each.key, each])).values()];

const assignment = ({ key, value, hcl }: PhaseVariable): string => `${key} = ${hcl ? value : quoted(value)}\n`;

/** A text as an HCL string that means exactly it. */
const quoted = (text: string): string =>
  `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t").replace(/([$%])\{/g, "$1$1{")}"`;

