import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PhaseRequest, PhaseResult } from "@lockstep/contract";
import { unpackArchive } from "../archives/unpack.ts";
import { system, type Actor } from "../actor.ts";
import { transaction, type Transaction } from "../db/connect.ts";
import { orgAccess } from "../okta-orgs/credentials.ts";
import { startChild, type ChildControl, type ChildEnd } from "../phases/child.ts";
import { found } from "../problem.ts";
import { Redactor } from "../secrets/redactor.ts";
import type { Server } from "../server.ts";
import { storeRunState } from "../state-versions/store.ts";
import { readBlob } from "../storage/blobs.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { LogWriter } from "./log-writer.ts";
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
  readonly folder: string;
  readonly worker: Actor;
}

/** Another worker has the run now: this one must stop and write nothing. */
export class RunLost extends Error {}

/** Prepares a folder, starts the child, keeps all that it tells, and gives its end. */
export async function runPhase(server: Server, run: Run, phase: LogPhase, signal: AbortSignal, conclude: (held: Held, end: ChildEnd) => Promise<void>): Promise<void> {
  const workspace = found(await selectWorkspace(server.db, run.workspaceId), "workspace", run.workspaceId);
  const folder = await mkdtemp(join(tmpdir(), "lockstep-run-"));
  const worker = system("Worker");
  try {
    const inputs = await openInputs(server, workspace, run);
    const org = await orgAccess(server, workspace.oktaOrgId);
    const log = await LogWriter.open(server.db, run, phase, new Redactor([...inputs.secrets, ...org.secrets].filter((secret) => secret.length > 3)));
    const held: Held = { run, workspace, phase, log, folder, worker };
    for (const line of headLines(held)) log.write(line);
    const request = await prepare(server, held, inputs, org);
    const end = await supervise(server, held, request, signal);
    await conclude(held, end);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// Terraform's command line leaves out the first three lines of an apply's log.
function headLines({ run, workspace, phase }: Held): readonly string[] {
  if (phase === "plan") return [];
  const said = [`Lockstep applies the plan of ${run.id}.`, `Workspace ${workspace.name}.`, `Attempt ${run.attempt}.`];
  return said.map((text) => (run.logFormat === "text" ? `${text}\n` : `${JSON.stringify({ "@level": "info", "@message": text, "@module": "terraform.ui", "@timestamp": new Date().toISOString(), type: "log" })}\n`));
}

async function openInputs({ vault }: Pick<Server, "vault">, workspace: Workspace, run: Run): Promise<RunInputs> {
  if (!run.inputsSealed) return { variables: [], environment: {}, secrets: [] };
  return JSON.parse(await vault.openText(run.inputsSealed, { organization: workspace.organizationId, table: "runs", column: "inputs_sealed", row: run.id })) as RunInputs;
}

async function prepare(server: Server, { run, workspace, phase, folder }: Held, inputs: RunInputs, org: Awaited<ReturnType<typeof orgAccess>>): Promise<PhaseRequest> {
  const [root, results] = [join(folder, "configuration"), join(folder, "results")];
  await mkdir(results);
  const { blobId } = await server.db.selectFrom("configurationVersions").select("blobId").where("id", "=", run.configurationVersionId).executeTakeFirstOrThrow();
  await unpackArchive(await blob(server, blobId, "the configuration"), root);
  const state = await stateFile(server, workspace, folder);
  return {
    phase,
    root,
    folder: workspace.workingDirectory,
    results,
    workspace: workspace.name,
    environment: { ...org.environment, ...inputs.environment },
    variables: inputs.variables,
    fallbacks: org.fallbacks,
    ...(state !== undefined && { state }),
    logFormat: run.logFormat,
    allowProvisioners: server.settings.allowProvisioners,
    ...(phase === "plan" ? { planning: planningOf(run), ...(await recoveringOf(server, workspace, run)) } : { applying: await applyingOf(server, workspace, run, folder) }),
  };
}

const planningOf = ({ isDestroy, refreshOnly, refresh, targetAddrs, replaceAddrs }: Run): NonNullable<PhaseRequest["planning"]> => ({
  mode: isDestroy ? "destroy" : refreshOnly ? "refresh-only" : "normal",
  refresh,
  targets: targetAddrs,
  replaces: replaceAddrs,
});

async function applyingOf(server: Server, workspace: Workspace, run: Run, folder: string): Promise<NonNullable<PhaseRequest["applying"]>> {
  const plan = join(folder, "plan");
  await writeFile(plan, await blob(server, run.planBlobId, "the plan"), { mode: 0o600 });
  return { plan, journal: await journalOf(server, workspace, run.id) };
}

/** The journal of an earlier apply that ended in the middle; only a run that holds the workspace takes it up. */
async function recoveringOf(server: Server, workspace: Workspace, run: Run): Promise<{ readonly recovering?: readonly unknown[] }> {
  if (run.planOnly || run.savePlan) return {};
  const unfinished = await server.db.selectFrom("runJournal").innerJoin("runs", "runs.id", "runJournal.runId").select("runs.id").where("runs.workspaceId", "=", workspace.id).where("runs.id", "!=", run.id).orderBy("runs.number", "desc").limit(1).executeTakeFirst();
  return unfinished ? { recovering: await journalOf(server, workspace, unfinished.id) } : {};
}

async function journalOf({ db, vault }: Pick<Server, "db" | "vault">, workspace: Workspace, runId: string): Promise<readonly unknown[]> {
  const rows = await db.selectFrom("runJournal").select("recordSealed").where("runId", "=", runId).orderBy("number").execute();
  return await Promise.all(rows.map(async ({ recordSealed }) => JSON.parse(await vault.openText(recordSealed, journalContext(workspace, runId))) as unknown));
}

const journalContext = (workspace: Workspace, runId: string) => ({ organization: workspace.organizationId, table: "run_journal", column: "record_sealed", row: runId });

async function stateFile(server: Server, workspace: Workspace, folder: string): Promise<string | undefined> {
  if (workspace.currentStateVersionId === null) return undefined;
  const version = await server.db.selectFrom("stateVersions").select("blobId").where("id", "=", workspace.currentStateVersionId).executeTakeFirst();
  if (!version?.blobId) return undefined;
  const path = join(folder, "state");
  await writeFile(path, await blob(server, version.blobId, "the state"), { mode: 0o600 });
  return path;
}

async function blob(server: Pick<Server, "db" | "vault">, id: string | null, what: string): Promise<Buffer> {
  const bytes = id === null ? undefined : await readBlob(server, id);
  if (!bytes) throw new Error(`This is a bug in Lockstep. ${what} of a run is not stored.`);
  return bytes;
}

async function supervise(server: Server, held: Held, request: PhaseRequest, signal: AbortSignal): Promise<ChildEnd> {
  const { run, workspace, log, folder } = held;
  const fenced = async (write: (trx: Transaction) => Promise<unknown>): Promise<void> => {
    await transaction(server.db, async (trx) => {
      if (!(await holdsRun(trx, run.id, run.attempt))) throw new RunLost();
      await write(trx);
    });
  };
  const child = startChild(server.phaseProgram, request, folder, {
    log: (text) => log.write(text),
    journal: async (record) => {
      const sealed = await server.vault.seal(JSON.stringify(record), journalContext(workspace, run.id));
      await fenced(async (trx) => await trx.insertInto("runJournal").values({ runId: run.id, attempt: run.attempt, recordSealed: sealed }).execute());
    },
    state: async (last) => {
      const bytes = await readFile(join(request.results, "state.json"));
      await fenced(async (trx) => await storeRunState(server, trx, workspace, run, held.worker, bytes, last));
    },
  });
  const watching = watch(server, run, child, signal);
  try {
    return await child.ended;
  } finally {
    watching.stop();
    await log.flush();
  }
}

const second = 1000;

/** Passes on to the child that the run is to be canceled, or is another worker's now. */
function watch(server: Pick<Server, "db">, { id, attempt }: Run, child: ChildControl, signal: AbortSignal): { readonly stop: () => void } {
  let asked = false;
  const look = async (): Promise<void> => {
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
export const deathOf = ({ code, killedBy, complaint }: ChildEnd): NonNullable<PhaseResult["error"]> => ({
  summary: "Run ended unexpectedly",
  detail: `The process that carried it out ended ${killedBy ? `by ${killedBy}` : `with exit code ${code}`}.${complaint === "" ? "" : ` Its last words were:\n\n${complaint}`}`,
});
