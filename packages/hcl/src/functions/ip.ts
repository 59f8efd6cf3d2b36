// IP addresses as numbers.

/** A network: its first address, how many leading bits are fixed, and how many bits an address has. */
export interface Prefix {
  readonly address: bigint;
  readonly length: number;
  readonly bits: 32 | 128;
}

/** 10.0.0.0/8 or fe80::/10, with the bits behind the prefix taken off; undefined when it is neither. */
export function parsePrefix(text: string): Prefix | undefined {
  const match = /^([^/]*)\/(\d{1,3})$/.exec(text);
  const address = match && parseAddress(match[1] ?? "");
  const length = Number(match?.[2]);
  if (!address || length > address.bits) return undefined;
  const host = BigInt(address.bits - length);
  return { address: (address.number >> host) << host, length, bits: address.bits };
}

/** The last address of a network. */
export const lastAddress = ({ address, length, bits }: Prefix): bigint => address | ((1n << BigInt(bits - length)) - 1n);

export function printPrefix({ address, length, bits }: Prefix): string {
  const isFour = bits === 128 && address >> 32n === 0xffffn;
  return `${printAddress(address, bits)}/${isFour ? Math.max(length - 96, 0) : length}`;
}

/** An address as Go prints it: IPv6 in small letters with its longest run of zeros left out. */
export function printAddress(address: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join(".");
  if (address >> 32n === 0xffffn) return printAddress(address & 0xffffffffn, 32);
  const groups = Array.from({ length: 8 }, (_, at) => ((address >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const run = longestZeros(groups);
  if (run.length < 2) return groups.join(":");
  return `${groups.slice(0, run.start).join(":")}::${groups.slice(run.start + run.length).join(":")}`;
}

function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  for (const [at, group] of groups.entries()) {
    length = group === "0" ? length + 1 : 0;
    if (length > best.length) best = { start: at - length + 1, length };
  }
  return best;
}

function parseAddress(text: string): { number: bigint; bits: 32 | 128 } | undefined {
  if (!text.includes(":")) {
    const number = parseFour(text);
    return number === undefined ? undefined : { number, bits: 32 };
  }
  const number = parseSixteen(text);
  return number === undefined ? undefined : { number, bits: 128 };
}

/** Four decimal parts; zeros may lead them. */
function parseFour(text: string): bigint | undefined {
  if (!/^\d+(\.\d+){3}$/.test(text)) return undefined;
  const parts = text.split(".").map(Number);
  if (parts.some((part) => part > 255)) return undefined;
  return parts.reduce((number, part) => (number << 8n) | BigInt(part), 0n);
}

function parseSixteen(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map(parseGroups);
  if (!before || (halves.length === 2 && !after)) return undefined;
  const missing = 8 - before.length - (after?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => 0n), ...(after ?? [])];
  return groups.reduce((number, group) => (number << 16n) | group, 0n);
}

/** Groups of four hexadecimal digits; the last may be an IPv4 address and is two of them. */
function parseGroups(text: string): bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  for (const [at, part] of text.split(":").entries()) {
    if (part.includes(".") && at === text.split(":").length - 1) {
      const four = parseFour(part);
      if (four === undefined) return undefined;
      groups.push(four >> 16n, four & 0xffffn);
    } else if (/^[\da-fA-F]{1,4}$/.test(part)) groups.push(BigInt(`0x${part}`));
    else return undefined;
  }
  return groups;
}
