// Runs the runner of a recorded truth beside the repository (../shared), runs again what ended for want of time, and holds the rates.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compareRates, printRates, rateText } from "./rates.ts";
import type { Rates } from "./rates.ts";
import type { ReportReader } from "./reports.ts";

export const root = join(import.meta.dirname, "../..");
const ratesFile = join(root, "oracle-rates.json");

/** One recorded truth, and how its runner is spoken to. */
export interface Oracle<Report> {
  readonly name: string;
  /** Where the runner lies below ../shared. */
  readonly runner: string;
  /** The option that takes the file of the report. */
  readonly reportOption: string;
  readonly reports: ReportReader<Report>;
  /** Options that come before those that are given. */
  readonly defaults?: readonly string[];
  /** Options of a run of everything. */
  readonly everything?: readonly string[];
  /** What comes after the options: the command that is held against the truth. */
  readonly candidate?: readonly string[];
  /** Options that run one case alone; `folder` is for files that this needs. */
  readonly alone: (name: string, folder: string, truth: string) => readonly string[];
}

/** More cases than this do not fail by chance. */
const MOST_AGAIN = 20;

/** Does what the words ask: `--rates` holds the rates against the recorded ones, `--record` records them; all else is the runner's. */
export async function runOracle<Report>(oracle: Oracle<Report>, words: readonly string[]): Promise<number> {
  const runner = join(dirname(root), "shared", oracle.runner);
  if (!existsSync(runner)) {
    console.log(`Left out: ${oracle.name} needs ../shared/${oracle.runner}, which is not here.`);
    return 0;
  }
  const given = words.filter((word) => word !== "--rates" && word !== "--record");
  const asked = { rates: words.includes("--rates"), record: words.includes("--record") };
  if ((asked.rates || asked.record) && given.length > 0) {
    console.error("Rates are those of everything: --rates and --record go with no other option.");
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), "oracle-"));
  try {
    const first = await run(oracle, runner, join(folder, "report.json"), given.length === 0 ? (oracle.everything ?? []) : given);
    const report = first.report && (await againAlone(oracle, runner, folder, first.report));
    if (!asked.rates && !asked.record) return first.code;
    if (report) return settle(oracle.name, oracle.reports.rates(report), asked.record);
    console.error(`${oracle.name} gave no report.`);
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface RunOf<Report> {
  readonly code: number;
  /** Undefined when the runner ended before it wrote one, or was told to write it elsewhere. */
  readonly report: Report | undefined;
}

async function run<Report>({ reportOption, defaults = [], candidate }: Oracle<Report>, runner: string, file: string, options: readonly string[], quiet = false): Promise<RunOf<Report>> {
  const reported = options.includes(reportOption) ? [] : [reportOption, file];
  const words = [runner, ...defaults, ...reported, ...options, ...(candidate ? ["--", process.execPath, ...candidate] : [])];
  // The sandbox that a runner may talk to is in this process.
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, words, { stdio: quiet ? "ignore" : "inherit" });
    child.once("error", reject);
    child.once("exit", (ended) => resolve(ended ?? 1));
  });
  return { code, report: existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report) : undefined };
}

/** What ran out of time on a busy machine runs once more with nothing beside it, and counts as that ends. */
async function againAlone<Report>(oracle: Oracle<Report>, runner: string, folder: string, report: Report): Promise<Report> {
  const late = oracle.reports.cases(report).filter(({ timedOut }) => timedOut);
  if (late.length === 0 || late.length > MOST_AGAIN) return report;
  let settled = report;
  for (const { name } of late) {
    const file = join(folder, "again.json");
    rmSync(file, { force: true });
    const again = await run(oracle, runner, file, oracle.alone(name, folder, dirname(runner)), true);
    if (again.report) settled = oracle.reports.replaced(settled, again.report, name);
    const still = oracle.reports.cases(settled).some((item) => item.name === name && item.timedOut);
    console.log(`${name} ran out of time and was run again alone: ${still ? "it did so again" : "it came to an end"}.`);
  }
  return settled;
}

function settle(name: string, printed: Rates, record: boolean): number {
  const all = existsSync(ratesFile) ? (JSON.parse(readFileSync(ratesFile, "utf8")) as Record<string, Rates>) : {};
  const { fell, rose } = compareRates(all[name] ?? {}, printed);
  for (const line of fell) console.log(`fell: ${line}`);
  for (const line of rose) console.log(`rose: ${line}`);
  if (fell.length > 0) return 1;
  if (record) writeFileSync(ratesFile, printRates({ ...all, [name]: printed }));
  if (rose.length > 0) console.log(record ? "Recorded." : `Record it: npm run ${name} -- --record`);
  else console.log(`The recorded rates hold: ${Object.values(printed).length} of ${name}, ${rateText(sum(printed))} in all.`);
  return 0;
}

const sum = (rates: Rates) => Object.values(rates).reduce((all, { passed, total }) => ({ passed: all.passed + passed, total: all.total + total }), { passed: 0, total: 0 });
