// Compression as Go's compress/flate does it on its default level: base64gzip() must give the very same bytes,
// or every plan would show a change.
import { huffmanCodes, reversed, totalBits } from "./huffman.ts";
import type { Code } from "./huffman.ts";

const WINDOW = 32_768;
const SHORTEST = 4;
const LONGEST = 258;
/** Matches this long are not improved upon. */
const LAZY = 16;
/** Matches this long end the search. */
const NICE = 128;
/** Candidates that are looked at. */
const TRIES = 128;
/** Tokens in one block. */
const BLOCK_TOKENS = 16_384;
const LONGEST_STORED = 65_535;
const END_OF_BLOCK = 256;

/** A byte, or a match of `length` bytes `distance` back. */
type Token = number | { readonly length: number; readonly distance: number };

/** The compressed bytes, flushed to a whole byte, without a last block. */
export function deflate(input: Uint8Array): BitWriter {
  const writer = new BitWriter();
  let tokens: Token[] = [];
  let start = 0;
  for (const [token, end] of tokensOf(input)) {
    tokens.push(token);
    if (tokens.length < BLOCK_TOKENS) continue;
    writeBlock(writer, tokens, input.subarray(start, end));
    tokens = [];
    start = end;
  }
  if (tokens.length > 0) writeBlock(writer, tokens, input.subarray(start));
  return writer;
}

/** The tokens with the places where they end. A match is put off by one byte, in case a longer one begins there. */
function* tokensOf(input: Uint8Array): Iterable<readonly [Token, number]> {
  const chains = new Chains(input);
  const size = input.length;
  let length = SHORTEST - 1;
  let distance = 0;
  let pending = false;
  for (let at = 0; at < size; ) {
    const candidate = chains.insert(at);
    const [previousLength, previousDistance] = [length, distance];
    [length, distance] = [SHORTEST - 1, 0];
    if (candidate >= chains.first(at) && size - at > previousLength && previousLength < LAZY) {
      [length, distance] = chains.longest(at, candidate);
    }
    if (previousLength >= SHORTEST && length <= previousLength) {
      const end = at + previousLength - 1;
      for (let inside = at + 1; inside < end; inside++) chains.insert(inside);
      at = end;
      pending = false;
      length = SHORTEST - 1;
      yield [{ length: previousLength, distance: previousDistance }, at];
    } else {
      if (pending) yield [input[at - 1] ?? 0, at];
      at++;
      pending = true;
    }
  }
  if (pending) yield [input[size - 1] ?? 0, size];
}

/** Where four bytes stood before: for each place the last one with the same bytes. */
class Chains {
  readonly #input: Uint8Array;
  readonly #heads = new Map<number, number>();
  readonly #previous = new Int32Array(WINDOW);
  #last = -1;
  #base = 0;

  constructor(input: Uint8Array) {
    this.#input = input;
  }

  /** Enters a place; gives the last one before it with the same hash. Near the end the last answer stands. */
  insert(at: number): number {
    if (at >= this.#input.length - (SHORTEST - 1)) return this.#last;
    const hash = this.#hash(at);
    const head = this.#heads.get(hash) ?? -1;
    this.#previous[at % WINDOW] = head;
    this.#heads.set(hash, at);
    this.#last = head;
    return head;
  }

  /** The first place that can still be referred to. Go moves its window on when it is full. */
  first(at: number): number {
    if (at - this.#base > 2 * WINDOW - SHORTEST - LONGEST && this.#input.length > this.#base + 2 * WINDOW) this.#base += WINDOW;
    return Math.max(at - WINDOW, this.#base);
  }

  /** The longest match among the candidates, and how far back it is. */
  longest(at: number, candidate: number): [length: number, distance: number] {
    const most = Math.min(LONGEST, this.#input.length - at);
    const enough = Math.min(NICE, most);
    const first = this.first(at);
    let [length, distance] = [SHORTEST - 1, 0];
    let place = candidate;
    for (let tries = TRIES; tries > 0; tries--) {
      const found = this.#match(place, at, most);
      if (found > length && (found > SHORTEST || at - place <= 4096)) {
        [length, distance] = [found, at - place];
        if (found >= enough) break;
      }
      if (place === at - WINDOW) break;
      place = this.#previous[place % WINDOW] ?? -1;
      if (place < first) break;
    }
    return [length, distance];
  }

  #match(a: number, b: number, most: number): number {
    let length = 0;
    while (length < most && this.#input[a + length] === this.#input[b + length]) length++;
    return length;
  }

  #hash(at: number): number {
    const byte = (offset: number): number => this.#input[at + offset] ?? 0;
    const word = byte(3) | (byte(2) << 8) | (byte(1) << 16) | (byte(0) << 24);
    return Math.imul(word, 0x1e35a7bd) >>> 15;
  }
}

/** Bits into bytes, lowest first. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #bits = 0;
  #count = 0;

  write(bits: number, count: number): void {
    for (let at = 0; at < count; at++) {
      this.#bits |= ((bits >>> at) & 1) << this.#count++;
      if (this.#count === 8) this.#flush();
    }
  }

  code({ bits, length }: Code): void {
    this.write(bits, length);
  }

  /** A block of bytes as they are; an empty one ends what came before it on a whole byte. */
  stored(bytes: Uint8Array, isLast: boolean): void {
    this.write(isLast ? 1 : 0, 3);
    if (this.#count > 0) this.#flush();
    this.write(bytes.length, 16);
    this.write(~bytes.length & 0xffff, 16);
    for (const byte of bytes) this.#bytes.push(byte);
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #flush(): void {
    this.#bytes.push(this.#bits);
    this.#bits = 0;
    this.#count = 0;
  }
}

/** Codes of lengths and distances: each stands for a range, and extra bits say which of it. */
interface Range {
  readonly base: number;
  readonly extra: number;
}

function ranges(extras: readonly number[], from: number): Range[] {
  let base = from;
  return extras.map((extra) => {
    const range = { base, extra };
    base += 1 << extra;
    return range;
  });
}

const lengthRanges: readonly Range[] = [
  ...ranges([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5], 3),
  { base: LONGEST, extra: 0 },
];
const distanceRanges = ranges(
  Array.from({ length: 30 }, (_, at) => Math.max(0, (at >> 1) - 1)),
  1,
);

const rangeOf = (list: readonly Range[], value: number): number => list.findLastIndex(({ base }) => base <= value);

const fixedCodes: readonly Code[] = Array.from({ length: 288 }, (_, symbol) => {
  if (symbol < 144) return { bits: reversed(symbol + 0x30, 8), length: 8 };
  if (symbol < 256) return { bits: reversed(symbol - 144 + 0x190, 9), length: 9 };
  return symbol < 280 ? { bits: reversed(symbol - 256, 7), length: 7 } : { bits: reversed(symbol - 280 + 0xc0, 8), length: 8 };
});
const fixedDistances: readonly Code[] = Array.from({ length: 30 }, (_, symbol) => ({ bits: reversed(symbol, 5), length: 5 }));

interface Frequencies {
  readonly literals: number[];
  readonly distances: number[];
}

function countTokens(tokens: readonly Token[]): Frequencies {
  const literals = Array.from<number>({ length: 286 }).fill(0);
  const distances = Array.from<number>({ length: 30 }).fill(0);
  const add = (list: number[], at: number): void => void (list[at] = (list[at] ?? 0) + 1);
  for (const token of tokens) {
    if (typeof token === "number") add(literals, token);
    else {
      add(literals, END_OF_BLOCK + 1 + rangeOf(lengthRanges, token.length));
      add(distances, rangeOf(distanceRanges, token.distance));
    }
  }
  add(literals, END_OF_BLOCK);
  // A code for distances must have at least one entry.
  if (used(distances) === 0) distances[0] = 1;
  return { literals: literals.slice(0, used(literals)), distances: distances.slice(0, used(distances)) };
}

const used = (list: readonly number[]): number => list.findLastIndex((count) => count > 0) + 1;

/** Writes a block in the shortest of the three forms. */
function writeBlock(writer: BitWriter, tokens: readonly Token[], input: Uint8Array): void {
  const { literals, distances } = countTokens(tokens);
  const isStorable = input.length <= LONGEST_STORED;
  const extra = isStorable ? extraBits(literals.slice(END_OF_BLOCK + 1), lengthRanges) + extraBits(distances, distanceRanges) : 0;
  const [literalCodes, distanceCodes] = [huffmanCodes(literals, 15), huffmanCodes(distances, 15)];
  const header = describeCodes(literalCodes, distanceCodes);
  const fixed = 3 + totalBits(literals, fixedCodes) + totalBits(distances, fixedDistances) + extra;
  const dynamic = header.size + totalBits(literals, literalCodes) + totalBits(distances, distanceCodes) + extra;
  if (isStorable && (input.length + 5) * 8 < Math.min(fixed, dynamic)) return writer.stored(input, false);
  if (dynamic < fixed) {
    header.write(writer);
    return writeTokens(writer, tokens, literalCodes, distanceCodes);
  }
  writer.write(2, 3);
  writeTokens(writer, tokens, fixedCodes, fixedDistances);
}

const extraBits = (counts: readonly number[], list: readonly Range[]): number =>
  counts.reduce((sum, count, at) => sum + count * (list[at]?.extra ?? 0), 0);

const none: Code = { bits: 0, length: 0 };

function writeTokens(writer: BitWriter, tokens: readonly Token[], literals: readonly Code[], distances: readonly Code[]): void {
  for (const token of tokens) {
    if (typeof token === "number") writer.code(literals[token] ?? none);
    else {
      writeRanged(writer, token.length, lengthRanges, literals, END_OF_BLOCK + 1);
      writeRanged(writer, token.distance, distanceRanges, distances, 0);
    }
  }
  writer.code(literals[END_OF_BLOCK] ?? none);
}

function writeRanged(writer: BitWriter, value: number, list: readonly Range[], codes: readonly Code[], first: number): void {
  const at = rangeOf(list, value);
  const range = list[at] ?? { base: 0, extra: 0 };
  writer.code(codes[first + at] ?? none);
  writer.write(value - range.base, range.extra);
}

/** A code length, or a repetition: 16 of the last, 17 and 18 of zero. */
interface LengthItem {
  readonly symbol: number;
  readonly extra: number;
}

const itemOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const itemExtra: Readonly<Record<number, number>> = { 16: 2, 17: 3, 18: 7 };

/** How a block with codes of its own begins: their lengths, themselves run-length and Huffman coded. */
function describeCodes(literals: readonly Code[], distances: readonly Code[]): { size: number; write(writer: BitWriter): void } {
  const items = runs([...literals, ...distances].map(({ length }) => length));
  const counts = Array.from({ length: 19 }, (_, symbol) => items.filter((item) => item.symbol === symbol).length);
  const codes = huffmanCodes(counts, 7);
  const shown = Math.max(4, itemOrder.findLastIndex((symbol) => (counts[symbol] ?? 0) > 0) + 1);
  const extras = items.reduce((sum, { symbol }) => sum + (itemExtra[symbol] ?? 0), 0);
  return {
    size: 17 + 3 * shown + totalBits(counts, codes) + extras,
    write(writer) {
      writer.write(4, 3);
      writer.write(literals.length - 257, 5);
      writer.write(distances.length - 1, 5);
      writer.write(shown - 4, 4);
      for (const symbol of itemOrder.slice(0, shown)) writer.write(codes[symbol]?.length ?? 0, 3);
      for (const { symbol, extra } of items) {
        writer.code(codes[symbol] ?? none);
        writer.write(extra, itemExtra[symbol] ?? 0);
      }
    },
  };
}

function runs(lengths: readonly number[]): LengthItem[] {
  const items: LengthItem[] = [];
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at] ?? 0;
    let count = 1;
    while (lengths[at + count] === length) count++;
    at += count;
    if (length !== 0) {
      items.push({ symbol: length, extra: 0 });
      for (count--; count >= 3; ) count -= repeat(items, 16, 3, Math.min(6, count));
    } else {
      while (count >= 11) count -= repeat(items, 18, 11, Math.min(138, count));
      if (count >= 3) count -= repeat(items, 17, 3, count);
    }
    for (; count > 0; count--) items.push({ symbol: length, extra: 0 });
  }
  return items;
}

function repeat(items: LengthItem[], symbol: number, least: number, count: number): number {
  items.push({ symbol, extra: count - least });
  return count;
}
