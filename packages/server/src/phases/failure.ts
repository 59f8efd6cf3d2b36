import { ArchiveError } from "../archives/failure.ts";
import { SecretError } from "../secrets/failure.ts";

/** Why a phase cannot be carried out at all, in words for the run's page; trying again would not help. */
export interface PhaseFailure {
  readonly summary: string;
  readonly detail: string;
}

/** Something that keeps a phase from starting. */
export class PhaseProblem extends Error implements PhaseFailure {
  readonly summary: string;
  readonly detail: string;

  constructor(summary: string, detail: string) {
    super(detail);
    this.summary = summary;
    this.detail = detail;
  }
}

/** What of a problem can be said to people; undefined: it may pass by itself, or nobody foresaw it. */
export function failureOf(problem: unknown): PhaseFailure | undefined {
  if (problem instanceof PhaseProblem) return problem;
  if (problem instanceof ArchiveError) return { summary: "Configuration cannot be unpacked", detail: `${problem.message} Upload the configuration again.` };
  if (problem instanceof SecretError) return { summary: "Sealed value cannot be opened", detail: problem.message };
  const code = problem instanceof Error && "code" in problem ? String(problem.code) : "";
  const said = diskCodes[code];
  return said === undefined ? undefined : inWords(said, code);
}

const inWords = (said: string, code: string): PhaseFailure => ({ summary: "Worker's disk refuses", detail: `The folder for temporary files of the worker ${said} (${code}). Nothing was changed in the org by this phase beyond what its log says. Make room or mend the folder, then start the run again.` });

/** That not even a folder could be made. */
export function diskProblem(problem: unknown): PhaseProblem {
  const code = problem instanceof Error && "code" in problem ? String(problem.code) : "unknown";
  const { summary, detail } = inWords(diskCodes[code] ?? "cannot be used", code);
  return new PhaseProblem(summary, detail);
}

const diskCodes: Readonly<Record<string, string>> = { ENOSPC: "is full", EDQUOT: "is over its quota", EROFS: "cannot be written", EACCES: "may not be used", EPERM: "may not be used", EMFILE: "has too many open files" };

/** When nobody knows better. */
export const unforeseen: PhaseFailure = { summary: "Run ended unexpectedly", detail: "Lockstep could not carry it out, however often it was tried; the server's log says why. Start the run again." };
