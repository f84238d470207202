/** Servers of the file, with defaults and credentials → hosts; and checks that span several servers. */
import { asciiName, parseAddress } from "./addresses.ts";
import type { Host, Identity } from "./host.ts";
import { commaSeparated, isMap } from "./parsed.ts";
import type { Server, Settings } from "./schema.ts";

const sshPort = 22;

/** A server's own keys override the defaults. null unsets a default. */
export function toHost(server: Server, defaults: Settings, credentials: ReadonlyMap<string, Identity>): Host {
  const { ip = "", self, name, ...own } = server;
  const set = { ...defaults, ...own };
  const type = set.type ?? "node";
  const isSelf = self === true;
  return {
    id: name ?? ip,
    address: asciiName(ip) ?? ip,
    self: isSelf || undefined,
    named: typeof name === "string",
    type,
    group: set.group ?? undefined,
    ping: !isSelf && (set.ping ?? true),
    port: set.port ?? sshPort,
    identities: isSelf || type === "ping" ? [] : resolve(set.creds ?? [], credentials),
    hostKeys: [set.host_key ?? []].flat(),
    homePage: type === "node" ? (set.home_page ?? undefined) : undefined,
    verify: set.verify ?? true,
    knownPeers: set.ssh_peers ?? [],
    knownPorts: set.known_ports ?? [],
    knownAccounts: set.known_accounts ?? [],
    expected: set.expect ?? new Map(),
    thresholds: set.thresholds ?? new Map(),
    confirm: set.confirm ?? undefined,
    dependsOn: commaSeparated(set.depends_on ?? []).filter((parent) => own.depends_on || parent !== (name ?? ip)),
    maintenance: set.maintenance ?? [],
  };
}

/** A host of a plain list: ping only. */
export function pingHost(address: string): Host {
  return toHost({ ip: address, type: "ping" }, {}, new Map());
}

/** Errors for hosts without any check. */
export function unaskedHosts(hosts: readonly Host[]): string[] {
  const isUnasked = ({ self, ping, identities, homePage }: Host) =>
    !self && !ping && identities.length === 0 && homePage === undefined;
  return hosts.flatMap((host, index) => {
    const key = host.via ? "via: no ping is sent through another server, which" : "ping: false";
    return isUnasked(host) ? `servers[${index}].${key} leaves nothing to check; add creds or home_page` : [];
  });
}

/** Where each server is: at its `ip`, or here. */
export function unplacedServers(tree: unknown): string[] {
  const { servers = [], defaults } = isMap(tree) ? tree : {};
  const type = isMap(defaults) ? defaults["type"] : undefined;
  return (Array.isArray(servers) ? servers : []).flatMap((server: unknown, index) => {
    // The schema takes an empty list for an empty map.
    if (Array.isArray(server) && server.length === 0)
      return `servers[${index}]: expected a server (a map with an ip), got a list`;
    const problem = isMap(server) ? placeProblem({ type, ...server }) : undefined;
    return problem === undefined ? [] : `servers[${index}].${problem}`;
  });
}

function placeProblem({ ip, self, name, type }: Readonly<Record<string, unknown>>): string | undefined {
  if (self === undefined || self === null || self === false)
    return ip === undefined ? "ip: missing; give its IPv4 address, IPv6 address or DNS name" : undefined;
  if (ip !== undefined) return "self: the server has an ip, too; leave one of them out";
  if (typeof name !== "string") return "name: missing; the monitor's own machine has no ip by which to call it";
  return type === "ping" ? "self: a server of type ping is only pinged; expected node or miner" : undefined;
}

/**
 * Results, alerts and reports identify a host by its name, else its address. Two hosts must not have the same one, nor differ
 * in case only, because some file systems and many people ignore case.
 */
export function sharedIds(tree: unknown): string[] {
  const servers = isMap(tree) && Array.isArray(tree["servers"]) ? tree["servers"] : [];
  const seen = new Map<string, { readonly index: number; readonly id: string }>();
  return servers.flatMap((server: unknown, index) => {
    const known = idOf(server);
    const id = known?.id.toLowerCase() ?? "";
    const before = seen.get(id);
    if (known && before === undefined) seen.set(id, { index, id: known.id });
    if (known === undefined || before === undefined) return [];
    const difference = before.id === known.id ? "" : " except for upper and lower case";
    return `servers[${index}].${known.key}: the same as servers[${before.index}]${difference}; give every server a unique name`;
  });
}

export function idOf(server: unknown): { key: "name" | "ip"; id: string } | undefined {
  const { name, ip } = isMap(server) ? server : {};
  if (typeof name === "string") return { key: "name", id: name };
  const address = typeof ip === "string" ? parseAddress(ip) : undefined;
  return address && "value" in address ? { key: "ip", id: address.value } : undefined;
}

function resolve(
  creds: string | readonly (string | Identity)[],
  credentials: ReadonlyMap<string, Identity>,
): Identity[] {
  return [creds].flat().flatMap((entry) => (typeof entry === "string" ? (credentials.get(entry) ?? []) : entry));
}
