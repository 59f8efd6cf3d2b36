// Functions of IP networks.
import { isWhole, toBigInt } from "../values/big-float.ts";
import { numeric } from "../values/operations.ts";
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
  // Negative numbers count from the end.
  const position = given < 0n ? size + given : given;
  if (position < 0n || position >= size) {
    return fail(`prefix of ${prefix.length} does not accommodate a host numbered ${given < 0n ? position : given}`);
  }
  // In an IPv4 network written as IPv6 Terraform puts the number into the wrong place.
  const shift = prefix.bits === 128 && prefix.address >> 32n === 0xffffn ? 96n : 0n;
  return stringValue(printAddress((prefix.address | (position << shift)) & lastNumber(prefix.bits), prefix.bits));
}

const lastNumber = (bits: number): bigint => (1n << BigInt(bits)) - 1n;

function netmask(args: readonly Value[]): Value | Failure {
  const prefix = prefixOf(args);
  if ("failure" in prefix) return prefix;
  if (prefix.bits !== 32) return fail(`IPv6 addresses cannot have a netmask: ${textOf(args, 0)}`);
  const mask = ((1n << 32n) - 1n) ^ ((1n << BigInt(32 - prefix.length)) - 1n);
  return stringValue(printAddress(mask, 32));
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
  if (extension < 0 || magnitude >= 1n << BigInt(extension)) {
    return fail(`prefix extension of ${extension} does not accommodate a subnet numbered ${position}`);
  }
  // What a negative number gives is of no use, but it is what Terraform gives.
  const joined = prefix.address | (position << BigInt(prefix.bits - length));
  const address = (joined < 0n ? -joined : joined) & lastNumber(prefix.bits);
  return stringValue(printPrefix({ ...prefix, address, length }));
}

function subnets(args: readonly Value[]): Value | Failure {
  const prefix = prefixOf(args);
  if ("failure" in prefix) return prefix;
  const end = lastAddress(prefix);
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
    const address = ((next + size - 1n) / size) * size;
    if (address > end) {
      const after = printPrefix(previous ?? { ...prefix, length });
      return failArgument(at, `not enough remaining address space for a subnet with a prefix of ${length} bits after ${after}`);
    }
    previous = { ...prefix, address, length };
    found.push(stringValue(printPrefix(previous)));
    next = address + size;
  }
  return listValue(stringType, found);
}

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
