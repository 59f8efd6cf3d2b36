import { mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PhaseRequest, PhaseResult } from "@lockstep/contract";
import { system, type Actor } from "../actor.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import { orgAccess } from "../okta-orgs/credentials.ts";
import { compiledFolder, startChild, type ChildControl, type ChildEnd } from "../phases/child.ts";
import { diskProblem } from "../phases/failure.ts";
import { keptState } from "../phases/kept-state.ts";
import { preparePhaseFolder, requireBlob, type PhaseFolder } from "../phases/folder.ts";
import { found } from "../problem.ts";
import { Redactor } from "../secrets/redactor.ts";
import type { Server } from "../server.ts";
import { storeRunState } from "../state-versions/store.ts";
import { phaseGitAccess } from "../vcs/credentials.ts";
import { selectWorkspace, workspaceForUpdate } from "../workspaces/queries.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { readJournalOf, selectUnfinishedRun, sealRecord } from "./journal.ts";
import { LogWriter } from "./log-writer.ts";
import { ApplyProgress } from "./progress.ts";
import { holdsRun, selectRun } from "./queries.ts";
import type { Run, RunInputs } from "./run.ts";
import type { LogPhase } from "./tables.ts";

/** A run's phase in a worker's hands. */
export interface Held {
  readonly run: Run;
  readonly workspace: Workspace;
  readonly phase: LogPhase;
  readonly log: LogWriter;
  /** Where everything of this phase lies; removed at its end. */
  readonly folder: PhaseFolder | undefined;
  readonly worker: Actor;
  /** Knows the secrets that the run was given. */
  readonly redactor: Redactor;
}

/** Another worker has the run now, or it was ended by force: this one must stop and write nothing. */
export class RunLost extends Error {}

const worker = system("Worker");

/** How a phase came out: as its child ended, or with what kept it from starting. */
export type PhaseEnd = { readonly held: Held } & ({ readonly end: ChildEnd } | { readonly problem: unknown });

/** Prepares a folder, starts the child, keeps all that it tells, and hands on how it ended. */
export async function runPhase(server: Server, run: Run, phase: LogPhase, signal: AbortSignal, conclude: (end: PhaseEnd) => Promise<void>): Promise<void> {
  const workspace = found(await selectWorkspace(server.db, run.workspaceId), "workspace", run.workspaceId);
  const redactor = new Redactor();
  const log = await LogWriter.open(server.db, run, phase, redactor);
  const held = { run, workspace, phase, log, worker, redactor };
  const base = await mkdtemp(join(tmpdir(), "lockstep-run-")).catch(async (problem: unknown) => conclude({ held: { ...held, folder: undefined }, problem: diskProblem(problem) }));
  if (base === undefined) return;
  try {
    await conclude(await carryOut(server, held, base, redactor, signal));
  } finally {
    await rm(base, { recursive: true, force: true }).catch((error: unknown) => server.log.warn({ err: error }, "a run's folder could not be removed"));
  }
}

async function carryOut(server: Server, held: Omit<Held, "folder">, base: string, redactor: Redactor, signal: AbortSignal): Promise<PhaseEnd> {
  try {
    const { folder, request } = await prepare(server, held, base, redactor);
    for (const line of headLines(held)) held.log.write(line);
    const end = await supervise(server, held, request, base, signal);
    return { held: { ...held, folder }, end };
  } catch (problem) {
    if (problem instanceof RunLost || signal.aborted) throw problem;
    return { held: { ...held, folder: undefined }, problem };
  }
}

// Terraform's command line leaves out the first three lines of an apply's log.
function headLines({ run, workspace, phase }: Omit<Held, "folder">): readonly string[] {
  if (phase === "plan") return [];
  const said = [`Lockstep applies the plan of ${run.id}.`, `Workspace ${workspace.name}.`, `Attempt ${run.attempt}.`];
  return said.map((text) => (run.logFormat === "text" ? `${text}\n` : `${JSON.stringify({ "@level": "info", "@message": text, "@module": "terraform.ui", "@timestamp": new Date().toISOString(), type: "log" })}\n`));
}

async function openInputs({ vault }: Pick<Server, "vault">, workspace: Workspace, run: Run): Promise<RunInputs> {
  if (!run.inputsSealed) return { variables: [], environment: {}, secrets: [] };
  return JSON.parse(await vault.openText(run.inputsSealed, { organization: workspace.organizationId, table: "runs", column: "inputs_sealed", row: run.id })) as RunInputs;
}

async function prepare(server: Server, { run, workspace, phase }: Omit<Held, "folder">, base: string, redactor: Redactor): Promise<{ readonly folder: PhaseFolder; readonly request: PhaseRequest }> {
  const inputs = await openInputs(server, workspace, run);
  const org = await orgAccess(server, workspace.oktaOrgId);
  for (const secret of [...inputs.secrets, ...org.secrets]) if (secret.length > 3) redactor.add(secret);
  // The apply has the modules that the plan has fetched.
  const git = phase === "plan" ? await phaseGitAccess(server, workspace.vcsConnectionId) : undefined;
  for (const secret of git?.secrets ?? []) redactor.add(secret);
  const folder = await preparePhaseFolder(server, workspace, run, base);
  const request: PhaseRequest = {
    phase,
    root: folder.root,
    folder: folder.folder,
    results: folder.results,
    lease: join(base, "lease"),
    workspace: workspace.name,
    environment: { ...org.environment, ...inputs.environment },
    variables: inputs.variables,
    fallbacks: org.fallbacks,
    ...(folder.state !== undefined && { state: folder.state }),
    logFormat: run.logFormat,
    allowProvisioners: server.settings.allowProvisioners,
    allowLocalGit: server.settings.allowLocalGit,
    ...(git && { gitCredentials: git.gitCredentials }),
    ...(phase === "plan" ? { planning: planningOf(run), ...(await recoveringOf(server, workspace, run)) } : { applying: await applyingOf(server, workspace, run, base) }),
  };
  return { folder, request };
}

const planningOf = ({ isDestroy, refreshOnly, refresh, targetAddrs, replaceAddrs }: Run): NonNullable<PhaseRequest["planning"]> => ({
  mode: isDestroy ? "destroy" : refreshOnly ? "refresh-only" : "normal",
  refresh,
  targets: targetAddrs,
  replaces: replaceAddrs,
});

async function applyingOf(server: Server, workspace: Workspace, run: Run, base: string): Promise<NonNullable<PhaseRequest["applying"]>> {
  const plan = join(base, "plan");
  await writeFile(plan, await requireBlob(server, run.planBlobId, "plan"), { mode: 0o600 });
  return { plan, journal: await readJournalOf(server, workspace, run.id) };
}

/** The journal of an earlier apply that ended in the middle; only a run that holds the workspace takes it up. */
async function recoveringOf(server: Server, workspace: Workspace, run: Run): Promise<{ readonly recovering?: readonly unknown[] }> {
  if (run.planOnly || run.savePlan) return {};
  const unfinished = await selectUnfinishedRun(server.db, workspace.id, run.id);
  return unfinished ? { recovering: await readJournalOf(server, workspace, unfinished) } : {};
}

async function supervise(server: Server, { run, workspace, log, redactor, worker: by }: Omit<Held, "folder">, request: PhaseRequest, home: string, signal: AbortSignal): Promise<ChildEnd> {
  signal.throwIfAborted();
  const fenced = async (write: (trx: Transaction) => Promise<unknown>): Promise<void> => {
    await transaction(server.db, async (trx) => {
      if (!(await holdsRun(trx, run.id, run.attempt))) throw new RunLost();
      await write(trx);
    });
  };
  const lease = request.lease ?? join(home, "lease");
  await writeFile(lease, "");
  const progress = new ApplyProgress(server, workspace, run);
  const child = startChild(server.phaseProgram, request, { home, memory: server.settings.runMemory, compiled: compiledFolder(server.settings) }, {
    log: (text) => log.write(text),
    journal: async (record) => {
      const recordSealed = await sealRecord(server, workspace, run.id, record);
      await fenced(async (trx) => trx.insertInto("runJournal").values({ runId: run.id, attempt: run.attempt, recordSealed }).execute());
      progress.note(record);
    },
    keptState: async (wanted) => keptState(server, workspace, wanted, redactor),
    state: async (last) => {
      const bytes = await readFile(join(request.results, "state.json"));
      await transaction(server.db, async (trx) => {
        // The workspace first, as everybody who holds both does.
        const now = await workspaceForUpdate(trx, workspace.id);
        if (!(await holdsRun(trx, run.id, run.attempt))) throw new RunLost();
        await storeRunState(server, trx, now, run, by, bytes, last);
      });
    },
  });
  const watching = watch(server, run, child, lease, signal);
  try {
    return await child.ended;
  } finally {
    watching.stop();
    // It only tells: a phase does not fail by it.
    await progress.settle().catch(() => {});
    await log.flush();
  }
}

const second = 1000;

/** Lets the child know that it is still wanted, and passes on that the run is to be canceled, or is another worker's now. */
function watch(server: Pick<Server, "db">, { id, attempt }: Run, child: ChildControl, lease: string, signal: AbortSignal): { readonly stop: () => void } {
  let asked = false;
  const look = async (): Promise<void> => {
    const at = new Date();
    await utimes(lease, at, at).catch(() => {});
    const now = await selectRun(server.db, id);
    if (!now || now.attempt !== attempt) return child.kill();
    if (now.cancelRequestedAt && !asked) {
      asked = true;
      child.interrupt();
    }
  };
  const timer = setInterval(() => void look().catch(() => {}), second);
  const kill = (): void => child.kill();
  signal.addEventListener("abort", kill, { once: true });
  return {
    stop: () => {
      clearInterval(timer);
      signal.removeEventListener("abort", kill);
    },
  };
}

/** What a phase that left no result died of, in words. */
export function deathOf({ code, killedBy, complaint }: ChildEnd): NonNullable<PhaseResult["error"]> {
  if (complaint.includes("heap out of memory")) return { summary: "Run out of memory", detail: "The process that carried it out needed more memory than it may have. Raise LOCKSTEP_RUN_MEMORY_MB on the worker, or split the configuration." };
  return { summary: "Run ended unexpectedly", detail: `The process that carried it out ended ${killedBy ? `by ${killedBy}` : `with exit code ${code}`}.${complaint === "" ? "" : ` Its last words were:\n\n${complaint}`}` };
}
