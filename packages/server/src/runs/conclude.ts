// What becomes of a run when a phase of it has ended: everything in one transaction, and only by the worker that still holds it.
import { nextStatus, type PhaseDiagnostic, type PhaseResult } from "@lockstep/contract";
import { transaction, type Transaction } from "../db/connect.ts";
import type { PhaseFailure } from "../phases/failure.ts";
import { packModules, readResult, type PhaseFolder } from "../phases/folder.ts";
import { found } from "../problem.ts";
import type { Redactor } from "../secrets/redactor.ts";
import type { Server } from "../server.ts";
import { settleRunState } from "../state-versions/store.ts";
import { storeBlob } from "../storage/blobs.ts";
import { workspaceForUpdate } from "../workspaces/queries.ts";
import { settleJournal, settleUnfinished } from "./journal.ts";
import { closeLog } from "./log-writer.ts";
import type { Held } from "./phase-job.ts";
import { selectRun } from "./queries.ts";
import type { RequestCounts, Run } from "./run.ts";
import { autoApplier } from "./service.ts";
import { enqueueApply, transitionRun, type Transition } from "./transition.ts";

/** A plan that was made. */
export async function concludePlan(server: Server, held: Held, result: PhaseResult): Promise<void> {
  const { run, workspace, worker } = held;
  const modules = result.fetchedModules && held.folder ? await packModules(held.folder) : undefined;
  const shown = withoutGivenSecrets(await readResult(folderOf(held), "redacted.json"), held.redactor);
  await fenced(server, held, async (trx, now) => {
    if (result.recovered) await settleUnfinished(trx, workspace.id, run.id);
    const stored = { planBlobId: await store(server, trx, held, "plan"), planJsonBlobId: await store(server, trx, held, "plan.json"), redactedPlanBlobId: await storeBlob(server, trx, workspace.organizationId, shown) };
    const modulesBlobId = modules ? await storeBlob(server, trx, workspace.organizationId, modules) : null;
    const requestCounts: RequestCounts = { plan: result.requests, ...(result.forecast && { forecast: result.forecast }) };
    const changes = { ...stored, modulesBlobId, lostChildren: 0, hasChanges: result.applyable ?? false, planCounts: JSON.stringify(result.counts), requestCounts: JSON.stringify(requestCounts), ...diagnosticsOf(held, now, result) };
    if (now.cancelRequestedAt) return void (await move(server, trx, now, { event: "cancel", by: worker, changes }));
    const goesOn = (result.applyable === true || run.allowEmptyApply) && !run.planOnly;
    const planned = await move(server, trx, now, { event: !goesOn ? "finishEmpty" : run.savePlan ? "finishSaved" : "finish", by: worker, changes, data: { failedChecks: result.failedChecks ?? 0 } });
    if (goesOn && run.autoApply && !run.savePlan) {
      const confirmed = await transitionRun(server, trx, planned, { event: "confirm", by: autoApplier, changes: { confirmedByName: autoApplier.name } });
      await enqueueApply(server, trx, confirmed);
    }
    if (!run.planOnly) await trx.updateTable("workspaces").set({ currentConfigurationVersionId: run.configurationVersionId }).where("id", "=", workspace.id).where("currentConfigurationVersionId", "is", null).execute();
  });
}

const store = async (server: Server, trx: Transaction, held: Held, name: string): Promise<string> => storeBlob(server, trx, held.workspace.organizationId, await readResult(folderOf(held), name));

function folderOf({ folder }: Held): PhaseFolder {
  if (!folder) throw new Error("This is a bug in Lockstep. A plan without a folder.");
  return folder;
}

// A copy of a secret is in no mark's tree: terraform_data's output has what its input was.
function withoutGivenSecrets(json: Buffer, redactor: Redactor): Buffer {
  const text = json.toString("utf8");
  if (redactor.text(text) === text) return json;
  const parsed: unknown = JSON.parse(text, (_name, value: unknown) => (typeof value === "string" ? redactor.text(value) : value));
  return Buffer.from(JSON.stringify(parsed));
}

/** An apply that was carried out. */
export async function concludeApply(server: Server, held: Held, result: PhaseResult): Promise<void> {
  await fenced(server, held, async (trx, now) => {
    await settleJournal(trx, now.id);
    await settleRunState(server, trx, held.workspace, now.id);
    await move(server, trx, now, { event: "finish", by: held.worker, changes: { applyCounts: JSON.stringify(result.counts), requestCounts: JSON.stringify({ ...now.requestCounts, apply: result.requests }), ...diagnosticsOf(held, now, result) } });
  });
}

/** How a phase failed. */
export interface Failed {
  /** What it could still say; none: it was lost, or never began. */
  readonly result?: PhaseResult;
  readonly error?: PhaseFailure;
}

/** A phase that ended with errors, or was canceled, or could not be carried out. */
export async function failPhase(server: Server, held: Held, { result, error: said }: Failed): Promise<void> {
  // A message may quote a value, and it is kept, shown and sent.
  const error = said && { summary: held.redactor.text(said.summary), detail: held.redactor.text(said.detail) };
  if (!result && error) held.log.write(errorLine(held.run, error));
  await fenced(server, held, async (trx, now) => {
    if (held.phase === "apply" && result) await settleJournal(trx, now.id);
    if (held.phase === "apply") await settleRunState(server, trx, held.workspace, now.id);
    if (result?.recovered) await settleUnfinished(trx, now.workspaceId, now.id);
    const canceled = now.cancelRequestedAt !== null;
    const changes = {
      ...(error && !canceled && { error: JSON.stringify(error) }),
      ...(result?.counts && held.phase === "apply" && { applyCounts: JSON.stringify(result.counts) }),
      ...(result && { requestCounts: JSON.stringify({ ...now.requestCounts, [held.phase]: result.requests }), ...diagnosticsOf(held, now, result) }),
    };
    await move(server, trx, now, { event: canceled ? "cancel" : "fail", by: held.worker, changes, description: error?.summary ?? "" });
  });
}

/** What the phase has said beside what earlier ones have; a message may quote a value. */
function diagnosticsOf({ phase, redactor }: Pick<Held, "phase" | "redactor">, { diagnostics }: Pick<Run, "diagnostics">, result: PhaseResult): { readonly diagnostics: string } {
  const told: unknown = JSON.parse(JSON.stringify(result.diagnostics ?? []), (_name, value: unknown) => (typeof value === "string" ? redactor.text(value) : value));
  const own = (told as readonly PhaseDiagnostic[]).map((each) => ({ ...each, phase }));
  return { diagnostics: JSON.stringify([...diagnostics.filter((each) => each.phase !== phase), ...own]) };
}

/** An error as a line of a run's log, in its format. */
export const errorLine = ({ logFormat }: Pick<Run, "logFormat">, { summary, detail }: PhaseFailure): string =>
  logFormat === "text"
    ? `\nError: ${summary}\n\n${detail}\n`
    : `${JSON.stringify({ "@level": "error", "@message": `Error: ${summary}`, "@module": "terraform.ui", "@timestamp": new Date().toISOString(), type: "diagnostic", diagnostic: { severity: "error", summary, detail } })}\n`;

async function fenced(server: Server, { run, log, phase }: Held, write: (trx: Transaction, now: Run) => Promise<void>): Promise<void> {
  await log.settle();
  await transaction(server.db, async (trx) => {
    await workspaceForUpdate(trx, run.workspaceId);
    const now = found(await selectRun(trx, run.id), "run", run.id);
    // Somebody ended it by force, or another worker has it: what this one found out is of no interest any more.
    if (now.attempt !== run.attempt || nextStatus(now.status, "fail") === undefined) return;
    await closeLog(trx, run.id, phase);
    await write(trx, now);
  });
}

const move = async (server: Server, trx: Transaction, run: Run, transition: Transition): Promise<Run> => transitionRun(server, trx, run, { ...transition, attempt: run.attempt });
