import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PhaseRequest } from "@lockstep/contract";
import { sql } from "kysely";
import { orgAccess } from "../okta-orgs/credentials.ts";
import { compiledFolder, startChild, type ChildEnd } from "../phases/child.ts";
import { failureOf, PhaseProblem, type PhaseFailure } from "../phases/failure.ts";
import { preparePhaseFolder, requireBlob, type PhaseFolder } from "../phases/folder.ts";
import { found } from "../problem.ts";
import type { Run, RunInputs } from "../runs/run.ts";
import { Redactor } from "../secrets/redactor.ts";
import type { Server } from "../server.ts";
import { resolveInputs } from "../variables/resolve.ts";
import { selectWorkspace } from "../workspaces/queries.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import type { DriftDifference, DriftScan } from "./drift.ts";
import { readReport, type ScanReport } from "./report.ts";
import { objectsOf, type StateObject } from "./state-objects.ts";

/** What a look at the org gave. */
export interface Look {
  /** The workspace and the state that the org was compared with. */
  readonly workspace: Workspace;
  readonly objects: ReadonlyMap<string, StateObject>;
  /** Undefined: nothing could be found out. */
  readonly report?: ScanReport;
  readonly requests: Readonly<Record<string, number>>;
  readonly error?: PhaseFailure;
}

/** Looks at the org in a child process, as runs do their phases, with the configuration and inputs of the last run that was applied. */
export async function lookAtOrg(server: Server, scan: DriftScan, signal: AbortSignal): Promise<Look> {
  const base = await mkdtemp(join(tmpdir(), "lockstep-scan-"));
  try {
    const { workspace, folder, run } = await prepare(server, scan.workspaceId, base);
    const objects = folder.state === undefined ? new Map<string, StateObject>() : objectsOf(await readFile(folder.state));
    const addresses = scan.addresses?.filter((address) => objects.has(address));
    // Nothing to look at: it need not be asked.
    if (objects.size === 0 || addresses?.length === 0) return { workspace, objects, report: { scanned: 0, found: [] }, requests: {} };
    const { request, redactor } = await requestOf(server, workspace, run, folder, addresses);
    signal.throwIfAborted();
    const end = await inChild(server, request, base, signal);
    const report = await readReport(join(folder.results, "drift.json"), objects);
    return { workspace, objects, ...(report && { report: withoutGivenSecrets(report, redactor) }), requests: end.result?.requests ?? {}, ...errorOf(end, redactor) };
  } finally {
    await rm(base, { recursive: true, force: true }).catch((error: unknown) => server.log.warn({ err: error }, "a scan's folder could not be removed"));
  }
}

interface Prepared {
  readonly workspace: Workspace;
  readonly folder: PhaseFolder;
  readonly run: Run | undefined;
}

const tries = 3;

/** While a run applies, a state is replaced by the next: one that is gone in the middle of reading is read again. */
async function prepare(server: Server, workspaceId: string, base: string): Promise<Prepared> {
  for (let attempt = 1; ; attempt++) {
    const workspace = found(await selectWorkspace(server.db, workspaceId), "workspace", workspaceId);
    const run = await lastApplied(server, workspaceId);
    const configurationVersionId = run?.configurationVersionId ?? workspace.currentConfigurationVersionId;
    const at = join(base, String(attempt));
    await mkdir(at);
    try {
      const folder = configurationVersionId === null ? await withoutConfiguration(server, workspace, at) : await preparePhaseFolder(server, workspace, { ...run, configurationVersionId }, at);
      return { workspace, folder, run };
    } catch (problem) {
      if (!(problem instanceof PhaseProblem) || problem.summary !== "Stored data is gone" || attempt >= tries) throw problem;
    }
  }
}

/** The run whose configuration the state was made by: the last that began to apply, or that had nothing to apply. */
const lastApplied = async ({ db }: Pick<Server, "db">, workspaceId: string): Promise<Run | undefined> =>
  db
    .selectFrom("runs")
    .selectAll()
    .where("workspaceId", "=", workspaceId)
    .where("planOnly", "=", false)
    .where((row) => row.or([row("status", "=", "planned_and_finished"), sql<boolean>`jsonb_exists(status_times, 'applying')`]))
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();

// A workspace whose runs are elsewhere has only its state here: the org's connection has to do.
async function withoutConfiguration(server: Server, { currentStateVersionId }: Workspace, base: string): Promise<PhaseFolder> {
  const [root, results, state] = [join(base, "configuration"), join(base, "results"), join(base, "state")];
  await mkdir(root);
  await mkdir(results);
  const version = currentStateVersionId === null ? undefined : await server.db.selectFrom("stateVersions").select("blobId").where("id", "=", currentStateVersionId).executeTakeFirst();
  if (!version?.blobId) return { root, folder: "", results, state: undefined };
  await writeFile(state, await requireBlob(server, version.blobId, "state"), { mode: 0o600 });
  return { root, folder: "", results, state };
}

async function requestOf(server: Server, workspace: Workspace, run: Run | undefined, folder: PhaseFolder, addresses: readonly string[] | undefined): Promise<{ readonly request: PhaseRequest; readonly redactor: Redactor }> {
  const [org, before, now] = [await orgAccess(server, workspace.oktaOrgId), await inputsOf(server, workspace, run), await resolveInputs(server, workspace, [])];
  const redactor = new Redactor([...before.secrets, ...now.secrets, ...org.secrets].filter((secret) => secret.length > 3));
  const request: PhaseRequest = {
    phase: "drift",
    root: folder.root,
    folder: folder.folder,
    results: folder.results,
    workspace: workspace.name,
    environment: { ...org.environment, ...before.environment, ...now.environment },
    // The run's own values first: what was changed since, such as a token, is as it is now.
    variables: [...before.variables, ...now.variables],
    fallbacks: org.fallbacks,
    ...(folder.state !== undefined && { state: folder.state }),
    logFormat: "json",
    allowProvisioners: false,
    scanning: addresses ? { addresses } : {},
  };
  return { request, redactor };
}

const noInputs: RunInputs = { variables: [], environment: {}, secrets: [] };

async function inputsOf({ vault }: Pick<Server, "vault">, workspace: Workspace, run: Run | undefined): Promise<RunInputs> {
  if (!run?.inputsSealed) return noInputs;
  return JSON.parse(await vault.openText(run.inputsSealed, { organization: workspace.organizationId, table: "runs", column: "inputs_sealed", row: run.id })) as RunInputs;
}

async function inChild(server: Server, request: PhaseRequest, home: string, signal: AbortSignal): Promise<ChildEnd> {
  const refuse = (): Promise<never> => Promise.reject(new Error("This is a bug in Lockstep. A look for drift wants to write."));
  const child = startChild(server.phaseProgram, request, { home, memory: server.settings.runMemory, compiled: compiledFolder(server.settings) }, { log: () => {}, journal: refuse, state: refuse, keptState: refuse });
  const kill = (): void => child.kill();
  signal.addEventListener("abort", kill, { once: true });
  try {
    return await child.ended;
  } finally {
    signal.removeEventListener("abort", kill);
    signal.throwIfAborted();
  }
}

function errorOf({ result, code, killedBy, complaint }: ChildEnd, redactor: Redactor): { readonly error?: PhaseFailure } {
  if (result?.ok) return {};
  const died = { summary: "Scan ended unexpectedly", detail: `The process that looked for drift ended ${killedBy ? `by ${killedBy}` : `with exit code ${code}`}.${complaint === "" ? "" : ` Its last words were:\n\n${complaint}`}` };
  const { summary, detail } = result?.error ?? died;
  return { error: { summary, detail: redactor.text(detail) } };
}

// A value that the workspace keeps as a secret may stand in an attribute that nobody has marked.
function withoutGivenSecrets(report: ScanReport, redactor: Redactor): ScanReport {
  const clean = (differences: readonly DriftDifference[]): readonly DriftDifference[] =>
    JSON.parse(JSON.stringify(differences), (_name, value: unknown) => (typeof value === "string" ? redactor.text(value) : value)) as readonly DriftDifference[];
  return { ...report, found: report.found.map((each) => ({ ...each, differences: clean(each.differences) })) };
}

/** What kept a scan from starting, in words; undefined: it may pass by itself. */
export const scanFailure = (problem: unknown): PhaseFailure | undefined => failureOf(problem);
