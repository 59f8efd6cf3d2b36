// Huffman codes of limited length, as Go's compress/flate builds them: the same input must give the same bytes.

/** The bits of a symbol, lowest first, and how many there are. 0 bits: the symbol does not occur. */
export interface Code {
  readonly bits: number;
  readonly length: number;
}

interface Leaf {
  readonly symbol: number;
  readonly frequency: number;
}

/** A code for each symbol by how often it occurs, none longer than `limit`. */
export function huffmanCodes(frequencies: readonly number[], limit: number): Code[] {
  const codes: Code[] = frequencies.map(() => ({ bits: 0, length: 0 }));
  const leaves = frequencies.flatMap((frequency, symbol) => (frequency > 0 ? [{ symbol, frequency }] : []));
  if (leaves.length <= 2) {
    for (const [bits, { symbol }] of leaves.entries()) codes[symbol] = { bits, length: 1 };
    return codes;
  }
  leaves.sort((a, b) => a.frequency - b.frequency || a.symbol - b.symbol);
  assign(codes, leaves, lengthCounts(leaves, limit));
  return codes;
}

/** How many bits all symbols take together. */
export const totalBits = (frequencies: readonly number[], codes: readonly Code[]): number =>
  frequencies.reduce((sum, frequency, symbol) => sum + frequency * (codes[symbol]?.length ?? 0), 0);

/** Canonical codes: the rarest symbols get the longest, in order of the symbols. */
function assign(codes: Code[], leaves: readonly Leaf[], counts: readonly number[]): void {
  let code = 0;
  let end = leaves.length;
  for (const [length, count] of counts.entries()) {
    code <<= 1;
    if (length === 0 || count === 0) continue;
    const chunk = leaves.slice(end - count, end).sort((a, b) => a.symbol - b.symbol);
    for (const { symbol } of chunk) codes[symbol] = { bits: reversed(code++, length), length };
    end -= count;
  }
}

export function reversed(bits: number, length: number): number {
  let result = 0;
  for (let at = 0; at < length; at++) result |= ((bits >> at) & 1) << (length - 1 - at);
  return result;
}

interface Level {
  needed: number;
  last: number;
  nextLeaf: number;
  nextPair: number;
  /** How many leaves stand left of the ancestors of the rightmost node, level by level. */
  readonly leaves: number[];
}

/** How many codes there are of each length: the boundary package-merge algorithm (Katajainen, Moffat, Turpin 1995). */
function lengthCounts(leaves: readonly Leaf[], limit: number): number[] {
  const count = leaves.length;
  const depth = Math.min(limit, count - 1);
  const frequency = (at: number): number => leaves[at]?.frequency ?? Infinity;
  const levels: Level[] = Array.from({ length: depth + 2 }, (_, level) => ({
    needed: 0,
    last: frequency(1),
    nextLeaf: frequency(2),
    nextPair: level === 1 ? Infinity : frequency(0) + frequency(1),
    leaves: Array.from({ length: depth + 1 }, (_none, at) => (at === level ? 2 : 0)),
  }));
  const at = (level: number): Level => levels[level] ?? { needed: 0, last: 0, nextLeaf: Infinity, nextPair: Infinity, leaves: [] };
  at(depth).needed = 2 * count - 4;
  for (let level = depth; ; ) {
    const row = at(level);
    if (row.nextPair === Infinity && row.nextLeaf === Infinity) {
      row.needed = 0;
      at(level + 1).nextPair = Infinity;
      level++;
      continue;
    }
    const previous = row.last;
    takeNext(row, at(level - 1), level, frequency);
    row.needed--;
    if (row.needed > 0) {
      while (at(level - 1).needed > 0 && level > 1) level--;
      continue;
    }
    if (level === depth) break;
    at(level + 1).nextPair = previous + row.last;
    level++;
  }
  const { leaves: found } = at(depth);
  return Array.from({ length: depth + 1 }, (_, length) =>
    length === 0 ? 0 : (found[depth - length + 1] ?? 0) - (found[depth - length] ?? 0),
  );
}

/** The next item of a row is a leaf or a pair of the row below, whichever is rarer. */
function takeNext(row: Level, below: Level, level: number, frequency: (at: number) => number): void {
  if (row.nextLeaf < row.nextPair) {
    const next = (row.leaves[level] ?? 0) + 1;
    row.last = row.nextLeaf;
    row.leaves[level] = next;
    row.nextLeaf = frequency(next);
    return;
  }
  row.last = row.nextPair;
  for (let at = 0; at < level; at++) row.leaves[at] = below.leaves[at] ?? 0;
  below.needed = 2;
}
