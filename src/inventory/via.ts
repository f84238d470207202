/** `via`: which server is the jump host of which. */
import { parseAddress } from "./addresses.ts";
import type { Host } from "./host.ts";
import { idOf } from "./hosts.ts";
import { nearest } from "./nearest.ts";
import { isMap, quoted } from "./parsed.ts";

const maxHops = 3;

/** The jump host of each server that has one, both by their ids; and what is wrong with it. */
export interface Routes {
  readonly jumpHosts: ReadonlyMap<string, string>;
  readonly errors: readonly string[];
}

/** From the file before it is validated, so that all its errors are found at once. */
export function routesOf(tree: unknown): Routes {
  const { servers, defaults } = isMap(tree) ? tree : {};
  const usual = isMap(defaults) ? defaults["via"] : undefined;
  const listed = (Array.isArray(servers) ? servers : []).map((server: unknown, index) => ({
    index,
    id: idOf(server)?.id ?? "",
    ...jumpHostIn(server, usual),
  }));
  const ids = new Set(listed.map(({ id }) => id));
  const routes = listed.map(({ via, ...server }) => ({ ...server, jumpHost: via && knownId(via, ids), via }));
  const jumpHosts = new Map(routes.flatMap(({ id, jumpHost }) => (jumpHost === undefined ? [] : [[id, jumpHost]])));
  const errors = routes.flatMap(({ index, id, via, jumpHost, isSelf }) => {
    if (via === undefined) return [];
    const error = isSelf ? ofSelf : jumpHost === undefined ? unknown(via, ids) : lengthError(id, jumpHosts);
    return error === undefined ? [] : `servers[${index}].via: ${error}`;
  });
  return { jumpHosts, errors };
}

/** The monitor's own machine needs no way to it, and the usual jump host none through itself. */
function jumpHostIn(server: unknown, usual: unknown): { readonly via: string | undefined; readonly isSelf: boolean } {
  const own = isMap(server) ? server["via"] : undefined;
  const isSelf = isMap(server) && server["self"] === true;
  const inherits = own === undefined && !isSelf && usual !== idOf(server)?.id;
  const via = inherits ? usual : own;
  return { via: typeof via === "string" ? via : undefined, isSelf };
}

function knownId(via: string, ids: ReadonlySet<string>): string | undefined {
  if (ids.has(via)) return via;
  const address = parseAddress(via);
  return "value" in address && ids.has(address.value) ? address.value : undefined;
}

const ofSelf = "the monitor's own machine is not reached through another one; leave it out";

function unknown(via: string, ids: ReadonlySet<string>): string {
  const meant = nearest(via, ids);
  const fix =
    meant === undefined ? "expected the name of another server of this inventory" : `did you mean "${meant}"?`;
  return `no server is called ${quoted(via)}; ${fix}`;
}

/** A circle is told at the servers that are part of it. */
function lengthError(id: string, jumpHosts: ReadonlyMap<string, string>): string | undefined {
  const way = [id];
  for (let next = jumpHosts.get(id); next !== undefined; next = jumpHosts.get(next)) {
    if (next === id) return `goes in a circle: ${[...way, id].join(" → ")}; one of them must be reachable without via`;
    if (way.includes(next)) return undefined;
    way.push(next);
  }
  const hops = way.length - 1;
  return hops > maxHops ? `${hops} jump hosts, ${way.join(" → ")}; at most ${maxHops} are supported` : undefined;
}

/** The hosts with their jump hosts, which must be without errors. */
export function connected(hosts: readonly Host[], jumpHosts: ReadonlyMap<string, string>): Host[] {
  const byId = new Map(hosts.map((host) => [host.id, host]));
  const made = new Map<Host, Host>();
  const connect = (host: Host): Host => {
    const jumpHost = byId.get(jumpHosts.get(host.id) ?? "");
    if (jumpHost === undefined) return host;
    const dependsOn = [...new Set([...host.dependsOn, jumpHost.id])];
    const known = made.get(host) ?? { ...host, ping: false, dependsOn, via: connect(jumpHost) };
    made.set(host, known);
    return known;
  };
  return hosts.map(connect);
}

/** Errors for jump hosts that cannot be logged in to. */
export function closedJumpHosts(hosts: readonly Host[]): string[] {
  return hosts.flatMap(({ via }, index) => {
    if (via === undefined || via.identities.length > 0) return [];
    const why = via.self ? "is the monitor's own machine" : "has no creds";
    return `servers[${index}].via: "${via.id}" ${why}, so no SSH connection leads through it`;
  });
}
