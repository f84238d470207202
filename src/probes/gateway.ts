/**
 * The default gateways of this machine, as the kernel's tables of routes have them. Only Linux has such tables.
 *
 *     Iface  Destination  Gateway   Flags  RefCnt  Use  Metric  Mask      MTU  Window  IRTT      (/proc/net/route)
 *     eth0   00000000     0101A8C0  0003   0       0    100     00000000  0    0       0
 *
 * Addresses are words in the machine's byte order, which is little-endian wherever a runner exists. IPv6 has its own table,
 * in network order and without a heading (destination and its prefix, source and its prefix, next hop, metric, …):
 *
 *     000…000 00 000…000 00 fe80000000000000021122fffe334455 00000400 00000003 00000000 00000003     eth0
 */
import { readFile } from "node:fs/promises";
import { canonicalAddress } from "../address.ts";

/** Empty if the system does not list routes, or has no gateway, as with a dial-up connection. */
export async function defaultGateways(): Promise<readonly string[]> {
  const [ipv4, ipv6] = await Promise.all(["/proc/net/route", "/proc/net/ipv6_route"].map(readTable));
  return [...ipv4Gateways(ipv4 ?? ""), ...ipv6Gateways(ipv6 ?? "")];
}

/** Each gateway of a default route once, in the order of the table. */
export function ipv4Gateways(table: string): string[] {
  const routes = rowsOf(table).map(([, destination = "", gateway = "", flags = "", , , , mask = ""]) => ({
    isDefault: /^0{8}$/.test(destination) && /^0{8}$/.test(mask),
    flags,
    gateway: [...gateway.matchAll(/../g)]
      .map(([byte]) => Number.parseInt(byte, 16))
      .reverse()
      .join("."),
  }));
  return gatewaysOf(routes);
}

/** The same for IPv6. A link-local address includes the interface: `fe80::1%eth0`. */
export function ipv6Gateways(table: string): string[] {
  const routes = rowsOf(table).map(([destination = "", prefix, , , nextHop = "", , , , flags = "", link = ""]) => {
    const gateway = canonicalAddress(nextHop.replace(/....(?!$)/g, "$&:")) ?? "";
    return {
      isDefault: /^0{32}$/.test(destination) && prefix === "00",
      flags,
      gateway: gateway.startsWith("fe80:") ? `${gateway}%${link}` : gateway,
    };
  });
  return gatewaysOf(routes);
}

/** RTF_UP and RTF_GATEWAY of linux/route.h. */
const upWithGateway = 0x3;

function gatewaysOf(routes: readonly { isDefault: boolean; flags: string; gateway: string }[]): string[] {
  const usable = routes.filter(
    ({ isDefault, flags }) => isDefault && (Number.parseInt(flags, 16) & upWithGateway) === upWithGateway,
  );
  const known = usable.flatMap(({ gateway }) => (canonicalAddress(gateway) === undefined ? [] : [gateway]));
  return [...new Set(known)];
}

function rowsOf(table: string): string[][] {
  return table.split("\n").map((line) => line.trim().split(/\s+/));
}

/** The gateways only affect a message, so an unreadable table counts as empty. */
function readTable(path: string): Promise<string> {
  return readFile(path, "latin1").catch(() => "");
}
