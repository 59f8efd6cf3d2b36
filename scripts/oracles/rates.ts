// How much of each recorded truth holds: what was printed, held against the best that is recorded.

/** So many of so many. */
export interface Rate {
  readonly passed: number;
  readonly total: number;
}

/** The rates of one oracle by what they count. */
export type Rates = Readonly<Record<string, Rate>>;

/** Lines about rates that fell and rates that rose; what is in neither stayed. */
export interface Movement {
  readonly fell: readonly string[];
  readonly rose: readonly string[];
}

/** Holds what was printed against what is recorded. Fewer cases than recorded is a fall too: what is left out does not pass. */
export function compareRates(recorded: Rates, printed: Rates): Movement {
  const fell: string[] = [];
  const rose: string[] = [];
  for (const name of new Set([...Object.keys(recorded), ...Object.keys(printed)])) {
    const [before, now] = [recorded[name], printed[name]];
    const line = `${name}: ${before ? rateText(before) : "not recorded"} → ${now ? rateText(now) : "not printed"}`;
    const order = orderOf(before, now);
    if (order < 0) fell.push(line);
    if (order > 0) rose.push(line);
  }
  return { fell, rose };
}

function orderOf(before: Rate | undefined, now: Rate | undefined): number {
  if (!before) return 1;
  if (!now || now.total < before.total) return -1;
  return now.passed * before.total - before.passed * now.total || now.total - before.total;
}

/** `19 of 20 (95.00 %)` */
export const rateText = ({ passed, total }: Rate): string => `${passed} of ${total} (${total === 0 ? "–" : ((100 * passed) / total).toFixed(2)} %)`;

/** The rates with those of one oracle replaced, as the file has them: a line a rate, in order. */
export function printRates(all: Readonly<Record<string, Rates>>): string {
  const oracles = byName(all).map(([oracle, rates]) => {
    const lines = byName(rates).map(([name, { passed, total }]) => `    ${JSON.stringify(name)}: { "passed": ${passed}, "total": ${total} }`);
    return `  ${JSON.stringify(oracle)}: {\n${lines.join(",\n")}\n  }`;
  });
  return `{\n${oracles.join(",\n")}\n}\n`;
}

const byName = <Item>(record: Readonly<Record<string, Item>>): [string, Item][] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
