/** `validate`: checks the inventory and the credentials without sending a packet, and shows what would be monitored, never a secret. */
import { domainToUnicode } from "node:url";
import type { Host, Inventory, KnownPeer, PortRange } from "../inventory/host.ts";
import { InventoryError, readInventory } from "../inventory/index.ts";
import { fittedTable } from "../output/table.ts";
import { loadKeys } from "../ssh/keys.ts";
import { loadKnownHosts } from "../ssh/known-hosts-files.ts";
import { count, listed } from "../words/count.ts";
import type { Call } from "./call.ts";

export async function validate({ inputs, surroundings, reporter }: Call): Promise<void> {
  const { hosts, warnings } = await withKeyErrors(() =>
    readInventory({ ...inputs, home: surroundings.home, mask: reporter.mask }),
  );
  const knownHosts = await loadKnownHosts({
    texts: [{ text: inputs.knownHosts, path: "the input `known-hosts`" }],
    files: [],
  });
  for (const warning of [...warnings, ...knownHosts.warnings]) reporter.warn(warning);
  await requireKeys(hosts);
  const table = { header: ["name", "address", "checks", "ports", "peers"], rows: hosts.map(rowOf) };
  const { lines } = fittedTable(table, { width: reporter.width, leastColumn: 8 });
  for (const line of [...lines, ""]) reporter.info(line);
  reporter.info(`${count(hosts.length, "host")}, no errors`);
}

/** The errors of the inventory, and with them those of its keys: all are reported at once. */
async function withKeyErrors(read: () => Inventory): Promise<Inventory> {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InventoryError)) throw error;
    throw new InventoryError([...error.errors, ...(await keyErrors(error.hosts))]);
  }
}

async function requireKeys(hosts: readonly Host[]): Promise<void> {
  const errors = await keyErrors(hosts);
  if (errors.length > 0) throw new InventoryError(errors);
}

/** A check would only report that it cannot log in. */
async function keyErrors(hosts: readonly Host[]): Promise<string[]> {
  const keys = await loadKeys(hosts);
  const errors = hosts.flatMap(({ id, identities }) =>
    identities.flatMap((identity) => {
      const loaded = keys.keyOf(identity);
      return loaded !== undefined && "unreadable" in loaded ? [`${id}: ${loaded.unreadable}`] : [];
    }),
  );
  return [...new Set(errors)];
}

const mostListed = 6;

function rowOf(host: Host): string[] {
  const { id, named, self, address, knownPorts, knownPeers } = host;
  return [
    named ? id : "–",
    self === true ? "this machine" : domainToUnicode(address) || address,
    checksOf(host),
    listed(knownPorts.map(portWords), mostListed),
    listed(knownPeers.map(peerWords), mostListed),
  ];
}

/** `ping, page https://example.com, ssh as monitor`, `ssh as monitor (port 2222), GPUs, via bastion` */
function checksOf({ self, type, ping, homePage, identities, port, via }: Host): string {
  const users = [...new Set(identities.map(({ username }) => username))];
  const isProbed = self === true || users.length > 0;
  const checks = [
    ping && "ping",
    homePage && `page ${shownOrigin(homePage)}`,
    self && "probe",
    users.length > 0 && `ssh as ${users.join(", then ")}${port === 22 ? "" : ` (port ${port})`}`,
    type === "miner" && isProbed && "GPUs",
    via && `via ${via.id}`,
  ];
  return checks.filter(Boolean).join(", ");
}

/** `22`, `8000-8010`, `53/udp` */
function portWords({ first, last, protocol }: PortRange): string {
  return `${first}${last === first ? "" : `-${last}`}${protocol === undefined ? "" : `/${protocol}`}`;
}

/** `192.0.2.1`, `10.0.0.0/8`, `home.example.org`, `deploy@*` */
function peerWords(peer: KnownPeer): string {
  const user = peer.user === undefined ? "" : `${peer.user}@`;
  if ("anywhere" in peer) return `${user}*`;
  if ("key" in peer) return `${user}${peer.key}`;
  if ("dnsName" in peer) return `${user}${peer.dnsName}`;
  const isWhole = peer.prefix === (peer.network.includes(":") ? 128 : 32);
  return `${user}${peer.network}${isWhole ? "" : `/${peer.prefix}`}`;
}

/** The origin with an internationalised name as people read it. */
function shownOrigin({ protocol, hostname, port }: URL): string {
  return `${protocol}//${domainToUnicode(hostname) || hostname}${port && `:${port}`}`;
}
