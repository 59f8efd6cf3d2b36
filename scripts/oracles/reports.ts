// The reports that the runners write: which rates they give, and which of their cases ended for want of time.
import type { Rate, Rates } from "./rates.ts";

/** What a runner's report says of one case. */
export interface Case {
  readonly name: string;
  /** It failed because it took too long, which may be the machine's fault. */
  readonly timedOut: boolean;
}

/** How the report of a runner is read; `Report` is its JSON. */
export interface ReportReader<Report> {
  readonly cases: (report: Report) => readonly Case[];
  readonly rates: (report: Report) => Rates;
  /** The report with what another one, of one case alone, says of it. */
  readonly replaced: (report: Report, again: Report, name: string) => Report;
}

const rateOf = <Item>(items: readonly Item[], isPassed: (item: Item) => boolean): Rate => ({ passed: items.filter(isPassed).length, total: items.length });

const swapped = <Item>(items: readonly Item[], again: readonly Item[], isMeant: (item: Item) => boolean): Item[] =>
  items.map((item) => (isMeant(item) ? (again.find(isMeant) ?? item) : item));

interface Expression {
  readonly id: string;
  readonly pass: boolean;
  readonly isError: boolean;
  readonly summary: boolean;
  readonly why?: string;
}

interface Scenario {
  readonly name: string;
  readonly core: boolean;
  readonly full: boolean;
  readonly steps: readonly { readonly sections: Readonly<Record<string, string | null>> }[];
}

/** Expressions by category, scenarios by how much of them is compared. */
export interface ConformanceReport {
  readonly expressions: readonly Expression[];
  readonly scenarios: readonly Scenario[];
}

const categoryOf = ({ id }: Expression): string => id.slice(0, id.lastIndexOf("/"));

export const conformanceReports: ReportReader<ConformanceReport> = {
  cases: ({ expressions, scenarios }) => [
    ...expressions.map(({ id, pass, why = "" }) => ({ name: id, timedOut: !pass && /^no answer within|ended by SIGKILL/.test(why) })),
    ...scenarios.map(({ name, full, steps }) => ({ name, timedOut: !full && steps.some(({ sections }) => /no end within/.test(sections["exit"] ?? "")) })),
  ],
  rates: ({ expressions, scenarios }) => ({
    ...Object.fromEntries([...Map.groupBy(expressions, categoryOf)].map(([category, items]) => [`expressions ${category}`, rateOf(items, ({ pass }) => pass)])),
    "error summaries of expressions": rateOf(expressions.filter(({ isError }) => isError), ({ summary }) => summary),
    "scenarios in their core": rateOf(scenarios, ({ core }) => core),
    "scenarios in full": rateOf(scenarios, ({ full }) => full),
  }),
  replaced: (report, again, name) => ({
    expressions: swapped(report.expressions, again.expressions, ({ id }) => id === name),
    scenarios: swapped(report.scenarios, again.scenarios, (scenario) => scenario.name === name),
  }),
};

interface PlanCase {
  readonly type: string;
  readonly case: string;
  readonly kind: string;
  readonly why: readonly string[];
  /** Of those that must be refused. */
  readonly summary?: boolean;
  /** Why it is better to answer otherwise; given where the answer differs. */
  readonly departure?: string;
}

export type OktaPlansReport = readonly PlanCase[];

const isRight = ({ why, departure }: PlanCase): boolean => why.length === 0 || departure !== undefined;
const planName = (item: PlanCase): string => `${item.type}/${item.case}`;

export const oktaPlansReports: ReportReader<OktaPlansReport> = {
  // A command that was killed has no exit code.
  cases: (report) => report.map((item) => ({ name: planName(item), timedOut: item.why.some((why) => why.includes("exit null")) })),
  rates: (report) => ({
    cases: rateOf(report.filter(({ departure }) => departure === undefined), ({ why }) => why.length === 0),
    "error summaries": rateOf(report.filter(({ kind }) => kind === "error"), ({ summary }) => summary === true),
    "resource types wholly right": rateOf([...Map.groupBy(report, ({ type }) => type).values()], (items) => items.every(isRight)),
  }),
  replaced: (report, again, name) => swapped(report, again, (item) => planName(item) === name),
};

interface Cassette {
  readonly name: string;
  readonly verdict: string;
  readonly interactions: readonly { readonly skipped?: unknown; readonly ok?: boolean; readonly statusOk?: boolean; readonly error?: string }[];
}

export interface CassettesReport {
  readonly cassettes: readonly Cassette[];
}

export const cassettesReports: ReportReader<CassettesReport> = {
  cases: ({ cassettes }) => cassettes.map(({ name, verdict, interactions }) => ({ name, timedOut: verdict === "fail" && interactions.some(({ error = "" }) => error.startsWith("no answer within")) })),
  rates: ({ cassettes }) => {
    const scored = cassettes.flatMap(({ interactions }) => interactions.filter(({ skipped }) => !skipped));
    return {
      cassettes: rateOf(cassettes.filter(({ verdict }) => verdict !== "skipped"), ({ verdict }) => verdict === "pass"),
      interactions: rateOf(scored, ({ ok }) => ok === true),
      statuses: rateOf(scored, ({ statusOk }) => statusOk === true),
    };
  },
  replaced: ({ cassettes }, again, name) => ({ cassettes: swapped(cassettes, again.cassettes, (cassette) => cassette.name === name) }),
};
