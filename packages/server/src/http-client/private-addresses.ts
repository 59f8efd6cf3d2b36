import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Networks that are not the public Internet (IANA's registries of special-purpose addresses), in which somebody else's webhook has no business. */
const ranges: readonly (readonly [string, number, "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"], ["10.0.0.0", 8, "ipv4"], ["100.64.0.0", 10, "ipv4"], ["127.0.0.0", 8, "ipv4"], ["169.254.0.0", 16, "ipv4"], ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"], ["192.0.2.0", 24, "ipv4"], ["192.88.99.0", 24, "ipv4"], ["192.168.0.0", 16, "ipv4"], ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"], ["203.0.113.0", 24, "ipv4"], ["224.0.0.0", 3, "ipv4"],
  ["::", 128, "ipv6"], ["::1", 128, "ipv6"], ["64:ff9b::", 96, "ipv6"], ["64:ff9b:1::", 48, "ipv6"], ["100::", 64, "ipv6"], ["2001::", 23, "ipv6"], ["2001:db8::", 32, "ipv6"],
  ["2002::", 16, "ipv6"], ["3fff::", 20, "ipv6"], ["5f00::", 16, "ipv6"], ["fc00::", 7, "ipv6"], ["fe80::", 10, "ipv6"], ["fec0::", 10, "ipv6"], ["ff00::", 8, "ipv6"],
];

const special = new BlockList();
for (const [network, prefix, family] of ranges) special.addSubnet(network, prefix, family);

/** Whether an address is not on the public Internet; what is no address is not. */
export function isPrivateAddress(address: string): boolean {
  // ::ffff:10.0.0.1 is 10.0.0.1; BlockList looks through it.
  if (isIPv4(address)) return special.check(address, "ipv4");
  if (isIPv6(address)) return special.check(address.replace(/%.*$/, ""), "ipv6");
  return true;
}

/** Whether a host or one of its addresses is allowed by a list of names, addresses and networks ("10.1.0.0/16"). */
export function isListed(list: readonly string[], host: string, address: string): boolean {
  return list.some((entry) => {
    const [network = "", prefix] = entry.split("/");
    const family = isIPv4(network) ? "ipv4" : isIPv6(network) ? "ipv6" : undefined;
    if (family === undefined) return entry.startsWith("*.") ? host.endsWith(entry.slice(1).toLowerCase()) : entry.toLowerCase() === host;
    const own = new BlockList();
    own.addSubnet(network, prefix === undefined ? (family === "ipv4" ? 32 : 128) : Number(prefix), family);
    return own.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  });
}
