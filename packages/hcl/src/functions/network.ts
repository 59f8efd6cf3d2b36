// Functions of IP networks.
import { isWhole, toBigInt } from "../values/big-float.ts";
import { numeric } from "../values/parts.ts";
import { listType, stringType } from "../values/type.ts";
import { listValue, stringValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { argument, number, string, textOf, wholeNumber } from "./arguments.ts";
import { fail, failArgument } from "./function.ts";
import type { Failure, FunctionDefinition } from "./function.ts";
import { lastAddress, parsePrefix, printAddress, printPrefix } from "./ip.ts";
import type { Prefix } from "./ip.ts";

function prefixOf(args: readonly Value[]): Prefix | Failure {
  const text = textOf(args, 0);
  return parsePrefix(text) ?? fail(`invalid CIDR expression: invalid CIDR address: ${text}`);
}

const outOfRange = "the result does not fit into an address";

/** A whole number of any size. */
function bigWhole(value: Value): bigint | Failure {
  const raw = numeric(value);
  return (isWhole(raw) ? toBigInt(raw) : undefined) ?? fail("value must be a whole number");
}

function host(args: readonly Value[]): Value | Failure {
  const given = bigWhole(argument(args, 1));
  if (typeof given !== "bigint") return given;
  const prefix = prefixOf(args);
  if ("failure" in prefix) return prefix;
  const size = 1n << BigInt(prefix.bits - prefix.length);
  // Negative numbers count from the end. Of very large ones Terraform looks at the low 64 bits only.
  const position = given < 0n ? size + given : given;
  const checked = given < 0n ? -given - 1n : BigInt.asIntN(64, given);
  if (checked >= size) return fail(`prefix of ${prefix.length} does not accommodate a host numbered ${position}`);
  // In an IPv4 network written as IPv6 Terraform puts the number into the wrong place.
  const shift = isFourInSix(prefix) ? 96n : 0n;
  const address = prefix.address | (position << shift);
  if (address > lastNumber(prefix.bits)) return fail(outOfRange);
  return stringValue(printAddress(address, prefix.bits));
}

/** An IPv4 network written as IPv6: ::ffff:10.0.0.0/104. Terraform's functions trip over them in several ways. */
const isFourInSix = (prefix: Prefix): boolean => prefix.bits === 128 && prefix.address >> 32n === 0xffffn;

const lastNumber = (bits: number): bigint => (1n << BigInt(bits)) - 1n;

function netmask(args: readonly Value[]): Value | Failure {
  const prefix = prefixOf(args);
  if ("failure" in prefix) return prefix;
  const isMapped = isFourInSix(prefix);
  if (prefix.bits !== 32 && !isMapped) return fail(`IPv6 addresses cannot have a netmask: ${textOf(args, 0)}`);
  const mask = lastNumber(prefix.bits) ^ lastNumber(prefix.bits - prefix.length);
  return stringValue(printAddress(mask, prefix.bits));
}

function subnet(args: readonly Value[]): Value | Failure {
  const extension = wholeNumber(argument(args, 1));
  if (typeof extension !== "number") return extension;
  const position = bigWhole(argument(args, 2));
  if (typeof position !== "bigint") return position;
  const prefix = prefixOf(args);
  if ("failure" in prefix) return prefix;
  const length = prefix.length + extension;
  if (length > prefix.bits) return fail(`insufficient address space to extend prefix of ${prefix.length} by ${extension}`);
  const magnitude = BigInt.asUintN(64, position < 0n ? -position : position);
  if (extension >= 0 && magnitude >= 1n << BigInt(extension)) {
    return fail(`prefix extension of ${extension} does not accommodate a subnet numbered ${position}`);
  }
  // What a negative number gives is of no use, but it is what Terraform gives.
  const joined = prefix.address | (position << BigInt(prefix.bits - length));
  const address = joined < 0n ? -joined : joined;
  if (address > lastNumber(prefix.bits)) return fail(outOfRange);
  return stringValue(length < 0 ? "<nil>" : printPrefix({ ...prefix, address, length }));
}

function subnets(args: readonly Value[]): Value | Failure {
  const prefix = prefixOf(args);
  if ("failure" in prefix) return failArgument(0, prefix.failure);
  const end = lastAddress(prefix);
  // Terraform begins with the subnet before the first: where there is none before it, it finds none at all.
  const isFirst = isFourInSix(prefix) || prefix.address === 0n;
  let next = prefix.address;
  let previous: Prefix | undefined;
  const found: Value[] = [];
  for (const [index, given] of args.slice(1).entries()) {
    const at = index + 1;
    const extension = wholeNumber(given);
    if (typeof extension !== "number") return failArgument(at, extension.failure);
    if (extension < 1) return failArgument(at, "must extend prefix by at least one bit");
    if (extension > 32) return failArgument(at, "may not extend prefix by more than 32 bits");
    const length = prefix.length + extension;
    if (length > prefix.bits) {
      const protocol = prefix.bits === 32 ? "IPv4" : "IPv6";
      return failArgument(at, `would extend prefix to ${length} bits, which is too long for an ${protocol} address`);
    }
    const size = 1n << BigInt(prefix.bits - length);
    if (isFirst) {
      const before = printPrefix({ ...prefix, address: lastNumber(prefix.bits) + 1n - size, length });
      return failArgument(at, noSpace(length, isFourInSix(prefix) ? "<nil>" : before));
    }
    const address = ((next + size - 1n) / size) * size;
    if (address > end) {
      return failArgument(at, noSpace(length, printPrefix(previous ?? { ...prefix, length })));
    }
    previous = { ...prefix, address, length };
    found.push(stringValue(printPrefix(previous)));
    next = address + size;
  }
  return listValue(stringType, found);
}

const noSpace = (length: number, after: string): string =>
  `not enough remaining address space for a subnet with a prefix of ${length} bits after ${after}`;

/** Functions of IP networks. */
export const networkFunctions: readonly FunctionDefinition[] = [
  { name: "cidrhost", parameters: [string("prefix"), number("hostnum")], returns: stringType, notNull: true, run: host },
  { name: "cidrnetmask", parameters: [string("prefix")], returns: stringType, notNull: true, run: netmask },
  {
    name: "cidrsubnet",
    parameters: [string("prefix"), number("newbits"), number("netnum")],
    returns: stringType,
    notNull: true,
    run: subnet,
  },
  {
    name: "cidrsubnets",
    parameters: [string("prefix")],
    rest: number("newbits"),
    returns: listType(stringType),
    notNull: true,
    run: subnets,
  },
];
